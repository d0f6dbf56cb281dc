import type { State } from './state.js';
import { call, tariqArabic } from './samples.js';
import { stage, voice, ended, problem } from './views.js';

export const calls: readonly State[] = [
  { id: 'call-calling', title: 'Calling', view: stage(voice({ phase: 'inviting', remoteRinging: false })) },
  { id: 'call-outgoing-video', title: 'Outgoing video call', view: stage(call({ phase: 'inviting' })) },
  {
    id: 'call-prompt',
    title: 'The browser asks',
    view: stage(call({ phase: 'inviting', cameraOff: true }), { prompting: true }),
  },
  { id: 'call-connecting', title: 'Connecting', view: stage(voice({ phase: 'connecting' })) },
  { id: 'call-voice', title: 'Voice call', view: stage(voice(), { level: 0.7, chat: true }) },
  {
    id: 'call-video',
    title: 'Video call, muted',
    view: stage(call({ muted: true }), { chat: true }),
  },
  {
    id: 'call-peer-off',
    title: 'Camera off, muted over there',
    view: stage(call({ peerMedia: { audio: false, video: false, screen: false } })),
  },
  {
    id: 'call-own-off',
    title: 'Own camera off',
    view: stage(call({ cameraOff: true })),
  },
  { id: 'call-blocked', title: 'Microphone blocked', view: stage(call({ problems: [problem('denied')] })) },
  {
    id: 'call-no-devices',
    title: 'No devices',
    view: stage(
      call({
        cameraOff: true,
        peerMedia: { audio: true, video: false, screen: false },
        problems: [problem('not_found'), problem('in_use', 'camera')],
      }),
    ),
  },
  {
    id: 'call-sharing',
    title: 'A screen is shared from here',
    view: stage(call({ sharing: true }), { chat: true }),
  },
  {
    id: 'call-silent',
    title: 'Nothing arrives',
    view: stage(voice({ silence: 'noticed' })),
  },
  {
    id: 'call-weak',
    title: 'A weak connection',
    view: stage(call({}), { quality: { level: 1, reduced: true } }),
  },
  {
    id: 'call-weak-rtl',
    title: 'A fair connection, right to left',
    dir: 'rtl' as const,
    view: stage(voice({ peer: tariqArabic }), { quality: { level: 2, reduced: false } }),
  },
  { id: 'call-tap', title: 'Sound needs a tap', view: stage(call(), { needsGesture: true }) },
  {
    id: 'call-reconnecting-voice',
    title: 'The peer changes page',
    view: stage(voice({ phase: 'reconnecting' })),
  },
  {
    id: 'call-reconnecting-video',
    title: 'Reconnecting, video',
    view: stage(call({ phase: 'reconnecting' })),
  },
  { id: 'call-ended', title: 'Ended', view: stage(ended('hangup', { duration: 2530 })) },
  {
    id: 'call-declined',
    title: 'Declined with a message',
    view: stage(ended('declined', { declineMessage: "In a lesson, I'll call you back" })),
  },
  { id: 'call-elsewhere', title: 'Answered elsewhere', view: stage(ended('answered_elsewhere')) },
  {
    id: 'call-rtl',
    title: 'Video call, right to left',
    dir: 'rtl' as const,
    view: stage(call({ peer: tariqArabic, muted: true }), { chat: true }),
  },
].map((state) => ({ ...state, once: true as const }));
