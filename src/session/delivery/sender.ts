import type { RoutedFrame } from '../../protocol/frames.js';
import type { Profile } from '../../protocol/identity.js';

/** As in `session/routes.ts`, whose chunk this one must not need: a frame's sender. */
export function senderOf(frame: RoutedFrame): Profile {
  const { from_profile_id: id, from_profile_type: type, from_name: name, from_avatar: avatar } = frame;
  return { id, type, ...(name && { name }), ...(avatar && { avatar }) };
}
