/** Brings files where messages can point to them. Reached through `import()` only. */
import { attachment } from '../protocol/attachments.js';
import type { Attachment } from '../protocol/frames.js';
import { socketUrl } from '../signaling/url.js';
import type { SessionSettings, UploadedFile, UploadFile, UploadOptions } from './types.js';

/** Why a file did not get there: as the packaged server says it, and `failed` for everything else. */
export type UploadCode =
  'too_large' | 'invalid' | 'rate_limited' | 'unauthorized' | 'forbidden' | 'network' | 'failed';

export class UploadError extends Error {
  /** @param max bytes that one file may have, where that is why */
  constructor(
    readonly code: UploadCode,
    readonly max?: number,
  ) {
    super(code);
  }
}

const CODES: readonly unknown[] = ['too_large', 'invalid', 'rate_limited', 'unauthorized', 'forbidden'];

/**
 * By the page's own function, else to the back end. What either says is read as strictly as the wire. Rejects with an
 * UploadError, or with an AbortError.
 */
export async function upload(
  file: File,
  own: UploadFile | null,
  settings: SessionSettings,
  options: UploadOptions,
): Promise<Attachment> {
  try {
    return attachment(await (own ?? uploaderTo(settings))(file, options), 'upload');
  } catch (error) {
    options.signal.throwIfAborted();
    throw error instanceof UploadError ? error : new UploadError('failed');
  }
}

/** Bytes that a file may have; `Infinity` where nobody tells before it is sent. */
export async function uploadLimit(own: UploadFile | null, settings: SessionSettings): Promise<number> {
  const url = own ? null : addressOf(settings);
  return url ? limitOf(url.href) : Infinity;
}

function addressOf({ apiBaseUrl, socketUrl: template, profile }: SessionSettings): URL | null {
  const socket = profile && socketUrl({ apiBaseUrl, socketUrl: template, profile, pageUrl: location.href });
  if (typeof socket !== 'string') return null;
  const url = new URL(socket.replace(/^ws/, 'http'));
  url.searchParams.set('transport', 'upload');
  return url;
}

/** The upload endpoint at the socket's own address: docs/protocol.md, "Files". */
function uploaderTo(settings: SessionSettings): UploadFile {
  return async (file, options) => {
    const url = addressOf(settings);
    if (!url) throw new UploadError('failed');
    const max = await limitOf(url.href, options.signal);
    if (file.size > max) throw new UploadError('too_large', max);
    const token = await settings.getToken?.();
    if (token) url.searchParams.set('token', token);
    const { status, body } = await post(url, file, options);
    const said = read(body);
    if (status !== 201) throw refusalOf(status, said);
    return { ...(said as unknown as UploadedFile), url: new URL(String(said['url']), url).href };
  };
}

/** Bytes that a file may have there. A server that does not tell says so when it gets one. */
async function limitOf(url: string, signal?: AbortSignal): Promise<number> {
  try {
    const response = await fetch(url, { credentials: 'include', ...(signal && { signal }) });
    const { max_bytes } = (await response.json()) as { max_bytes?: unknown };
    return Number(max_bytes) || Infinity;
  } catch {
    signal?.throwIfAborted();
    return Infinity;
  }
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** XMLHttpRequest: `fetch` tells nothing about how far a file has got. */
function post(url: URL, file: File, { signal, onProgress }: UploadOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = (): void => request.abort();
    signal.addEventListener('abort', stop);
    request.open('POST', url);
    request.withCredentials = true;
    if (file.type) request.setRequestHeader('Content-Type', file.type);
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onload = () => resolve({ status: request.status, body: request.responseText });
    request.onerror = request.onabort = () => reject(new UploadError('network'));
    request.onloadend = () => signal.removeEventListener('abort', stop);
    request.send(file);
  });
}

function read(body: string): Record<string, unknown> {
  try {
    return (JSON.parse(body) as Record<string, unknown> | null) ?? {};
  } catch {
    return {}; // a proxy's page
  }
}

function refusalOf(status: number, { code, max_bytes }: Record<string, unknown>): UploadError {
  if (CODES.includes(code)) return new UploadError(code as UploadCode, Number(max_bytes) || undefined);
  return new UploadError(status === 413 ? 'too_large' : status >= 500 ? 'network' : 'failed');
}
