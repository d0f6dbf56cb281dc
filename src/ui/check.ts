import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { MediaProblem } from '../call/snapshot.js';
import type { RareStrings } from '../i18n/en-rare.js';
import { iconButton } from './button.js';
import { looksAway } from './call/facing.js';
import { problemText } from './call/problems.js';
import { checkStyles } from './check-styles.js';
import { CcmElement, define, props } from './element.js';
import { mic, video, x } from './icons.js';
import { circleCheck, circleMinus, circleX, volume2 } from './icons-sheet.js';
import { meterStyles } from './meter-styles.js';
import { base } from './styles.js';

/** As `Hop` in session/types.ts, which this room may not import. */
export interface HopView {
  readonly hop: 'socket' | 'stun' | 'turn_udp' | 'turn_tcp' | 'turn_tls';
  readonly state: 'ok' | 'silent' | 'refused' | 'none';
  readonly ms: number | null;
}

const MARKS = { ok: circleCheck, silent: circleX, refused: circleX, none: circleMinus };

/**
 * The check before a call: one's own picture, the microphone's level, a sound for the speaker, and whether the network lets
 * calls through. Nothing is captured before the button in it is pressed.
 *
 * @csspart check - The sheet.
 * @fires ccm-check-request - `{what}`
 * @fires ccm-devices-request - closes
 */
export class CcmCheck extends CcmElement {
  static override properties = props({
    words: null,
    hops: [],
    done: false,
    turned: 'idle',
    stream: null,
    problems: [],
    heard: false,
    level: 0,
  });

  static override styles = [base, meterStyles, checkStyles];

  declare words: RareStrings;
  declare hops: readonly HopView[];
  /** All of the network has answered, or not. */
  declare done: boolean;
  declare turned: 'idle' | 'asking' | 'on';
  declare stream: MediaStream | null;
  declare problems: readonly MediaProblem[];
  /** Somebody has spoken. */
  declare heard: boolean;
  /** How loud the own microphone is, 0 to 1. */
  declare level: number;

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('.start')?.focus();
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.ask('devices');
  };

  protected override render(): unknown {
    const { words } = this;
    const close = (): void => this.ask('devices');
    return html`<section part="check" role="group" aria-labelledby="title" @keydown=${this.pressed}>
      <header>
        <h3 id="title">${words.check.title}</h3>
        ${iconButton('ib', 'close-button', words.check.close, x, close)}
      </header>
      <div class="body">
        ${this.picture()} ${this.problems.map((problem) => this.problem(problem))} ${this.sound()}
        <ul>
          ${this.hops.map((hop) => this.row(hop))}
        </ul>
        <p class="verdict" role="status">${this.done ? this.verdict() : words.check.checking}</p>
        <button class="wide" @click=${close}>${words.check.skip}</button>
      </div>
    </section>`;
  }

  private picture(): TemplateResult {
    const { words, turned, stream } = this;
    const { start, hint, asking, seen } = words.check;
    const content = stream?.getVideoTracks().length
      ? html`<video
          class=${looksAway(stream.getVideoTracks()[0]) ? '' : 'mirror'}
          playsinline
          autoplay
          .muted=${true}
          .srcObject=${stream}
          aria-label=${seen}
        ></video>`
      : turned === 'on'
        ? nothing
        : html`<button
              class="wide start"
              aria-disabled=${turned === 'asking'}
              @click=${() => this.ask('check', { what: 'devices' })}
            >
              ${video}${start}
            </button>
            <p>${turned === 'asking' ? asking : hint}</p>`;
    return html`<div class="view">${content}</div>`;
  }

  private problem(problem: MediaProblem): TemplateResult {
    const { title, remedy } = problemText(problem, this.words);
    return html`<p class="problem" role="alert"><b>${title}</b> ${remedy}</p>`;
  }

  /** The microphone's level and the speaker's sound. */
  private sound(): TemplateResult {
    const { words, stream, level, heard } = this;
    const { say, heard: hears, play } = words.check;
    const hasSound = stream?.getAudioTracks().length;
    return html`<div class="sound">
      ${
        hasSound
          ? html`<div class="mic">
              ${heard ? html`<span class="ok">${circleCheck}</span>` : mic}
              <meter aria-label=${words.micLevel} min="0" max="1" .value=${level}></meter>
              <p role="status">${heard ? hears : say}</p>
            </div>`
          : nothing
      }
      <button class="wide" @click=${() => this.ask('check', { what: 'sound' })}>${volume2}${play}</button>
    </div>`;
  }

  private row({ hop, state, ms }: HopView): TemplateResult {
    const { check } = this.words;
    const text = state === 'ok' ? check.works(ms) : check.fails(hop, state);
    return html`<li class=${state}>
      ${MARKS[state]}
      <p><b>${check.hop[hop]}</b> ${text} <small>${check.term(hop, state)}</small></p>
    </li>`;
  }

  /** A path for sound and pictures is what STUN finds, or a relay; the socket is what a call begins with. */
  private verdict(): string {
    const { verdict } = this.words.check;
    const is = (name: RegExp, state: RegExp): boolean =>
      this.hops.some((hop) => name.test(hop.hop) && state.test(hop.state));
    if (!is(/socket/, /ok/)) return verdict.offline;
    if (is(/turn/, /ok/)) return verdict.good;
    return is(/stun/, /silent/) ? verdict.bad : verdict.direct;
  }
}

/** Safe to call more than once. */
export function defineCheck(): void {
  define('ccm-check', CcmCheck);
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-check': CcmCheck;
  }
}
