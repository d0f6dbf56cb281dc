import { liveCall } from '../call/state.js';
import type { RoutedFrame } from '../protocol/frames.js';
import { parseText, serializeFrame } from '../protocol/parse-frame.js';
import type { CallChannel, Core } from './core.js';
import { envelope } from './outbound.js';
import { isCallFrame } from './routes.js';

/** Signaling inside the call: what need not take the back end's way, and what goes on when that way is cut. */
export function callChannel(core: Core): CallChannel {
  let openFor = '';
  let told = '';
  /** The call whose peer has spoken here: an older client lets the channel open and listens to nothing. */
  let heard = '';
  const say = (callId: string, frame: RoutedFrame) => core.peers.say(callId, serializeFrame(frame));
  const channel: CallChannel = {
    send(frame) {
      const { call } = core.state;
      if ('purpose' in frame && frame.purpose === 'restart') heard = '';
      const said = !!call && isCallFrame(frame) && frame.call_id === call.id && say(call.id, frame);
      return said && call.id === heard && call.phase === 'connected' && frame.type !== 'call_ended';
    },
    doubt: () => void (heard = ''),
    opened(callId, open) {
      openFor = open ? callId : '';
      told = heard = '';
      if (open) channel.tell();
      // Only a peer that closed its connection closes the channel: it changes pages, or is gone.
      else core.dispatch({ type: 'link_changed', callId, link: 'disconnected' });
    },
    message(callId, text) {
      const frame = parseText(text);
      const call = liveCall(core.state);
      if (frame instanceof Error || !isCallFrame(frame) || call?.id !== callId) return;
      const { id, type } = call.peer;
      const { party_id: _own, ...said } = frame;
      const here = { call_id: callId, from_profile_id: id, from_profile_type: type };
      core.receive([{ ...said, ...here, ...(call.party !== null && { party_id: call.party }) }]);
      heard = callId;
    },
    tell() {
      const call = liveCall(core.state);
      if (call?.id !== openFor) return;
      const tracks = { audio: !call.muted, video: !call.cameraOff, screen: call.sharing };
      const text = JSON.stringify(tracks);
      const head = text !== told && envelope(core, call.peer);
      if (head && say(call.id, { ...head, type: 'media_state', call_id: call.id, ...tracks })) told = text;
    },
  };
  return channel;
}
