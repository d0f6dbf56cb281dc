import type { CallEvent, FrameEvent } from '../call/events.js';
import { liveCall, type MachineState } from '../call/state.js';
import type { CallBody, RoutedFrame } from '../protocol/frames.js';
import { sameProfile, type Profile } from '../protocol/identity.js';
import { filled } from './filled.js';

/** Frame → event. A frame type without a line does not compile. */
const routes: { readonly [T in CallBody['type']]: FrameEvent['type'] } = {
  call_invitation: 'invitation_received',
  call_answer: 'answer_received',
  ice_candidate: 'candidates_received',
  call_declined: 'declined_received',
  call_ended: 'ended_received',
  call_ringing: 'ringing_received',
  media_state: 'media_state_received',
};

/** What frames may leave out and events always say. */
const absent = { purpose: null, seq: null, replaces: null, message: null };

/** Every field that has another name in an event. */
type AnyFrame = RoutedFrame<CallBody> & {
  readonly call_type?: string;
  readonly sent_at?: number;
  readonly offer_seq?: number;
  readonly chosen_party_id?: string;
};

export function isCallFrame(frame: { readonly type: string }): frame is RoutedFrame<CallBody> {
  return frame.type in routes;
}

export function senderOf(frame: RoutedFrame): Profile {
  return filled<Profile>({
    id: frame.from_profile_id,
    type: frame.from_profile_type,
    name: frame.from_name,
    avatar: frame.from_avatar,
  });
}

/**
 * The machine's event for a frame: the frame's fields, those with other names under theirs. A frame without `call_id`
 * (an older client) belongs to the one call that is live or ringing with its sender; an invitation without one starts a
 * call under `newId`. `null`: about no call at all.
 * @param now milliseconds by the server's clock; `null` where it never told its time
 */
export function toEvent(
  frame: AnyFrame,
  state: MachineState,
  now: number | null,
  newId: () => string,
): CallEvent | null {
  const from = senderOf(frame);
  const live = liveCall(state);
  const current = live && sameProfile(live.peer, from) ? live.id : null;
  const callId = frame.call_id ?? (frame.type === 'call_invitation' ? newId() : current);
  if (callId === null) return null;
  const event = {
    ...absent,
    ...frame,
    type: routes[frame.type],
    from,
    callId,
    party: frame.party_id ?? null,
    kind: frame.call_type,
    // Only the server's own clock on both ends of the subtraction: it stamps `sent_at` too.
    age: now && frame.sent_at ? now - frame.sent_at : null,
    offerSeq: frame.offer_seq ?? null,
    chosenParty: frame.chosen_party_id ?? null,
  };
  return event as CallEvent;
}
