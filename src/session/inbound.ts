import type { Frame, RoutedFrame } from '../protocol/frames.js';
import type { Chat } from './chat.js';
import type { Link } from './link.js';
import { isCallFrame, toEvent } from './routes.js';
import type { CallStore } from './store.js';
import type { SessionPorts } from './types.js';

/** What the socket brings: call frames become events, messages go to the chat, the server's own words to both. */
export class Inbound {
  constructor(
    private readonly store: CallStore,
    private readonly link: Link,
    private readonly chat: Chat,
    private readonly ports: SessionPorts,
    private readonly changed: () => void,
  ) {}

  /** Frames that arrived together. An invitation that was taken back in the same batch never rings. */
  receive(frames: readonly Frame[]): void {
    const gone = new Set(frames.map((frame) => (frame.type === 'call_ended' ? frame.call_id : undefined)));
    const order = [...frames].sort((a, b) => Number(isStillborn(a, gone)) - Number(isStillborn(b, gone)));
    for (const frame of order) this.one(frame);
  }

  private one(frame: Frame): void {
    switch (frame.type) {
      case 'welcome':
        this.ports.log('info', 'the server announced itself', { features: frame.features.length });
        return this.changed();
      case 'error':
        return this.serverError(frame);
      case 'ack':
        return this.chat.setStatus(frame.ref, 'sent');
      case 'presence':
      case 'ping':
      case 'pong':
        return;
      case 'chat_message':
        return this.chat.received(frame);
      case 'chat_receipt':
        return this.chat.receipt(frame);
      case 'typing':
        return;
      case 'call_invitation':
      case 'call_answer':
      case 'ice_candidate':
      case 'call_declined':
      case 'call_ended':
      case 'call_ringing':
      case 'media_state':
        return this.callFrame(frame);
    }
  }

  private callFrame(frame: RoutedFrame): void {
    if (!isCallFrame(frame)) return;
    const now = this.link.serverNow(this.ports.now());
    const event = toEvent(frame, this.store.state, { now }, this.ports.newId);
    if (event) this.store.dispatch(event);
  }

  private serverError(frame: Extract<Frame, { type: 'error' }>): void {
    this.ports.log('warn', 'the server refused a frame', {
      code: frame.code,
      call_id: frame.call_id ?? null,
    });
    if (frame.call_id !== undefined) {
      this.store.dispatch({ type: 'error_received', callId: frame.call_id, code: frame.code });
    } else if (frame.ref !== undefined) this.chat.setStatus(frame.ref, 'failed', frame.code);
  }
}

function isStillborn(frame: Frame, gone: ReadonlySet<string | undefined>): boolean {
  return frame.type === 'call_invitation' && frame.call_id !== undefined && gone.has(frame.call_id);
}
