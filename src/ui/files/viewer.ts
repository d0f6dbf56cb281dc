/** A picture, as large as the window. Reached through `import()` only. */
import { css, html, nothing } from 'lit';
import type { Attachment } from '../../protocol/frames.js';
import { en } from '../../i18n/files/en.js';
import type { FileStrings } from '../../i18n/files/index.js';
import { iconButton } from '../button.js';
import { CcmElement, define, props } from '../element.js';
import { x } from '../icons.js';
import { chevronLeft, chevronRight, download } from '../icons-files.js';
import { base } from '../styles.js';
import { savedFrom } from './format.js';

/**
 * A real dialog: the page behind is inert, the focus stays inside, Escape closes.
 *
 * @csspart viewer - The whole of it.
 */
export class CcmViewer extends CcmElement {
  static override properties = props({ pictures: [], index: 0, words: en, broken: false });
  static override styles = [
    base,
    css`
      dialog {
        display: flex;
        flex-direction: column;
        width: 100vw;
        height: 100dvh;
        max-width: none;
        max-height: none;
        padding: 0;
        border: 0;
        background: #0b0e15f5;
        color: #fff;
        --_focus: #fff;
        --_muted: #fff;
        --_bubble: #fff3;
      }
      header {
        display: flex;
        gap: 4px;
        align-items: center;
        padding: max(8px, env(safe-area-inset-top)) 12px 8px;
      }
      h2 {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-size: 15px;
        font-weight: 500;
      }
      a {
        display: grid;
        place-items: center;
        border-radius: 50%;
        color: inherit;
      }
      @media (pointer: coarse) {
        a {
          min-width: 44px;
          min-height: 44px;
        }
      }
      .stage {
        flex: 1;
        min-height: 0;
        display: flex;
        gap: 4px;
        align-items: center;
        justify-content: space-between;
        padding: 0 8px max(12px, env(safe-area-inset-bottom));
      }
      .frame {
        flex: 1;
        min-width: 0;
        height: 100%;
        display: grid;
        place-items: center;
      }
      img {
        max-width: 100%;
        max-height: 100%;
        min-width: 0;
        min-height: 0;
        object-fit: contain;
      }
      .frame {
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
      }
      :host(:dir(rtl)) .turn svg {
        transform: scaleX(-1);
      }
    `,
  ];

  declare pictures: readonly Attachment[];
  declare index: number;
  declare words: FileStrings;
  declare broken: boolean;
  /** What had the focus before. */
  from: HTMLElement | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.from?.focus();
  }

  protected override render(): unknown {
    const { words, pictures, index } = this;
    const picture = pictures[index];
    if (!picture) return nothing;
    const turn = (by: number): void => this.turn(by);
    return html`<dialog
      part="viewer"
      aria-label=${words.viewer}
      @keydown=${this.key}
      @close=${() => this.remove()}
    >
      <header>
        <h2><bdi>${picture.name}</bdi></h2>
        <a
          class="ib"
          href=${savedFrom(picture.url)}
          download=${picture.name}
          target="_blank"
          rel="noopener noreferrer"
          aria-label=${words.download(picture.name)}
          title=${words.download(picture.name)}
          >${download}</a
        >
        ${iconButton('ib', 'close-viewer-button', words.close, x, () => this.remove())}
      </header>
      <div class="stage">
        ${pictures.length > 1 ? iconButton('ib turn', 'previous-button', words.previous, chevronLeft, () => turn(-1)) : nothing}
        <div class="frame">${this.picture(picture)}</div>
        ${pictures.length > 1 ? iconButton('ib turn', 'next-button', words.next, chevronRight, () => turn(1)) : nothing}
      </div>
    </dialog>`;
  }

  private picture({ url, name }: Attachment): unknown {
    if (this.broken) return html`<p>${this.words.gone}</p>`;
    const fail = (): void => void (this.broken = true);
    return html`<img src=${url} alt=${name} referrerpolicy="no-referrer" @error=${fail} />`;
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  private turn(by: number): void {
    const { length } = this.pictures;
    this.index = (this.index + by + length) % length;
    this.broken = false;
  }

  /** The keys of a call stay out of it. */
  private readonly key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const forth = this.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight';
    if (/^Arrow(Left|Right)$/.test(event.key)) this.turn(event.key === forth ? 1 : -1);
  };
}

/** Shows it over the page; the focus goes back to where it was. */
export function openViewer(
  root: ParentNode,
  pictures: readonly Attachment[],
  index: number,
  words: FileStrings,
): void {
  define('ccm-viewer', CcmViewer);
  const from = (root as ShadowRoot).activeElement as HTMLElement | null;
  const viewer = document.createElement('ccm-viewer');
  Object.assign(viewer, { pictures, index, words });
  viewer.from = from;
  root.append(viewer);
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-viewer': CcmViewer;
  }
}
