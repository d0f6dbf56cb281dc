import type { CallKind, RoutedFrame } from '../../protocol/frames.js';
import { profileKey, type ProfileRef } from '../../protocol/identity.js';

/** A call as this page and the back end know it. */
export interface BookedCall {
  /** Its id above the codec. The back end names a call of ours only after it has begun here. */
  local: string;
  /** Its id on the wire; `''` until the back end has given one. */
  server: string;
  /** `''`: unknown, the back end routes by its own record. */
  conversation: string;
  /** Id of the other side; `''` where only the call's end was heard of. */
  readonly peer: string;
  readonly kind: CallKind;
  readonly outgoing: boolean;
  /** An answer of this page, or to it, is out. */
  answered: boolean;
  over: boolean;
  /** What is sent as soon as the back end has named the call. */
  waiting: readonly RoutedFrame[];
}

/** The live call and those whose late messages still travel. */
const MAX_CALLS = 16;

/** Which call is which: local ids, the back end's ids, and what each message needs to be understood. */
export class CallBook {
  private calls: readonly BookedCall[];
  private readonly key: string;

  /** Live calls come back with the page that follows this one. */
  constructor(self: ProfileRef) {
    this.key = `ccm-channels ${profileKey(self)}`;
    this.calls = load(this.key);
  }

  byLocal(id: string): BookedCall | undefined {
    return this.calls.find(({ local }) => local === id);
  }

  byServer(id: string): BookedCall | undefined {
    return this.calls.find(({ server }) => server === id);
  }

  /** A call that begins here. */
  start(local: string, peer: string, kind: CallKind, conversation: string): BookedCall {
    // One that rang while our offer was being made lost by chance; it is the earlier one, and its repeat wins.
    for (const call of this.calls) if (isOpen(call, peer) && !call.outgoing) call.local = `!${call.server}`;
    return this.add({ local, server: '', conversation, peer, kind, outgoing: true });
  }

  /** A call that the back end tells of. */
  ring(server: string, peer: string, kind: CallKind): BookedCall {
    return this.add({
      local: this.nameFor(server, peer),
      server,
      conversation: '',
      peer,
      kind,
      outgoing: false,
    });
  }

  /** The end of a call that nothing else was heard of: it must not ring when it comes. */
  bury(server: string): void {
    this.end(this.ring(server, '', 'voice'));
  }

  end(call: BookedCall): void {
    call.over = true;
    this.save();
  }

  forget(call: BookedCall): void {
    this.calls = this.calls.filter((other) => other !== call);
  }

  /** After each change of a call. */
  save(): void {
    const live = this.calls.filter(({ server, over }) => server && !over);
    try {
      if (live.length > 0) sessionStorage.setItem(this.key, JSON.stringify(live));
      else sessionStorage.removeItem(this.key);
    } catch {
      // storage refused: the call ends with its page
    }
  }

  private add(fields: Omit<BookedCall, 'answered' | 'over' | 'waiting'>): BookedCall {
    const call = { ...fields, answered: false, over: false, waiting: [] };
    this.calls = [call, ...this.calls].slice(0, MAX_CALLS);
    this.save();
    return call;
  }

  /**
   * Two invitations that cross are decided by the smaller id (docs/protocol.md, "Glare"), which must be the same one on
   * both sides. There, one's own call has a local id and the other the back end's, so it gets a local one that compares
   * as the back end's ids do: `!` and `~` stand before and after all that an id begins with.
   */
  private nameFor(server: string, peer: string): string {
    const own = this.calls.find((call) => call.outgoing && isOpen(call, peer));
    if (!own) return server;
    return `${isEarlier(server, own.server) ? '!' : '~'}${server}`;
  }
}

function isOpen(call: BookedCall, peer: string): boolean {
  return call.peer === peer && !call.answered && !call.over;
}

/** Numbers count up; other ids only need some order. */
function isEarlier(a: string, b: string): boolean {
  const isNumeric = /^\d+$/.test(a) && /^\d+$/.test(b) && a.length !== b.length;
  return isNumeric ? a.length < b.length : a < b;
}

function load(key: string): BookedCall[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]') as BookedCall[];
  } catch {
    return [];
  }
}
