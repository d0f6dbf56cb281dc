/** Files of one kind: how their bytes begin, and the types that browsers and systems name them with; the usual one first. */
interface Kind {
  readonly types: readonly string[];
  readonly fits: (bytes: Buffer) => boolean;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument.';
const OPEN = 'application/vnd.oasis.opendocument.';

const ascii = (bytes: Buffer, from: number, to: number): string => bytes.toString('latin1', from, to);
const begins =
  (...starts: readonly string[]) =>
  (bytes: Buffer): boolean =>
    starts.some((start) => ascii(bytes, 0, start.length) === start);
const riff = (what: string) => (bytes: Buffer) => begins('RIFF')(bytes) && ascii(bytes, 8, 12) === what;
/** ISO/IEC 14496-12: the brand stands in the first box. */
const brand =
  (pattern: RegExp) =>
  (bytes: Buffer): boolean =>
    ascii(bytes, 4, 8) === 'ftyp' && pattern.test(ascii(bytes, 8, 12));

/** What may be sent, with the marks of the WHATWG's MIME Sniffing Standard, section 6. SVG and HTML are none of it: they can act. */
const KINDS: readonly Kind[] = [
  { types: ['image/png'], fits: begins('\x89PNG\r\n\x1a\n') },
  { types: ['image/jpeg', 'image/jpg'], fits: begins('\xff\xd8\xff') },
  { types: ['image/gif'], fits: begins('GIF87a', 'GIF89a') },
  { types: ['image/webp'], fits: riff('WEBP') },
  { types: ['image/avif'], fits: brand(/avi[fs]/) },
  { types: ['image/heic', 'image/heif'], fits: brand(/hei[cx]|mif1|msf1/) },
  {
    types: [
      ...['video/mp4', 'audio/mp4', 'audio/x-m4a', 'audio/m4a', 'audio/aac'],
      ...['video/quicktime', 'video/x-m4v', 'video/3gpp'],
    ],
    fits: brand(/^(?!avi[fs]|hei[cx]|mif1|msf1)/),
  },
  { types: ['video/webm', 'audio/webm', 'video/x-matroska'], fits: begins('\x1aE\xdf\xa3') },
  { types: ['audio/ogg', 'video/ogg', 'audio/opus', 'application/ogg'], fits: begins('OggS') },
  { types: ['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/vnd.wave'], fits: riff('WAVE') },
  { types: ['audio/flac', 'audio/x-flac'], fits: begins('fLaC') },
  { types: ['audio/mpeg', 'audio/mp3', 'audio/aac'], fits: isMpegAudio },
  { types: ['application/pdf'], fits: begins('%PDF-') },
  {
    types: [
      ...['application/zip', 'application/x-zip-compressed', 'application/epub+zip'],
      ...['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation'].map(
        (name) => OFFICE + name,
      ),
      ...['text', 'spreadsheet', 'presentation'].map((name) => OPEN + name),
    ],
    fits: begins('PK\x03\x04'),
  },
  {
    types: ['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'],
    fits: begins('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
  },
  { types: ['application/rtf', 'text/rtf'], fits: begins('{\\rtf') },
  {
    // Windows with Excel names CSV so
    types: ['text/plain', 'text/csv', 'text/markdown', 'application/json', 'application/vnd.ms-excel'],
    fits: isText,
  },
];

/** An ID3 tag, or a frame of layer II, III or AAC; layer I would also be UTF-16's byte order mark. */
function isMpegAudio(bytes: Buffer): boolean {
  const second = bytes[1] ?? 0;
  return begins('ID3')(bytes) || (bytes[0] === 0xff && (second & 0xe0) === 0xe0 && (second & 6) !== 6);
}

/** No binary byte (MIME Sniffing, section 3) in the beginning, and no markup there. */
function isText(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 4096);
  if (start.some((byte) => byte < 9 || byte === 11 || (byte > 13 && byte < 32 && byte !== 27))) return false;
  return !/^\s*<[a-z!?/]/i.test(start.toString('utf8').replace(/^\ufeff/, ''));
}

/**
 * The type of a file, or `null`: it is none that may be sent, or another than it says.
 * @param declared as the browser names it; empty where it does not know
 */
export function typeOf(bytes: Buffer, declared: string): string | null {
  const said = (declared.split(';')[0] ?? '').trim().toLowerCase();
  const isUnknown = !said || said === 'application/octet-stream';
  const kind = KINDS.find(({ types, fits }) => (isUnknown || types.includes(said)) && fits(bytes));
  return kind ? (isUnknown ? (kind.types[0] as string) : said) : null;
}

/** What a browser may show in a tab of its own: pictures of points, sound, films. All else is downloaded. */
export function isInline(type: string): boolean {
  return /^(image\/(png|jpe?g|gif|webp|avif)|audio\/.+|video\/.+)$/.test(type);
}
