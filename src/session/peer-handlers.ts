import type { Quality } from '../call/quality.js';
import type { PeerHandlers } from '../rtc/types.js';
import type { Core } from './core.js';

/** What the view shows of the peer connection. */
export interface Shown {
  local: MediaStream | null;
  remote: MediaStream | null;
  /** `null`: good so far. */
  quality: Quality | null;
}

/** What the peer connection of a call tells becomes events of the call, or is shown. */
export function peerHandlers(
  core: Core,
  callId: string,
  show: (change: Partial<Shown>) => void,
): PeerHandlers {
  return {
    candidates: (candidates) => core.dispatch({ type: 'candidates_ready', callId, candidates }),
    link: (link) => core.dispatch({ type: 'link_changed', callId, link }),
    channel: (open) => core.channel.opened(callId, open),
    message: (text) => core.channel.message(callId, text),
    negotiationNeeded: () => core.dispatch({ type: 'negotiation_needed', callId }),
    localMedia: ({ audio, video, screen: sharing }) =>
      core.dispatch({ type: 'media_changed', callId, muted: !audio, cameraOff: !video, sharing }),
    mediaFailed: (device, code) => core.dispatch({ type: 'media_failed', callId, problem: { device, code } }),
    silence: (silence) => core.dispatch({ type: 'silence_changed', callId, silence }),
    quality: (quality) => show({ quality }),
    expectsMedia: () => {
      const told = core.state.call?.peerMedia;
      return told ? told.audio || told.video : true;
    },
    localStream: (local) => show({ local }),
    remoteStream: (remote) => (core.shell.ports.note('track', { call_id: callId }), show({ remote })),
  };
}
