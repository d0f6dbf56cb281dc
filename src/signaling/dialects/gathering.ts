import type { CallAnswer, CallInvitation, IceCandidate, RoutedFrame } from '../../protocol/frames.js';

/** Longest wait for own candidates, in ms: docs/protocol.md, section 9. A STUN server that does not answer takes longer. */
const GATHER_MS = 5000;

export type Described = RoutedFrame<CallInvitation | CallAnswer> & { readonly call_id: string };

interface Gathered {
  readonly ufrag: string;
  readonly candidates: IceCandidate[];
  /** The end was heard, or it was waited for long enough. */
  complete: boolean;
  held: Described | null;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/**
 * For back ends without a message for candidates: keeps a description back until its candidates are there, and writes
 * them into it.
 */
export class Gathering {
  private readonly calls = new Map<string, Gathered>();

  constructor(private readonly release: (frame: Described) => void) {}

  /** Released at once where the gathering is over: a repeat of the same description, say. */
  describe(callId: string, frame: Described): void {
    const ufrag = ufragOf(sdpOf(frame));
    const known = this.calls.get(callId);
    const call = known?.ufrag === ufrag ? known : this.begin(callId, ufrag);
    call.held = frame;
    if (call.complete) this.finish(call);
    else this.wait(call);
  }

  /** Own candidates; `null` is their end. */
  add(callId: string, candidates: readonly (IceCandidate | null)[]): void {
    const call = this.calls.get(callId);
    if (!call) return;
    for (const candidate of candidates) {
      if (candidate === null) this.finish(call);
      else if ((candidate.usernameFragment ?? call.ufrag) === call.ufrag) call.candidates.push(candidate);
    }
  }

  drop(callId: string): void {
    clearTimeout(this.calls.get(callId)?.timer);
    this.calls.delete(callId);
  }

  /** No socket: nothing is released, and no timer runs. */
  pause(): void {
    for (const call of this.calls.values()) {
      clearTimeout(call.timer);
      call.timer = undefined;
    }
  }

  resume(): void {
    for (const call of this.calls.values()) if (call.held) this.wait(call);
  }

  private begin(callId: string, ufrag: string): Gathered {
    this.drop(callId);
    const call: Gathered = { ufrag, candidates: [], complete: false, held: null, timer: undefined };
    this.calls.set(callId, call);
    return call;
  }

  private wait(call: Gathered): void {
    call.timer ??= setTimeout(() => this.finish(call), GATHER_MS);
  }

  private finish(call: Gathered): void {
    clearTimeout(call.timer);
    call.timer = undefined;
    call.complete = true;
    const { held } = call;
    call.held = null;
    if (held) this.release(withSdp(held, withCandidates(sdpOf(held), call.candidates)));
  }
}

function sdpOf(frame: Described): string {
  return (frame.type === 'call_invitation' ? frame.offer : frame.answer)?.sdp ?? '';
}

function withSdp(frame: Described, sdp: string): Described {
  return frame.type === 'call_invitation'
    ? { ...frame, offer: { type: 'offer', sdp } }
    : { ...frame, answer: { type: 'answer', sdp } };
}

function ufragOf(sdp: string): string {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1] ?? '';
}

/** The description with each candidate in the media section that it names (RFC 8839 section 5.1), none twice. */
export function withCandidates(sdp: string, candidates: readonly IceCandidate[]): string {
  const [session = '', ...media] = sdp.split(/^(?=m=)/m);
  for (const { candidate, sdpMid, sdpMLineIndex } of candidates) {
    const named = media.findIndex((section) => section.includes(`\r\na=mid:${sdpMid}\r\n`));
    const index = named < 0 ? (sdpMLineIndex ?? 0) : named;
    const section = media[index];
    // the line's own form has no ufrag, the section has it
    const line = `a=${candidate.replace(/ ufrag \S+/, '')}`;
    if (section && !section.split('\r\n').includes(line)) media[index] = `${section}${line}\r\n`;
  }
  return session + media.join('');
}
