import type { ErrorCode, RoutedFrame } from '../../protocol/frames.js';
import { own } from '../../protocol/schema.js';
import { initiateCall, openChannelSockets, type ChannelSockets, type Via } from '../transports/channels.js';
import type { CsrfNames } from '../transports/csrf.js';
import type { Endpoint, Transport, TransportHandlers } from '../types.js';
import { wireText } from '../wire-text.js';
import type { BookedCall, CallBook } from './channels-calls.js';
import {
  fromMessage,
  isCallFrame,
  toMessage,
  typeOf,
  type CallFrame,
  type Reading,
} from './channels-codec.js';
import type { Gathering } from './gathering.js';
import { Once } from './once.js';

/** What outlives a connection. */
export interface ChannelsMemory {
  readonly names: CsrfNames;
  readonly gathering: Gathering;
  readonly book: CallBook;
  /** Types of profiles by their id: they are not sent, and must be the same in every frame. */
  readonly types: Map<string, string>;
}

/** Both sockets and the view as one transport, whose texts are frames of the profile dialect. */
export class ChannelsTransport implements Transport {
  private readonly sockets: ChannelSockets;
  private readonly once = new Once();
  private readonly reading: Reading;
  /** The back end has a message for candidates. */
  private trickles = false;
  private closed = false;
  /** A call of ours is being named. */
  private naming: Promise<void> | null = null;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly handlers: TransportHandlers,
    private readonly memory: ChannelsMemory,
  ) {
    const { self } = endpoint;
    this.reading = { book: memory.book, self, typeOf: (id) => this.typeOf(id) };
    this.sockets = openChannelSockets(endpoint, {
      message: (text, via) => this.receive(text, via),
      close: (code, reason) => {
        this.stop();
        handlers.close(code, reason);
      },
    });
  }

  send(text: string): boolean {
    const frame = JSON.parse(text) as RoutedFrame;
    if (!isCallFrame(frame)) return true; // the chat is the site's own here
    const { book, gathering, types } = this.memory;
    types.set(frame.to_profile_id, frame.to_profile_type);
    const call = book.byLocal(frame.call_id) ?? this.begin(frame);
    if (!call) return true; // a call that the back end has never heard of
    if (frame.type === 'call_answer' && frame.answer) {
      call.answered = true;
      book.save();
    }
    if (isEnd(frame)) {
      gathering.drop(call.local);
      book.end(call);
    }
    return (!this.trickles && this.gather(frame)) || this.transmit(frame);
  }

  refresh(): void {
    this.sockets.refresh();
  }

  close(): void {
    this.stop();
    this.sockets.close();
  }

  /** Now, or as soon as the back end has named the call. */
  transmit(frame: CallFrame): boolean {
    const call = this.memory.book.byLocal(frame.call_id);
    if (!call) return false;
    if (!call.server) {
      const others = call.waiting.filter(({ type }) => type === 'ice_candidate' || type !== frame.type);
      call.waiting = call.over ? [frame] : [...others, frame];
      return true;
    }
    const message = toMessage(frame, call);
    if (message === null) return true;
    const socket = this.sockets.send(JSON.stringify(message), call.conversation);
    this.note('sent', message, socket ?? 'none');
    return socket !== null;
  }

  /** Which socket carried what: the trace of a call that does not come about. */
  private note(step: string, message: object, socket: string): void {
    const callId = wireText(own(message, 'call_id'));
    this.handlers.note?.(`message ${step}`, { type: typeOf(message), call_id: callId, socket });
  }

  private stop(): void {
    this.closed = true;
    this.memory.gathering.pause();
  }

  /** `true`: it waits for its candidates, or is one that a description takes with it. */
  private gather(frame: CallFrame): boolean {
    const { gathering } = this.memory;
    if (frame.type === 'ice_candidate') gathering.add(frame.call_id, frame.candidates);
    else if (frame.type === 'call_invitation' && frame.offer) gathering.describe(frame.call_id, frame);
    else if (frame.type === 'call_answer' && frame.answer) gathering.describe(frame.call_id, frame);
    else return false;
    return true;
  }

  /** A call that starts here is named by the back end, which also rings; its offer follows. */
  private begin(frame: CallFrame): BookedCall | null {
    const { book, names } = this.memory;
    if (frame.type !== 'call_invitation' || frame.purpose) return null;
    const { call_id, to_profile_id, call_type, conversation_id = '' } = frame;
    const call = book.start(call_id, to_profile_id, call_type, conversation_id);
    const body = {
      receiver_id: to_profile_id,
      call_type,
      ...(conversation_id ? { conversation_id } : {}),
    };
    const naming = initiateCall(this.endpoint, names, body).then((result) => {
      if (this.naming === naming) this.naming = null;
      this.named(call, result);
    });
    this.naming = naming;
    return call;
  }

  private named(call: BookedCall, result: Awaited<ReturnType<typeof initiateCall>>): void {
    const { book } = this.memory;
    if (result === null) return book.forget(call); // the repeat of the invitation is the next try
    if (typeof result === 'string') return this.refused(call, result);
    call.server = result.id;
    call.conversation = result.conversation || call.conversation;
    book.save();
    const { waiting } = call;
    call.waiting = [];
    for (const frame of waiting) if (isCallFrame(frame)) this.transmit(frame);
  }

  private refused(call: BookedCall, code: ErrorCode): void {
    this.memory.book.end(call);
    this.deliver({ type: 'error', code, call_id: call.local });
  }

  private receive(text: string, via: Via): void {
    // Two calls that cross are told apart by their names.
    if (this.naming) return void this.naming.then(() => this.receive(text, via));
    if (this.closed) return;
    const message = parsed(text);
    if (!message) return this.handlers.message([text]); // refused there, and told
    const type = typeOf(message);
    if (type === 'connection.ack') return via === 'global' ? this.acknowledged(message) : undefined;
    if (type.startsWith('call.') && !this.once.isNew(essence(message), via)) return;
    if (type.startsWith('call.')) this.note('received', message, via);
    const frame = fromMessage(message, this.reading);
    if (frame) this.deliver(frame);
  }

  private acknowledged(message: object): void {
    const features = own(message, 'features');
    this.trickles = Array.isArray(features) && features.includes('call.ice');
    this.memory.gathering.resume();
    this.handlers.open();
  }

  private deliver(frame: object): void {
    if (!this.closed) this.handlers.message([JSON.stringify(frame)]);
  }

  private typeOf(id: string): string {
    const { types } = this.memory;
    const peer = this.endpoint.peer?.();
    const type = types.get(id) ?? (peer?.id === id ? peer.type : 'user');
    types.set(id, type);
    return type;
  }
}

/** What is said by the same message, whatever a back end adds on the one socket and not on the other. */
function essence(message: object): string {
  const fields = ['call_id', 'offer', 'answer', 'candidate', 'candidates', 'reason'];
  return JSON.stringify([typeOf(message), ...fields.map((field) => own(message, field) ?? null)]);
}

function isEnd(frame: CallFrame): boolean {
  return (
    frame.type === 'call_declined' || (frame.type === 'call_ended' && frame.reason !== 'answered_elsewhere')
  );
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
