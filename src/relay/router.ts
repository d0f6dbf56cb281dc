import { ProtocolError } from '../protocol/errors.js';
import type { ErrorCode, Frame } from '../protocol/frames.js';
import { checkText, type CheckedText, type RoutedText } from './check-text.js';
import type { ClientSocket } from './client-socket.js';
import type { Log } from './log.js';
import type { Registry } from './registry.js';

/** Takes a frame in, and sends it to every socket of the profile that it names. */
export class Router {
  constructor(
    private readonly registry: Registry,
    private readonly log: Log,
    private readonly now: () => number = Date.now,
  ) {}

  receive(text: string, sender: ClientSocket): void {
    const checked = checkText(text, sender.profile, this.now());
    const { outcome, type } = checked;
    if (!sender.mayDo(type)) return this.refuse(checked, sender, 'rate_limited');
    if (outcome === 'ping') return void sender.tell({ type: 'pong' });
    if (outcome === 'pong') return;
    if (outcome instanceof ProtocolError)
      return this.refuse(
        checked,
        sender,
        outcome.code === 'too_large' ? 'too_large' : 'invalid',
        outcome.message,
      );
    this.deliver(checked, outcome, sender);
  }

  /** A message that is no text. */
  receiveBinary(sender: ClientSocket): void {
    this.receive('', sender);
  }

  private deliver(checked: CheckedText, { to, text, frame }: RoutedText, sender: ClientSocket): void {
    const about = { call_id: checked.callId, type: checked.type, from: sender.profile, to };
    this.log('receive', about);
    const targets = this.registry.of(to);
    this.log('route', { ...about, sockets: targets.length });
    const sockets = targets.filter((target) => target.send(text)).length;
    if (sockets > 0) {
      this.log('deliver', { ...about, sockets });
      if (frame?.type === 'chat_message')
        sender.tell({ type: 'ack', ref: frame.message_id, server_time: this.now() });
      return;
    }
    this.log('error', { ...about, code: 'offline' });
    if (frame && needsSomebody(frame)) sender.tell(errorFrame(checked, 'offline'));
  }

  private refuse(checked: CheckedText, sender: ClientSocket, code: ErrorCode, what?: string): void {
    this.log('error', { call_id: checked.callId, type: checked.type, from: sender.profile, code, what });
    sender.tell(errorFrame(checked, code, what));
  }
}

function errorFrame(checked: CheckedText, code: ErrorCode, message?: string) {
  return {
    type: 'error',
    code,
    ...(message && { message }),
    ...(checked.ref && { ref: checked.ref }),
    ...(checked.callId && { call_id: checked.callId }),
  } as const;
}

/**
 * Frames whose sender waits for somebody. A re-invitation is none of them: the other side may be changing pages, and
 * the call has its own limit for that.
 */
function needsSomebody(frame: Frame): boolean {
  return (
    (frame.type === 'call_invitation' && !frame.purpose) ||
    frame.type === 'call_answer' ||
    frame.type === 'chat_message'
  );
}
