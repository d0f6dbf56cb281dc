import { html, nothing, type TemplateResult } from 'lit';
import type { Attachment } from '../../protocol/frames.js';
import type { FileStrings } from '../../i18n/files/index.js';
import { download, fileText } from '../icons-files.js';
import { isPicture, isSound, savedFrom, sizeOf } from './format.js';
import type { Speakers } from './player.js';

/** The box of a picture in the log, in CSS pixels: the least and the most, see styles. */
const WIDE = 260;
const HIGH = 320;

/** The files of a message. `open`: a picture is wanted large. `speakers`: where its sounds are heard. */
export function attached(
  files: readonly Attachment[],
  words: FileStrings,
  open: (picture: Attachment) => void,
  speakers: Speakers | null = null,
): TemplateResult {
  return html`<span class="files">
    ${files.map((file) =>
      isPicture(file)
        ? picture(file, words, open)
        : isSound(file)
          ? sound(file, words, speakers)
          : row(file, words),
    )}
  </span>`;
}

/** It has its room before it is there: nothing moves when it comes. */
function picture(file: Attachment, words: FileStrings, open: (picture: Attachment) => void): TemplateResult {
  const { url, name, width = 4, height = 3 } = file;
  const scale = Math.min(1, WIDE / width, HIGH / height);
  const isKnown = !!file.width && !!file.height;
  const [wide, high] = isKnown ? [width * scale, height * scale] : [WIDE, (WIDE * 3) / 4];
  const label = words.open(name);
  const broken = (event: Event): void => void (event.target as HTMLElement).replaceWith(name);
  return html`<button
    class="picture box"
    part="picture"
    aria-label=${label}
    title=${name}
    @click=${() => open(file)}
  >
    <img
      src=${url}
      alt=""
      width=${Math.max(48, Math.round(wide))}
      height=${Math.max(48, Math.round(high))}
      decoding="async"
      referrerpolicy="no-referrer"
      @error=${broken}
    />
  </button>`;
}

function sound(file: Attachment, words: FileStrings, speakers: Speakers | null): TemplateResult {
  return html`<ccm-player
    role="group"
    aria-label=${file.name}
    .file=${file}
    .words=${words}
    .speakers=${speakers}
  ></ccm-player>`;
}

function row({ url, name, size }: Attachment, words: FileStrings): TemplateResult {
  const much = size ? sizeOf(size, words) : '';
  return html`<a
    class="file box"
    part="file"
    href=${savedFrom(url)}
    download=${name}
    target="_blank"
    rel="noopener noreferrer"
    aria-label=${`${words.download(name)} ${much}`}
  >
    <span class="kind">${fileText}</span>
    <span class="about"><bdi>${name}</bdi> ${much ? html`<small><bdi>${much}</bdi></small>` : nothing}</span>
    ${download}
  </a>`;
}
