import type { ChatBody, Frame, FrameType, RoutedFrame } from '../protocol/frames.js';
import type { Chat } from './chat.js';
import type { Core } from './core.js';
import { isCallFrame, senderOf, toEvent } from './routes.js';
import { isBlocked } from './terms.js';

type Handlers = { readonly [T in FrameType]?: (frame: Extract<Frame, { type: T }>) => void };

/**
 * What the socket brings: call frames become events, messages go to the chat, the server's own words to both. The
 * frames of one batch arrived together: an invitation that was taken back in the same batch never rings.
 */
export function createInbound(core: Core, chat: Chat): (frames: readonly Frame[]) => void {
  const { link, ports } = core.shell;
  const talk = (frame: RoutedFrame<ChatBody>) => chat.use((talks) => talks.delivery.frame(frame));
  const handlers: Handlers = {
    welcome({ features }) {
      ports.log('info', 'the server announced itself', { features: features.length });
      core.refresh();
      chat.talks?.welcomed();
    },
    error({ code, call_id: callId, ref }) {
      ports.log('warn', 'the server refused a frame', { code, call_id: callId ?? null });
      if (callId !== undefined) core.dispatch({ type: 'error_received', callId, code });
      else if (ref !== undefined) chat.talks?.delivery.outbox.refused(ref, code);
    },
    ack: (frame) => chat.talks?.delivery.confirmed(frame),
    sync: (frame) => chat.talks?.delivery.caughtUp(frame),
    chat_message: talk,
    chat_receipt: talk,
    chat_reaction: talk,
    chat_edit: talk,
    chat_delete: talk,
    typing: talk,
  };
  const one = (frame: Frame) => {
    // as if nobody was here: whoever is blocked hears nothing, and what they wrote is not asked for later either
    if ('from_profile_id' in frame && isBlocked(core.shell.settings.profile, senderOf(frame)))
      return 'cursor' in frame ? chat.talks?.delivery.reached(frame.cursor) : undefined;
    if (!isCallFrame(frame)) return (handlers[frame.type] as ((frame: Frame) => void) | undefined)?.(frame);
    // Calls are for the tab that has one: it is busy, or it is about its own.
    if (core.shell.tabs?.elsewhere && !core.state.call) return;
    if ('purpose' in frame && frame.purpose === 'restart') core.channel.doubt();
    const event = toEvent(frame, core.state, link.serverNow(ports.now()), ports.newId);
    if (event) core.dispatch(event);
  };
  return (frames) => {
    const ends = (id?: string) => id && frames.some((end) => end.type === 'call_ended' && end.call_id === id);
    const isStillborn = (frame: Frame) => frame.type === 'call_invitation' && ends(frame.call_id);
    for (const frame of frames) if (!isStillborn(frame)) one(frame);
    for (const frame of frames) if (isStillborn(frame)) one(frame);
  };
}
