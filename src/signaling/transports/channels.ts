import type { ErrorCode } from '../../protocol/frames.js';
import { own } from '../../protocol/schema.js';
import { wireText as text } from '../wire-text.js';
import type { Endpoint, Transport } from '../types.js';
import { jsonHeaders, type CsrfNames } from './csrf.js';
import { openWebSocket } from './websocket.js';

export type Via = 'global' | 'chat';

export interface ChannelSockets {
  /** On the chat socket when that conversation's is open, else on the global one. Which it was; `null`: not sent. */
  send(text: string, conversation: string): Via | null;
  /** Opens and closes the chat socket as the page's conversation wants it. */
  refresh(): void;
  close(): void;
}

export interface ChannelHandlers {
  message(text: string, via: Via): void;
  /** Of the global socket; the chat socket comes and goes without a word. */
  close(code: number, reason: string): void;
}

/** Of a chat socket that closed; doubles up to a minute. The global socket carries everything meanwhile. */
const CHAT_RETRY_MS = 5000;
const CHAT_RETRY_MAX_MS = 60_000;

/** `/ws/notifications/`, and `/ws/chat/{conversation}/` while a conversation is on the screen. */
export function openChannelSockets(endpoint: Endpoint, handlers: ChannelHandlers): ChannelSockets {
  const address = channelsAddress(endpoint);
  const chat = new ChatSocket(endpoint, address.base, (text) => handlers.message(text, 'chat'));
  const global = openWebSocket(
    { ...endpoint, url: address.global },
    {
      open: () => chat.refresh(),
      message: (texts) => texts.forEach((text) => handlers.message(text, 'global')),
      close: (code, reason) => {
        chat.close();
        handlers.close(code, reason);
      },
    },
  );
  return {
    send: (text, conversation) =>
      chat.send(text, conversation) ? 'chat' : global.send(text) ? 'global' : null,
    refresh: () => chat.refresh(),
    close: () => {
      chat.close();
      global.close();
    },
  };
}

class ChatSocket {
  private conversation = '';
  private transport: Transport | undefined;
  private isOpen = false;
  private closed = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly base: string,
    private readonly receive: (text: string) => void,
  ) {}

  send(text: string, conversation: string): boolean {
    if (!this.isOpen || conversation !== this.conversation) return false;
    return this.transport?.send(text) ?? false;
  }

  refresh(): void {
    const wanted = this.closed ? '' : (this.endpoint.conversation?.() ?? '');
    if (wanted === this.conversation) return;
    this.drop();
    this.conversation = wanted;
    this.failures = 0;
    if (wanted) this.open();
  }

  close(): void {
    this.closed = true;
    this.refresh();
  }

  private open(): void {
    const url = `${this.base.replace('http', 'ws')}/ws/chat/${encodeURIComponent(this.conversation)}/`;
    this.transport = openWebSocket(
      { ...this.endpoint, url },
      {
        open: () => {
          this.isOpen = true;
          this.failures = 0;
        },
        message: (texts) => texts.forEach((text) => this.receive(text)),
        close: () => {
          this.isOpen = false;
          const delay = Math.min(CHAT_RETRY_MAX_MS, CHAT_RETRY_MS * 2 ** this.failures++);
          this.timer = setTimeout(() => this.open(), delay);
        },
      },
    );
  }

  private drop(): void {
    clearTimeout(this.timer);
    this.isOpen = false;
    this.transport?.close();
    this.transport = undefined;
  }
}

/**
 * The session derives the address of the profile socket, `wss://host/site/ws/7/user`; here the global socket is beside
 * it, `wss://host/site/ws/notifications/`, and the views are below `https://host/site`. A `socket-url` of the page's own
 * is the global socket's.
 */
export function channelsAddress({ url, self }: Endpoint): { readonly global: string; readonly base: string } {
  const { protocol, host, pathname } = new URL(url);
  const origin = `${protocol.replace('ws', 'http')}//${host}`;
  const derived = `/ws/${encodeURIComponent(self.id)}/${encodeURIComponent(self.type)}`;
  if (!pathname.endsWith(derived))
    return { global: url, base: origin + (/^(.*?)\/ws\//.exec(pathname)?.[1] ?? '') };
  const base = origin + pathname.slice(0, -derived.length);
  return { global: `${base.replace('http', 'ws')}/ws/notifications/`, base };
}

const POST_MS = 10_000;
const ERRORS: Record<number, ErrorCode> = {
  401: 'forbidden',
  403: 'forbidden',
  404: 'not_found',
  410: 'expired',
};
const CODES = /^(offline|busy|not_found|forbidden|invalid|too_large|rate_limited|expired)$/;

/**
 * `POST /calls/initiate/`: the back end's ids, a named error, or `null` where the network or the server failed and a
 * repeat may succeed.
 */
export async function initiateCall(
  endpoint: Endpoint,
  names: CsrfNames,
  body: object,
): Promise<{ readonly id: string; readonly conversation: string } | ErrorCode | null> {
  try {
    const response = await fetch(`${channelsAddress(endpoint).base}/calls/initiate/`, {
      method: 'POST',
      credentials: 'include',
      headers: jsonHeaders(names),
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(POST_MS),
    });
    const { status } = response;
    if (status >= 500 || status === 429) return null;
    const answer = (await response.json().catch(() => ({}))) as object;
    const id = text(own(answer, 'id'));
    if (response.ok && id) return { id, conversation: text(own(own(answer, 'conversation') ?? {}, 'id')) };
    const error = text(own(answer, 'error'));
    return CODES.test(error) ? (error as ErrorCode) : (ERRORS[status] ?? 'invalid');
  } catch {
    return null;
  }
}
