import type { Effect } from '../call/effects.js';
import type { Envelope, RoutedFrame, Sdp } from '../protocol/frames.js';
import type { ProfileRef } from '../protocol/identity.js';
import type { Core } from './core.js';
import { filled } from './filled.js';

/** The routing fields of a frame from here; `null`: nobody is signed in. */
export function envelope({ shell, state }: Core, to: ProfileRef, seq?: number): Envelope | null {
  const { profile, conversationId } = shell.settings;
  return (
    profile &&
    filled({
      from_profile_id: profile.id,
      from_profile_type: profile.type,
      from_name: profile.name,
      from_avatar: profile.avatar,
      to_profile_id: to.id,
      to_profile_type: to.type,
      conversation_id: conversationId,
      party_id: state.config.partyId,
      seq,
    })
  );
}

/** The frame of a `send` effect. A repeat carries the description of now, with the candidates gathered since. */
export function toFrame(
  { body, refresh }: Extract<Effect, { type: 'send' }>,
  head: Envelope,
  now: Sdp | null,
): RoutedFrame {
  const sent = body as { readonly offer?: Sdp | null; readonly answer?: Sdp | null };
  return { ...head, ...body, ...(refresh && now && sent[now.type] && { [now.type]: now }) };
}
