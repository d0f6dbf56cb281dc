import type { IceCandidate } from '../protocol/frames.js';
import { sameProfile } from '../protocol/identity.js';
import type { FrameEvent, ReportEvent, Timed } from './events.js';
import { MAX_EARLY_CANDIDATES, MAX_STRAYS } from './limits.js';
import type { Call, EarlyCandidates } from './state.js';
import type { Turn } from './turn.js';

type Received = Timed<Extract<FrameEvent, { type: 'candidates_received' }>>;
type Ready = Timed<Extract<ReportEvent, { type: 'candidates_ready' }>>;

function bounded(early: readonly EarlyCandidates[], more: EarlyCandidates): readonly EarlyCandidates[] {
  const room = MAX_EARLY_CANDIDATES - early.reduce((sum, { candidates }) => sum + candidates.length, 0);
  return room > 0 ? [...early, { ...more, candidates: more.candidates.slice(0, room) }] : early;
}

/** Candidates of the live call; those that come too early wait, those of a device that was not chosen are dropped. */
export function candidatesReceived(turn: Turn, event: Received): void {
  const call = turn.live;
  if (call?.id !== event.callId || !sameProfile(call.peer, event.from)) return keepStray(turn, event);
  const { party, candidates } = event;
  switch (call.phase) {
    case 'inviting':
    case 'ringing':
      return turn.patch({ early: bounded(call.early, { party, candidates }) });
    case 'connecting':
    case 'connected':
    case 'reconnecting':
      if (isOtherDevice(call, party)) return;
      if (call.offer === null && call.direction === 'incoming' && call.offerSeq === null && !call.described) {
        // Accepted and the offer is still to come: no peer connection yet.
        return turn.patch({ early: bounded(call.early, { party, candidates }) });
      }
      return turn.emit({ type: 'add_candidates', callId: call.id, candidates });
    case 'ended':
      return;
  }
}

/** `null` is an older client, which has no device ids to tell apart, or, before an answer, nobody yet. */
export function isOtherDevice(call: Call, party: string | null): boolean {
  if (party === null || party === call.party) return false;
  if (call.party !== null) return true;
  // An older client answered; this is a device of ours that did too.
  return call.direction === 'outgoing' && call.phase !== 'inviting' && !call.pending;
}

function keepStray(turn: Turn, event: Received): void {
  if (turn.tombstone(event.callId, event.from)) return;
  const stray = {
    callId: event.callId,
    peer: { id: event.from.id, type: event.from.type },
    party: event.party,
    candidates: event.candidates.slice(0, MAX_EARLY_CANDIDATES),
  };
  turn.state = { ...turn.state, strays: [...turn.state.strays, stray].slice(-MAX_STRAYS) };
}

/** The candidates that came before the invitation of this call. */
export function takeStrays(
  turn: Turn,
  callId: string,
  from: { id: string; type: string },
): EarlyCandidates[] {
  const mine = turn.state.strays.filter((stray) => stray.callId === callId && sameProfile(stray.peer, from));
  turn.state = { ...turn.state, strays: turn.state.strays.filter((stray) => !mine.includes(stray)) };
  return mine.map(({ party, candidates }) => ({ party, candidates }));
}

/** Hands over what waited for the answer or the acceptance. */
export function addEarly(turn: Turn): void {
  const call = turn.live;
  if (!call) return;
  const candidates: (IceCandidate | null)[] = call.early
    .filter(({ party }) => !isOtherDevice(call, party))
    .flatMap((early) => early.candidates);
  turn.patch({ early: [] });
  if (candidates.length > 0) turn.emit({ type: 'add_candidates', callId: call.id, candidates });
}

/** Own candidates leave after the description that they belong to. */
export function candidatesReady(turn: Turn, event: Ready): void {
  const call = turn.live;
  if (!call) return;
  if (!call.described) return turn.patch({ held: [...call.held, ...event.candidates] });
  turn.send({ type: 'ice_candidate', candidates: event.candidates });
}

export function sendHeld(turn: Turn): void {
  const held = turn.live?.held ?? [];
  turn.patch({ held: [], described: true });
  if (held.length > 0) turn.send({ type: 'ice_candidate', candidates: held });
}
