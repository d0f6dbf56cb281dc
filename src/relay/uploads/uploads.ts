import type { IncomingMessage, ServerResponse } from 'node:http';
import { profileKey, type Profile, type ProfileRef } from '../../protocol/identity.js';
import { MAX_NAME_CHARS } from '../../protocol/limits.js';
import { cleanLine } from '../../protocol/text.js';
import { readBytes } from '../body.js';
import type { Admission } from '../gate.js';
import type { Log } from '../log.js';
import { TokenBucket } from '../token-bucket.js';
import {
  DEFAULT_FOLDER_TOTAL,
  DEFAULT_MAX_BYTES,
  DEFAULT_RATE,
  DEFAULT_TOTAL,
  type UploadOptions,
} from './options.js';
import { serveFile } from './serve.js';
import { typeOf } from './sniff.js';
import { UploadStore } from './store.js';

/** Of one profile at a time: what is on its way is in memory too. */
const MAX_AT_ONCE = 3;
/** Profiles whose rate is remembered; one that is forgotten starts anew. */
const MAX_BUCKETS = 10_000;

type Refusal = 'unauthorized' | 'forbidden' | 'too_large' | 'invalid' | 'rate_limited';
const STATUS: Readonly<Record<Refusal, number>> = {
  ...{ unauthorized: 401, forbidden: 403, too_large: 413, invalid: 415, rate_limited: 429 },
};

interface Sender {
  readonly bucket: TokenBucket;
  atOnce: number;
}

/** Takes files at the socket's own address and gives them out (docs/protocol.md, "Files"). */
export class Uploads {
  private readonly senders = new Map<string, Sender>();
  private readonly store: UploadStore;
  private readonly maxBytes: number;

  constructor(
    private readonly options: UploadOptions,
    private readonly admit: (request: IncomingMessage) => Promise<Admission>,
    private readonly answer: (response: ServerResponse, status: number, body: unknown) => void,
    private readonly log: Log,
  ) {
    const { folder, maxTotalBytes, maxBytes = DEFAULT_MAX_BYTES } = options;
    this.maxBytes = maxBytes;
    this.store = new UploadStore(maxTotalBytes ?? (folder ? DEFAULT_FOLDER_TOTAL : DEFAULT_TOTAL), folder);
  }

  /** What may be sent; or a file, under the login of the socket. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { maxBytes: max_bytes } = this;
    if (request.method === 'GET') return this.answer(response, 200, { max_bytes, types: this.options.types });
    const admission = await this.admit(request);
    if (response.destroyed) return;
    if (typeof admission === 'number' && admission !== 403) return this.answer(response, admission, {});
    if (typeof admission !== 'object')
      return this.refuse(response, admission === 'unauthorized' ? admission : 'forbidden');
    const sender = this.senderOf(admission);
    if (sender.atOnce >= MAX_AT_ONCE || !sender.bucket.take())
      return this.refuse(response, 'rate_limited', admission);
    sender.atOnce += 1;
    try {
      await this.take(request, response, admission);
    } finally {
      sender.atOnce -= 1;
    }
  }

  /** A file by its id; `search`: `download` has it saved. */
  async serve(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const file = await this.store.get(id);
    if (!file) return this.answer(response, 404, {});
    serveFile(request, response, file, /\?(.*&)?download(&|=|$)/.test(request.url ?? ''));
  }

  private async take(request: IncomingMessage, response: ServerResponse, profile: Profile): Promise<void> {
    const { headers } = request;
    const isLong = Number(headers['content-length']) > this.maxBytes;
    const bytes = isLong ? null : await readBytes(request, this.maxBytes);
    if (!bytes) return this.refuse(response, 'too_large', profile);
    const type = typeOf(bytes, headers['content-type'] ?? '');
    if (!type || !this.takes(type)) return this.refuse(response, 'invalid', profile);
    const name = nameOf(headers['x-file-name']);
    const id = await this.store.put({ name, type, bytes });
    this.log('receive', { type: 'upload', from: profile });
    // relative to the address of the request: a proxy may have put us anywhere
    const up = /\/(\?|$)/.test(request.url ?? '') ? '../../../' : '../../';
    this.answer(response, 201, { url: `${up}files/${id}`, name, size: bytes.length, type });
  }

  private takes(type: string): boolean {
    const { types } = this.options;
    return (
      !types || types.some((one) => one === type || (one.endsWith('/*') && type.startsWith(one.slice(0, -1))))
    );
  }

  private refuse(response: ServerResponse, code: Refusal, from?: ProfileRef): void {
    this.log('error', { type: 'upload', from, code });
    // what was not read of a request is not waited for
    if (code !== 'invalid') response.setHeader('connection', 'close');
    this.answer(response, STATUS[code], { code, ...(code === 'too_large' && { max_bytes: this.maxBytes }) });
  }

  private senderOf(profile: ProfileRef): Sender {
    const key = profileKey(profile);
    const known = this.senders.get(key);
    if (known) return known;
    const sender = { bucket: new TokenBucket(this.options.rate ?? DEFAULT_RATE), atOnce: 0 };
    this.senders.set(key, sender);
    for (const [oldest, { atOnce }] of this.senders) {
      if (this.senders.size <= MAX_BUCKETS) break;
      if (!atOnce) this.senders.delete(oldest);
    }
    return sender;
  }
}

/** The file's own name, without the folders before it. Percent-encoded, because a header holds no other letters. */
function nameOf(header: string | string[] | undefined): string {
  try {
    const last = decodeURIComponent(String(header ?? ''))
      .split(/[/\\]/)
      .at(-1);
    return cleanLine(last ?? '', MAX_NAME_CHARS) || 'file';
  } catch {
    return 'file';
  }
}
