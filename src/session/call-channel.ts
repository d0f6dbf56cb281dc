import { liveCall, type Call } from '../call/state.js';
import type { RoutedFrame } from '../protocol/frames.js';
import { sameProfile, type ProfileRef } from '../protocol/identity.js';
import { parseText, serializeFrame } from '../protocol/parse-frame.js';
import type { CallChannel, Core } from './core.js';
import { envelope } from './outbound.js';
import { isCallFrame } from './routes.js';

/** Signaling inside the call: what need not take the back end's way, and what goes on when that way is cut. */
export function callChannel(core: Core): CallChannel {
  let [openFor, told] = ['', ''];
  /** The call whose peer has spoken here: an older client lets the channel open and listens to nothing. */
  let heard = '';
  const say = (callId: string, frame: RoutedFrame) => core.peers.say(callId, serializeFrame(frame));
  const channel: CallChannel = {
    send(frame) {
      const { call } = core.state;
      if ('purpose' in frame && frame.purpose === 'restart') heard = '';
      if (!call || !isCallFrame(frame) || frame.call_id !== call.id || !say(call.id, frame)) return false;
      return call.id === heard && call.phase === 'connected' && frame.type !== 'call_ended';
    },
    doubt: () => void (heard = ''),
    reaches: (peer) => openFor === heard && isWith(liveCall(core.state), heard, peer),
    chat: (frame) => say(openFor, frame),
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
      if (frame instanceof Error || !('from_profile_id' in frame) || call?.id !== callId) return;
      core.receive([fromPeer(frame, call)]);
      const isFirst = heard !== callId;
      heard = callId;
      if (isFirst) core.refresh(); // now there is chat also where the site has none
    },
    tell() {
      const call = liveCall(core.state);
      if (call?.id !== openFor) return;
      const tracks = tracksOf(call, core.peers.prompting);
      const text = JSON.stringify(tracks);
      const head = text !== told && envelope(core, call.peer);
      if (head && say(call.id, { ...head, type: 'media_state', call_id: call.id, ...tracks })) told = text;
    },
  };
  return channel;
}

/** While the browser asks, nothing comes: that is no silence to be mended. */
const tracksOf = ({ muted, cameraOff, sharing }: Call, prompting: boolean) => ({
  audio: !prompting && !muted,
  video: !prompting && !cameraOff,
  screen: sharing,
});

const isWith = (call: Call | null, id: string, peer: ProfileRef): boolean =>
  call?.id === id && sameProfile(call.peer, peer);

/** Whoever it says it is from and whatever call it says it is about: here only the call's peer speaks, and of this call. */
function fromPeer(frame: RoutedFrame, { id: callId, peer, party }: Call): RoutedFrame {
  const { party_id: _own, ...said } = frame;
  const about = isCallFrame(frame) && { call_id: callId };
  const from = { from_profile_id: peer.id, from_profile_type: peer.type };
  return { ...said, ...about, ...from, ...(party !== null && { party_id: party }) };
}
