import { css, html } from 'lit';
import type { Profile } from '../protocol/identity.js';
import { CcmElement, props } from './element.js';
import { base } from './styles.js';

/** The light end of each disc. White on it and on the darker end holds 4.5:1, so that the initial is readable. */
const palette = ['#5b62ee', '#8657ef', '#b45f06', '#0e8078', '#0b78b5', '#d92d3a', '#0c8457'];

/** The same identity has the same colour everywhere, also after a change of name. */
export function avatarColor(profile: Pick<Profile, 'id' | 'type'>): string {
  let hash = 0;
  for (const char of `${profile.type} ${profile.id}`) hash = (hash * 31 + char.charCodeAt(0)) | 0;
  return palette[Math.abs(hash) % palette.length]!;
}

/** Lets an element's sheet use the colour of somebody as `--_a`. CSSOM: a strict policy forbids style attributes. */
export function tint(host: HTMLElement, profile: Profile | null | undefined): void {
  if (profile) host.style.setProperty('--_a', avatarColor(profile));
}

/** The first letter or digit; markup and emoji in a name do not become its face. */
export function initialOf(name: string): string {
  return (/[\p{L}\p{N}]/u.exec(name)?.[0] ?? [...name.trim()][0] ?? '?').toUpperCase();
}

/** An address that may go into `src`: http, https, blob, or an image as data. Everything else is no picture. */
export function safeAvatar(avatar: string | undefined): string | null {
  if (!avatar) return null;
  try {
    const { protocol, href } = new URL(avatar, document.baseURI);
    return /^(https?|blob):$/.test(protocol) || /^data:image\//i.test(href) ? href : null;
  } catch {
    return null;
  }
}

/**
 * A face: the picture, or the initial on the identity's colour. Decorative; the name stands beside it.
 *
 * @csspart face - The round disc.
 * @csspart image - The picture.
 */
export class CcmAvatar extends CcmElement {
  static override properties = props({ profile: null, size: 40 });

  static override styles = [
    base,
    css`
      :host {
        position: relative;
        flex: none;
        width: var(--_s);
        height: var(--_s);
      }
      .face {
        display: grid;
        place-items: center;
        width: 100%;
        height: 100%;
        overflow: hidden;
        border-radius: 999px;
        background: linear-gradient(140deg, var(--_a), color-mix(in srgb, var(--_a), #000 18%));
        color: #fff;
        font-size: calc(var(--_s) * 0.4);
        line-height: 1;
        font-weight: 600;
        user-select: none;
      }
      img {
        width: 100%;
        height: 100%;
        object-fit: cover;
      }
    `,
  ];

  declare profile: Profile | null;
  /** Diameter in CSS pixels. */
  declare size: number;
  /** The address that did not load. */
  private broken: string | null = null;

  protected override willUpdate(): void {
    this.style.setProperty('--_s', `${this.size}px`);
    tint(this, this.profile);
  }

  protected override render(): unknown {
    const source = safeAvatar(this.profile?.avatar);
    return html`<span class="face box" part="face" aria-hidden="true"
      >${
        source && source !== this.broken
          ? html`<img
              part="image"
              alt=""
              referrerpolicy="no-referrer"
              draggable="false"
              src=${source}
              @error=${this.fail}
            />`
          : initialOf(this.nameOf(this.profile))
      }</span
    >`;
  }

  private readonly fail = (event: Event): void => {
    this.broken = (event.target as HTMLImageElement).src;
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-avatar': CcmAvatar;
  }
}
