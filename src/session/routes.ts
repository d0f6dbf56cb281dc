import type { CallEvent, FromPeer } from '../call/events.js';
import { liveCall, type MachineState } from '../call/state.js';
import type { CallBody, RoutedBody, RoutedFrame } from '../protocol/frames.js';
import { sameProfile, type Profile } from '../protocol/identity.js';

type CallFrame<T extends CallBody['type']> = RoutedFrame<Extract<RoutedBody, { type: T }>>;
type Route<T extends CallBody['type']> = (
  frame: CallFrame<T>,
  common: FromPeer,
  clock: ServerClock,
) => CallEvent;

export interface ServerClock {
  /** Milliseconds by the server's clock; `null` where it never told its time. */
  readonly now: number | null;
}

/** Frame → event, one line each. A frame type without a line does not compile. */
const routes: { readonly [T in CallBody['type']]: Route<T> } = {
  call_invitation: (frame, common, clock) => ({
    ...common,
    type: 'invitation_received',
    kind: frame.call_type,
    offer: frame.offer,
    purpose: frame.purpose ?? null,
    seq: frame.seq ?? null,
    // Only the server's own clock on both ends of the subtraction: it stamps `sent_at` too.
    age: clock.now === null || frame.sent_at === undefined ? null : clock.now - frame.sent_at,
  }),
  call_answer: (frame, common) => ({
    ...common,
    type: 'answer_received',
    answer: frame.answer,
    offerSeq: frame.offer_seq ?? null,
    replaces: frame.replaces ?? null,
  }),
  ice_candidate: (frame, common) => ({
    ...common,
    type: 'candidates_received',
    candidates: frame.candidates,
  }),
  call_declined: (frame, common) => ({
    ...common,
    type: 'declined_received',
    reason: frame.reason,
    message: frame.message ?? null,
  }),
  call_ended: (frame, common) => ({
    ...common,
    type: 'ended_received',
    reason: frame.reason,
    chosenParty: frame.chosen_party_id ?? null,
  }),
  call_ringing: (_frame, common) => ({ ...common, type: 'ringing_received' }),
  media_state: (frame, common) => ({
    ...common,
    type: 'media_state_received',
    audio: frame.audio,
    video: frame.video,
    screen: frame.screen,
  }),
};

export function isCallFrame(frame: RoutedFrame): frame is RoutedFrame<CallBody> {
  return frame.type in routes;
}

export function senderOf(frame: RoutedFrame): Profile {
  return {
    id: frame.from_profile_id,
    type: frame.from_profile_type,
    ...(frame.from_name === undefined ? {} : { name: frame.from_name }),
    ...(frame.from_avatar === undefined ? {} : { avatar: frame.from_avatar }),
  };
}

/**
 * The machine's event for a frame. A frame without `call_id` (an older client) belongs to the one call that is live or
 * ringing with its sender; an invitation without one starts a call under `newId`. `null`: about no call at all.
 */
export function toEvent(
  frame: RoutedFrame<CallBody>,
  state: MachineState,
  clock: ServerClock,
  newId: () => string,
): CallEvent | null {
  const from = senderOf(frame);
  const live = liveCall(state);
  const current = live && sameProfile(live.peer, from) ? live.id : null;
  const callId = frame.call_id ?? (frame.type === 'call_invitation' ? newId() : current);
  if (callId === null) return null;
  const common = { from, callId, party: frame.party_id ?? null };
  const route = routes[frame.type] as Route<CallBody['type']>;
  return route(frame, common, clock);
}
