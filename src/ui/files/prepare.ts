/** The longer side of a picture that is sent, in pixels: what a phone or a laptop shows full screen. */
const MAX_SIDE = 2048;
/** Of a preview, in device pixels: 64 px at 2. */
const PREVIEW_SIDE = 128;
const QUALITY = 0.85;

/** It says it is a picture and is none, or none that this browser knows. */
export class UnreadableError extends Error {}

/** A file as it goes out. */
export interface Prepared {
  readonly file: File;
  /** Of a picture. */
  readonly width?: number;
  readonly height?: number;
  /** Drawn, not loaded: no page has to allow `blob:` for it. */
  readonly preview?: HTMLCanvasElement;
}

/**
 * A picture is drawn anew, no larger than it is looked at, and with nothing of what a camera writes beside it: where, when
 * and with what. A GIF stays as it is, for it may move; SVG is no picture here, and goes as a file. Systems that do not know the ending
 * of a name give no type: what can be drawn is a picture all the same, and one that cannot does not go out with all that is in it.
 */
export async function prepare(file: File): Promise<Prepared> {
  const isUnknown = /^$|octet-stream/.test(file.type);
  const isPicture =
    /^image\/(?!svg)/.test(file.type) || (isUnknown && /\.(hei[cf]|jpe?g|tiff?)$/i.test(file.name));
  if (!isPicture && !isUnknown) return { file };
  const isGif = file.type === 'image/gif';
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap && !isPicture) return { file };
  if (!bitmap) throw new UnreadableError();
  try {
    const { width, height } = bitmap;
    const preview = drawn(bitmap, PREVIEW_SIDE / Math.min(width, height));
    if (isGif) return { file, width, height, preview };
    const canvas = drawn(bitmap, MAX_SIDE / Math.max(width, height));
    const type = /png|webp/.test(file.type) ? file.type : 'image/jpeg';
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, QUALITY));
    if (!blob) throw new UnreadableError();
    const size = { width: canvas.width, height: canvas.height };
    return { file: new File([blob], named(file.name, blob.type), { type: blob.type }), ...size, preview };
  } finally {
    bitmap.close();
  }
}

/** Never larger than it is. */
function drawn(bitmap: ImageBitmap, scale: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const by = Math.min(1, scale);
  canvas.width = Math.max(1, Math.round(bitmap.width * by));
  canvas.height = Math.max(1, Math.round(bitmap.height * by));
  const context = canvas.getContext('2d');
  if (!context) throw new UnreadableError();
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** The name ends as the type says. */
function named(name: string, type: string): string {
  const ending = type === 'image/jpeg' ? 'jpg' : type.slice(6);
  const known = type === 'image/jpeg' ? /\.jpe?g$/i : new RegExp(`\\.${ending}$`, 'i');
  return known.test(name) ? name : `${name.replace(/\.[a-z\d]{2,5}$/i, '')}.${ending}`;
}
