import type { Attachment } from '../../protocol/frames.js';
import type { FileStrings } from '../../i18n/files/index.js';

/** Pictures of points, which every browser shows and which cannot act. */
export const isPicture = ({ type }: Pick<Attachment, 'type'>): boolean =>
  /^image\/(png|jpe?g|gif|webp|avif)$/.test(type);

export const isSound = ({ type }: Pick<Attachment, 'type'>): boolean => type.startsWith('audio/');

/** In thousands, as systems say it: `1.4 MB`. */
export function sizeOf(bytes: number, { units }: FileStrings): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(bytes || 1) / 3)));
  const value = bytes / 1000 ** step;
  return `${value < 10 && step ? value.toFixed(1) : Math.round(value)} ${units[step]}`;
}

/** Milliseconds as `1:05`. */
export function clockOf(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Where a file is saved from: the packaged server is told that it is not to be shown. */
export function savedFrom(url: string): string {
  return /\/files\/[\w-]{32}$/.test(url) ? `${url}?download` : url;
}
