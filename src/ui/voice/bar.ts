import { html, nothing, type TemplateResult } from 'lit';
import type { Attachment } from '../../protocol/frames.js';
import { en as files } from '../../i18n/files/en.js';
import { en } from '../../i18n/voice/en.js';
import { iconButton } from '../button.js';
import { CcmElement, define, props } from '../element.js';
import { drawnBars } from '../files/bars.js';
import { clockOf } from '../files/format.js';
import type { Sound, Speakers } from '../files/player.js';
import { x } from '../icons.js';
import { arrowUp } from '../icons-lazy.js';
import { square, trash2 } from '../icons-voice.js';
import { base } from '../styles.js';
import { barStyles } from './bar-styles.js';

/** Bars of the running wave: a tenth of a second each. */
const ROOM = 50;

/** A voice message that is being made. */
export interface VoiceView {
  /** The browser asks for the microphone, it records, or what was recorded waits to be sent. */
  readonly state: 'asking' | 'recording' | 'done';
  /** Milliseconds. */
  readonly length: number;
  /** It is about to end by itself. */
  readonly isLong: boolean;
  /** How loud it was, ten times a second, 0 to 1. */
  readonly levels: readonly number[];
  /** What was recorded. */
  readonly file: Pick<Attachment, 'url' | 'duration' | 'waveform'> | null;
  readonly sound: Sound | null;
}

/** Words over the field: what went wrong, with what helps; or why it ended. */
export interface VoiceNote {
  readonly title: string;
  readonly remedy?: string;
}

/** What a person can do with it. */
export interface VoiceActs {
  /** Throws it away. */
  readonly drop: () => void;
  readonly stop: () => void;
  readonly send: () => void;
  readonly dismiss: () => void;
}

/** Takes the place of the message field while a voice message is made. Escape throws away what is being recorded. */
export class CcmVoice extends CcmElement {
  static override properties = props({
    ...{ take: null, note: null, acts: null, speakers: null },
    ...{ words: en, fileWords: files, prompt: '', calm: false },
  });
  static override styles = [base, barStyles];

  declare take: VoiceView | null;
  declare note: VoiceNote | null;
  declare acts: VoiceActs;
  declare speakers: Speakers | null;
  declare words: typeof en;
  declare fileWords: typeof files;
  /** What to do when the browser asks. */
  declare prompt: string;
  /** Nothing on the screen may move. */
  declare calm: boolean;
  private drawn = '';
  private hadFocus = false;

  /** To what a person does next. */
  override focus(): void {
    const { state } = this.take ?? {};
    const wanted = state === 'recording' ? '.stop' : state === 'done' ? 'ccm-player' : 'button';
    const found = this.renderRoot.querySelector<HTMLElement>(wanted);
    (found?.shadowRoot?.querySelector('button') ?? found)?.focus();
  }

  protected override willUpdate(): void {
    this.hadFocus = this.matches(':focus-within');
  }

  /** Where somebody pressed what is gone now, focus goes on to what stands in its place. */
  protected override updated(): void {
    const state = this.take?.state ?? '';
    const isOther = !!this.drawn && state !== this.drawn;
    this.drawn = state;
    if (!isOther || !this.hadFocus) return;
    // a player is drawn after this
    void this.renderRoot.querySelector('ccm-player')?.updateComplete.then(() => this.focus());
    this.focus();
  }

  protected override render(): unknown {
    const { take, note, words, acts } = this;
    return html`${note ? this.notice(note) : nothing}
    ${
      take
        ? html`<div class="bar" part="voice-bar" role="group" aria-label=${words.name} @keydown=${this.key}>
            ${iconButton('ib', 'cancel-voice-button', take.state === 'done' ? words.remove : words.cancel, take.state === 'asking' ? x : trash2, acts.drop)}
            ${this.middle(take)}
            ${take.state === 'recording' ? iconButton('ib stop', 'stop-button', words.stop, square, acts.stop) : nothing}
            ${take.state === 'asking' ? nothing : iconButton('send', 'send-voice-button', words.send, arrowUp, acts.send)}
          </div>`
        : nothing
    }`;
  }

  private notice({ title, remedy }: VoiceNote): TemplateResult {
    const { words, acts } = this;
    const close = iconButton('ib', 'dismiss-notice', `${words.dismiss}: ${title}`, x, acts.dismiss);
    return html`<div class=${remedy ? 'note bad' : 'note'} part="voice-note" role="alert">
      <p><b>${title}</b> ${remedy ?? ''}</p>
      ${close}
    </div>`;
  }

  private middle(take: VoiceView): TemplateResult {
    const { words, fileWords } = this;
    if (take.state === 'done')
      return html`<div class="pill">
        <ccm-player
          .file=${take.file}
          .sound=${take.sound}
          .words=${fileWords}
          .speakers=${this.speakers}
        ></ccm-player>
      </div>`;
    const isAsking = take.state === 'asking';
    return html`<div class="pill live">
      <span class=${isAsking ? '' : 'vh'} role="status">${isAsking ? this.prompt : words.recording}</span>
      ${isAsking ? nothing : this.running(take)}
    </div>`;
  }

  private running({ length, isLong, levels }: VoiceView): TemplateResult {
    const last = levels.slice(-ROOM).map((level) => Math.sqrt(level) * 100);
    const now = last.at(-1) ?? 0;
    const shown = this.calm ? Array.from({ length: ROOM }, () => 30) : last;
    return html`<i></i><time role="timer" class=${isLong ? 'long' : ''}>${clockOf(length)}</time>
      <svg class="wave" viewBox="0 0 200 44" preserveAspectRatio="none" aria-hidden="true">
        <path d=${drawnBars(shown, ROOM).join('')} opacity=${this.calm ? 0.2 + now / 125 : 1} />
      </svg>`;
  }

  private readonly key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.take?.state === 'done') return;
    event.preventDefault();
    event.stopPropagation();
    this.acts.drop();
  };
}

/** Safe to call more than once. */
export const defineVoice = (): void => define('ccm-voice', CcmVoice);

declare global {
  interface HTMLElementTagNameMap {
    'ccm-voice': CcmVoice;
  }
}
