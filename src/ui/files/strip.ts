import { html, nothing, type TemplateResult } from 'lit';
import type { FileStrings } from '../../i18n/files/index.js';
import { iconButton } from '../button.js';
import { mic, x } from '../icons.js';
import { fileText, rotateCw } from '../icons-files.js';
import { isSound, sizeOf } from './format.js';

/** A file that was chosen and is not in a message yet. */
export interface ChosenFile {
  readonly name: string;
  readonly size: number;
  readonly type?: string;
  readonly state: 'preparing' | 'ready' | 'uploading' | 'done' | 'failed';
  /** 0 to 1. */
  readonly progress: number;
  /** Why it failed, as `FileStrings.failed` calls it. */
  readonly error?: string;
  /** Bytes that one may have, where that is why. */
  readonly max?: number;
  readonly preview?: HTMLCanvasElement;
}

/** Why a file did not go out that never will. */
const HOPELESS = /unreadable|too_large|invalid/;

export interface StripActs<F> {
  remove(file: F): void;
  retry(file: F): void;
}

/** What is about to go out, each with the way to take it back. */
export function drawStrip<F extends ChosenFile>(
  files: readonly F[],
  note: string,
  words: FileStrings,
  acts: StripActs<F>,
): TemplateResult | typeof nothing {
  if (!files.length && !note) return nothing;
  return html`<div class="chosen" part="chosen-files" role="group" aria-label=${words.files}>
    ${files.map((file) => one(file, words, acts))}
    <p class="note" role="status">${note}</p>
  </div>`;
}

function one<F extends ChosenFile>(file: F, words: FileStrings, acts: StripActs<F>): TemplateResult {
  const { name, state, preview, type = '' } = file;
  const said = stateOf(file, words);
  const isLeaving = state === 'uploading' || state === 'done';
  const remove = isLeaving ? words.cancel(name) : words.remove(name);
  return html`<div class="one box ${state}">
    <span class="thumb">${preview ?? (isSound({ type }) ? mic : fileText)}</span>
    <span class="about">
      <bdi>${name}</bdi>
      ${state === 'failed' ? html`<small role="alert">${said}</small>` : html`<small><bdi>${said}</bdi></small>`}
      ${isLeaving ? html`<progress aria-label=${name} max="1" .value=${file.progress}></progress>` : nothing}
    </span>
    ${
      state === 'failed' && !HOPELESS.test(file.error ?? '')
        ? iconButton('ib', 'retry-file-button', words.retry(name), rotateCw, () => acts.retry(file))
        : nothing
    }
    ${iconButton('ib', 'remove-file-button', remove, x, () => acts.remove(file))}
  </div>`;
}

function stateOf({ state, size, progress, error = '', max }: ChosenFile, words: FileStrings): string {
  if (state === 'preparing') return words.preparing;
  if (state === 'ready') return sizeOf(size, words);
  if (state !== 'failed') return words.uploading(Math.round(progress * 100));
  const why = words.failed[error] ?? words.failed['failed'] ?? '';
  return max ? `${why}: ${words.atMost(sizeOf(max, words))}` : why;
}

/** Where files may be dropped. */
export function dropZone(name: string, words: FileStrings): TemplateResult {
  return html`<div class="drop" part="drop-zone"><span>${words.drop(name)}</span></div>`;
}
