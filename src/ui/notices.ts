/** What tells of messages in the page. Loaded when one came that nobody looked at; importing defines the tags. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { AroundWords } from '../i18n/en-around.js';
import type { Profile } from '../protocol/identity.js';
import { iconButton } from './button.js';
import { CcmElement, define, props } from './element.js';
import { x } from './icons.js';
import { bell } from './icons-around.js';
import { base } from './styles.js';
import { bellStyles, floatStyles, noticeStyles } from './notice-styles.js';

/**
 * A message of somebody whose conversation is not on the screen.
 *
 * @csspart notice - The card.
 * @csspart open-button - Open.
 * @csspart dismiss-button - Dismiss.
 * @fires ccm-peer-request - `{peer}`: that conversation is wanted.
 * @fires ccm-notice-request - `{act: 'dismiss'}`
 */
export class CcmNotice extends CcmElement {
  static override properties = {
    ...props({ words: null, peer: null, text: '' }),
    docked: { type: Boolean, reflect: true },
    stands: { attribute: false },
  };
  static override styles = [base, noticeStyles, floatStyles];

  declare words: AroundWords;
  declare peer: Profile | null;
  declare text: string;
  /** Inside of the modal. */
  declare docked: boolean;
  /** It is drawn, and known to screen readers: they read what changes, not what is born. */
  declare private stands: boolean;

  protected override firstUpdated(): void {
    requestAnimationFrame(() => requestAnimationFrame(() => (this.stands = true)));
  }

  protected override render(): unknown {
    const { words, peer } = this;
    if (!peer) return nothing;
    return html`<section class="box" part="notice">
      <ccm-avatar .strings=${this.strings} .profile=${peer} .size=${36}></ccm-avatar>
      <p role="status">
        ${
          this.stands
            ? html`<b><bdi>${this.nameOf(peer)}</bdi></b
                ><bdi class="text">${this.text}</bdi>`
            : nothing
        }
      </p>
      <button class="act" part="open-button" @click=${() => this.ask('peer', { peer })}>${words.open}</button>
      ${iconButton('ib', 'dismiss-button', words.dismiss, x, () => this.ask('notice', { act: 'dismiss' }))}
    </section>`;
  }
}

/**
 * Asks whether somebody wants notifications, before the browser does.
 *
 * @csspart ask-notices - The row.
 * @fires ccm-notice-request - `{act: 'notifications', wanted}`
 */
export class CcmAskNotices extends CcmElement {
  static override properties = props({ words: null });
  static override styles = [base, noticeStyles];

  declare words: AroundWords;

  protected override render(): unknown {
    const { words } = this;
    const answer = (wanted: boolean) => (): void => this.ask('notice', { act: 'notifications', wanted });
    return html`<section class="row box" part="ask-notices" role="group" aria-labelledby="ask">
      ${bell}
      <p id="ask">${words.ask}</p>
      <button class="act" @click=${answer(true)}>${words.turnOn}</button>
      <button class="quiet" @click=${answer(false)}>${words.no}</button>
    </section>`;
  }
}

/** What is chosen, and what the browser lets the page do. */
export interface NoticeChoice {
  readonly sound: boolean;
  readonly notifications: boolean;
  readonly text: boolean;
  readonly permission: NotificationPermission | 'unsupported';
}

/**
 * The settings of notices: a button of the header, and what it opens.
 *
 * @csspart notices-button - The button.
 * @csspart notices - The settings.
 * @fires ccm-notice-request - `{act, wanted}`
 */
export class CcmBell extends CcmElement {
  static override properties = { ...props({ words: null, choice: null }), shown: { attribute: false } };
  static override styles = [base, bellStyles];

  declare words: AroundWords;
  declare choice: NoticeChoice;
  declare private shown: boolean;

  protected override updated(changed: PropertyValues): void {
    const fields = [...this.renderRoot.querySelectorAll('input')];
    // what is, also where the browser said no to what was wanted
    for (const field of fields) field.checked = this.isOn(field.name);
    if (changed.get('shown') === false) fields[0]?.focus();
  }

  protected override render(): unknown {
    const { words, choice, shown } = this;
    const { permission } = choice;
    return html`<div @keydown=${this.pressed} @focusout=${this.left}>
      <button
        class="ib"
        part="notices-button"
        aria-label=${words.settings}
        title=${words.settings}
        aria-expanded=${shown ? 'true' : 'false'}
        @click=${() => (this.shown = !this.shown)}
      >
        ${bell}
      </button>
      ${
        shown
          ? html`<section part="notices" role="group" aria-label=${words.settings}>
              ${this.check('sound', words.sound)}
              ${
                permission === 'unsupported'
                  ? nothing
                  : this.check(
                      'notifications',
                      words.notifications,
                      permission === 'denied' ? words.blocked : '',
                    )
              }
              ${this.isOn('notifications') ? this.check('text', words.showText) : nothing}
            </section>`
          : nothing
      }
    </div>`;
  }

  private isOn(name: string): boolean {
    const { choice } = this;
    if (name !== 'notifications') return choice[name as 'sound' | 'text'];
    return choice.notifications && choice.permission === 'granted';
  }

  private check(act: 'sound' | 'notifications' | 'text', label: string, why = ''): TemplateResult {
    const flip = (event: Event): void =>
      this.ask('notice', { act, wanted: (event.target as HTMLInputElement).checked });
    return html`<label
      ><input type="checkbox" name=${act} ?disabled=${!!why} @change=${flip} /><span
        >${label}${why ? html`<small>${why}</small>` : nothing}</span
      ></label
    >`;
  }

  /** Escape is for the settings here. */
  private readonly pressed = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key !== 'Escape' || !this.shown) return;
    event.preventDefault();
    this.shown = false;
    this.renderRoot.querySelector('button')?.focus();
  };

  private readonly left = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget && !this.renderRoot.contains(relatedTarget as Node)) this.shown = false;
  };
}

/** Safe to call more than once. */
export function defineNotices(): void {
  define('ccm-notice', CcmNotice);
  define('ccm-ask-notices', CcmAskNotices);
  define('ccm-bell', CcmBell);
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-notice': CcmNotice;
    'ccm-ask-notices': CcmAskNotices;
    'ccm-bell': CcmBell;
  }
}
