import type { Effect } from '../call/effects.js';
import type { Envelope, RoutedFrame, Sdp } from '../protocol/frames.js';
import type { Profile, ProfileRef } from '../protocol/identity.js';

/** The routing fields of a frame from here. */
export function envelope(
  self: Profile,
  to: ProfileRef,
  extra: { partyId?: string; conversationId: string; seq?: number },
): Envelope {
  return {
    from_profile_id: self.id,
    from_profile_type: self.type,
    ...(self.name ? { from_name: self.name } : {}),
    ...(self.avatar ? { from_avatar: self.avatar } : {}),
    to_profile_id: to.id,
    to_profile_type: to.type,
    ...(extra.conversationId ? { conversation_id: extra.conversationId } : {}),
    ...(extra.partyId ? { party_id: extra.partyId } : {}),
    ...(extra.seq === undefined ? {} : { seq: extra.seq }),
  };
}

/** The frame of a `send` effect. A repeat carries the description of now, with the candidates gathered since. */
export function toFrame(
  effect: Extract<Effect, { type: 'send' }>,
  head: Envelope,
  now: Sdp | null,
): RoutedFrame {
  const { body } = effect;
  if (effect.refresh && now?.type === 'offer' && body.type === 'call_invitation' && body.offer) {
    return { ...head, ...body, offer: { type: 'offer', sdp: now.sdp } };
  }
  if (effect.refresh && now?.type === 'answer' && body.type === 'call_answer' && body.answer) {
    return { ...head, ...body, answer: { type: 'answer', sdp: now.sdp } };
  }
  if (body.type === 'call_ended' && body.chosen_party_id !== undefined) {
    // On the wire this frame's `party_id` names the chosen device, not the sender.
    const { party_id: _sender, ...rest } = head;
    return { ...rest, ...body };
  }
  return { ...head, ...body };
}
