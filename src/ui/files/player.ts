import { css, html, type PropertyValues } from 'lit';
import type { Attachment } from '../../protocol/frames.js';
import type { FileStrings } from '../../i18n/files/index.js';
import { en } from '../../i18n/files/en.js';
import { iconButton } from '../button.js';
import { CcmElement, props } from '../element.js';
import { pause, play } from '../icons-files.js';
import { base } from '../styles.js';
import { BARS, drawnBars } from './bars.js';
import { clockOf } from './format.js';

/** Seconds that an arrow key moves. */
const STEP = 5;

/** What a player needs of an audio element, which is one. */
export interface Sound extends EventTarget {
  readonly paused: boolean;
  /** Seconds. */
  currentTime: number;
  readonly duration: number;
  play(): Promise<void>;
  pause(): void;
  /** Where it sounds: the id of a speaker, empty as the system wants. Not every browser lets one choose. */
  readonly sinkId?: string;
  setSinkId?(speaker: string): Promise<void>;
}

/** Where somebody wants to hear sounds; as it stands when it is asked. */
export interface Speakers {
  readonly choice: { readonly speaker: string };
}

/** One plays at a time, on the whole page. */
let playing: Sound | null = null;

/** Nothing plays any more, nor what was about to: it rings, or somebody records. */
export function hush(sound = playing): void {
  sound?.pause();
  if (sound === playing) playing = null;
}

/** Leads a sound to a speaker. Where that is not there any more, it stays where it is. */
export async function lead(speaker: string, sound = playing): Promise<void> {
  if (sound && speaker !== (sound.sinkId ?? '')) await sound.setSinkId?.(speaker).catch(() => {});
}

/**
 * Plays one sound. It is fetched when somebody wants to hear it.
 *
 * @csspart play-button - Play and Pause.
 * @csspart position - The wave, which is also a slider.
 */
export class CcmPlayer extends CcmElement {
  static override properties = props({ file: null, sound: null, speakers: null, words: en });
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

  declare file: Pick<Attachment, 'url' | 'duration' | 'waveform'> | null;
  /** What is not at an address yet. */
  declare sound: Sound | null;
  declare speakers: Speakers | null;
  declare words: FileStrings;
  private audio: Sound | null = null;
  /** What that one plays. */
  private of: unknown;
  private failed = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    hush(this.audio);
  }

  /** A message that comes in between moves this one on to another sound. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const of = this.sound ?? this.file?.url;
    if (!changed.has('file') || of === this.of) return;
    this.of = of;
    hush(this.audio);
    this.audio = null;
    this.failed = false;
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
        @pointermove=${this.point}
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
    const until = Math.round(heard * loud.length);
    const bars = drawnBars(loud);
    return html`<svg class="wave" viewBox="0 0 200 44" preserveAspectRatio="none" aria-hidden="true">
      <path class="heard" d=${bars.slice(0, until).join('')} />
      <path d=${bars.slice(until).join('')} />
    </svg>`;
  }

  private readonly toggle = (): void => {
    // what did not load may load now
    if (this.failed) this.audio = null;
    const audio = this.open();
    if (!audio.paused) return audio.pause();
    if (playing !== audio) playing?.pause();
    playing = audio;
    this.failed = false;
    // one that fails later says so with an event
    lead(this.speakers?.choice.speaker ?? '', audio)
      .then(() => (playing === audio ? audio.play() : undefined))
      .catch((error: unknown) => this.fail((error as Error).name !== 'AbortError'));
  };

  private fail(failed = true): void {
    this.failed = failed;
    this.requestUpdate();
  }

  private open(): Sound {
    if (this.audio) return this.audio;
    const audio = (this.audio = this.sound ?? this.fetched());
    for (const name of ['play', 'pause', 'timeupdate', 'durationchange', 'seeked', 'ended'])
      audio.addEventListener(name, () => this.requestUpdate());
    audio.addEventListener('ended', () => (audio.currentTime = 0));
    audio.addEventListener('error', () => this.fail());
    return audio;
  }

  private fetched(): Sound {
    const audio = new Audio();
    audio.preload = 'metadata';
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

  /** Pressed, or dragged along. */
  private readonly point = (event: PointerEvent): void => {
    if (!(event.buttons & 1)) return;
    const slider = event.currentTarget as Element;
    slider.setPointerCapture(event.pointerId);
    const { left, width } = slider.getBoundingClientRect();
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
