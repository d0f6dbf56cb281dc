import { css, html } from 'lit';
import type { Attachment } from '../../protocol/frames.js';
import type { FileStrings } from '../../i18n/files/index.js';
import { en } from '../../i18n/files/en.js';
import { iconButton } from '../button.js';
import { CcmElement, props } from '../element.js';
import { pause, play } from '../icons-files.js';
import { base } from '../styles.js';
import { clockOf } from './format.js';

const BARS = 48;
/** Seconds that an arrow key moves. */
const STEP = 5;
/** One plays at a time, on the whole page. */
let playing: HTMLAudioElement | null = null;

/**
 * Plays one sound. It is fetched when somebody wants to hear it.
 *
 * @csspart play-button - Play and Pause.
 * @csspart position - The wave, which is also a slider.
 */
export class CcmPlayer extends CcmElement {
  static override properties = props({ file: null, words: en });
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      .ib {
        flex: none;
        background: #8883;
        color: inherit;
      }
      [role='slider'] {
        flex: 1;
        min-width: 0;
        height: 44px;
        border-radius: 8px;
        cursor: pointer;
        touch-action: none;
      }
      svg.wave {
        display: block;
        width: 100%;
        height: 100%;
        stroke-width: 2;
      }
      .wave path {
        vector-effect: non-scaling-stroke;
        opacity: 0.4;
      }
      .wave .heard {
        opacity: 1;
      }
      :host(:dir(rtl)) .wave {
        transform: scaleX(-1);
      }
      time {
        min-width: 34px;
        font-size: 12px;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  declare file: Attachment | null;
  declare words: FileStrings;
  private audio: HTMLAudioElement | null = null;
  private failed = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.audio?.pause();
  }

  protected override render(): unknown {
    const { words, audio, failed } = this;
    const isOn = !!audio && !audio.paused;
    const [at, whole] = [(audio?.currentTime ?? 0) * 1000, this.length];
    const text = failed ? words.unplayable : clockOf(isOn || at ? at : whole);
    return html`${iconButton('ib', 'play-button', isOn ? words.pause : words.play, isOn ? pause : play, this.toggle)}
      <span
        part="position"
        role="slider"
        tabindex="0"
        aria-label=${words.position}
        aria-valuemin="0"
        aria-valuemax=${Math.round(whole / 1000)}
        aria-valuenow=${Math.round(at / 1000)}
        aria-valuetext=${`${clockOf(at)} / ${clockOf(whole)}`}
        @keydown=${this.key}
        @pointerdown=${this.point}
        >${this.wave(whole ? at / whole : 0)}</span
      ><time>${text}</time>`;
  }

  /** Milliseconds; what the sound says of itself is truer than what the message says. */
  private get length(): number {
    const { duration = NaN } = this.audio ?? {};
    return Number.isFinite(duration) ? duration * 1000 : (this.file?.duration ?? 0);
  }

  private wave(heard: number): unknown {
    const loud = this.file?.waveform?.length ? this.file.waveform : Array.from({ length: BARS }, () => 12);
    const bar = (level: number, i: number): string => {
      const tall = 2 + (Math.min(100, level) / 100) * 34;
      return `M${((i + 0.5) * 200) / loud.length} ${22 - tall / 2}v${tall}`;
    };
    const until = Math.round(heard * loud.length);
    const bars = loud.map(bar);
    return html`<svg class="wave" viewBox="0 0 200 44" preserveAspectRatio="none" aria-hidden="true">
      <path class="heard" d=${bars.slice(0, until).join('')} />
      <path d=${bars.slice(until).join('')} />
    </svg>`;
  }

  private readonly toggle = (): void => {
    const audio = this.open();
    if (!audio.paused) return audio.pause();
    if (playing !== audio) playing?.pause();
    playing = audio;
    this.failed = false;
    audio.play().catch((error: unknown) => {
      this.failed = (error as Error).name !== 'AbortError';
      this.requestUpdate();
    });
  };

  private open(): HTMLAudioElement {
    if (this.audio) return this.audio;
    const audio = (this.audio = new Audio());
    audio.preload = 'metadata';
    for (const name of ['play', 'pause', 'timeupdate', 'durationchange', 'seeked', 'ended'])
      audio.addEventListener(name, () => this.requestUpdate());
    audio.addEventListener('ended', () => (audio.currentTime = 0));
    audio.src = this.file?.url ?? '';
    return audio;
  }

  private readonly key = (event: KeyboardEvent): void => {
    const at = this.audio?.currentTime ?? 0;
    const back = this.matches(':dir(rtl)') ? 1 : -1;
    const to: Readonly<Record<string, number>> = {
      ...{ ArrowLeft: at + back * STEP, ArrowRight: at - back * STEP },
      ...{ ArrowDown: at - STEP, ArrowUp: at + STEP, Home: 0, End: this.length / 1000 },
    };
    if (event.key === ' ' || event.key === 'Enter') this.toggle();
    else if (to[event.key] !== undefined) this.seek(to[event.key] ?? 0);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private readonly point = (event: PointerEvent): void => {
    const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
    const part = (event.clientX - left) / width;
    this.seek(((this.matches(':dir(rtl)') ? 1 - part : part) * this.length) / 1000);
  };

  private seek(seconds: number): void {
    const audio = this.open();
    audio.currentTime = Math.max(0, Math.min(seconds, this.length / 1000));
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-player': CcmPlayer;
  }
}
