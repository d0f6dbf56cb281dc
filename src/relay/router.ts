import { ProtocolError } from '../protocol/errors.js';
import type { ErrorCode, Frame } from '../protocol/frames.js';
import { isChange } from './changes.js';
import { checkText, type CheckedText, type RoutedText } from './check-text.js';
import type { ClientSocket } from './client-socket.js';
import { Conversations, type Taken } from './conversations.js';
import type { ChatHistory } from './history.js';
import type { Log } from './log.js';
import { People } from './people.js';
import type { Registry } from './registry.js';

/** Takes a frame in, and sends it to every socket of the profile that it names. */
export class Router {
  readonly conversations: Conversations;
  readonly people: People;

  constructor(
    private readonly registry: Registry,
    private readonly log: Log,
    history: ChatHistory,
    private readonly now: () => number = Date.now,
  ) {
    this.conversations = new Conversations(registry, history, now);
    this.people = new People(registry, history);
  }

  receive(text: string, sender: ClientSocket): void {
    const checked = checkText(text, sender.profile, this.now());
    const { outcome, type } = checked;
    if (!sender.mayDo(type)) return this.refuse(checked, sender, 'rate_limited');
    if (outcome === 'ping') return void sender.tell({ type: 'pong' });
    if (outcome === 'pong') return;
    if (outcome === 'conversations') return this.people.answer(sender);
    if (outcome instanceof ProtocolError)
      return this.refuse(
        checked,
        sender,
        outcome.code === 'too_large' ? 'too_large' : 'invalid',
        outcome.message,
      );
    if ('type' in outcome) return this.conversations.sync(outcome, sender);
    this.deliver(checked, outcome, sender);
  }

  /** A message that is no text. */
  receiveBinary(sender: ClientSocket): void {
    this.receive('', sender);
  }

  private deliver(checked: CheckedText, routed: RoutedText, sender: ClientSocket): void {
    const { to, frame } = routed;
    const about = { call_id: checked.callId, type: checked.type, from: sender.profile, to };
    const refused = this.conversations.refusal(routed, sender);
    if (refused) return this.refuse(checked, sender, refused);
    this.log('receive', about);
    const isKept = /^chat_(message|receipt|reaction|edit|delete)$/.test(frame?.type ?? '');
    const taken = isKept ? this.conversations.take(routed, sender) : this.pass(routed);
    this.log('route', { ...about, sockets: taken.targets });
    if (taken.sockets > 0) return this.log('deliver', { ...about, sockets: taken.sockets });
    if (taken.kept) return this.log('deliver', { ...about, sockets: 0, what: 'kept' });
    this.log('error', { ...about, code: 'offline' });
    if (frame && needsSomebody(frame)) sender.tell(errorFrame(checked, 'offline'));
  }

  private pass({ to, text }: RoutedText): Taken {
    const targets = this.registry.of(to);
    const sockets = targets.filter((target) => target.send(text)).length;
    return { targets: targets.length, sockets, kept: false };
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
    frame.type === 'chat_message' ||
    isChange(frame)
  );
}
