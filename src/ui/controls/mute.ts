import { mic } from '../icons.js';
import { micOff } from '../icons-lazy.js';
import type { Control } from './control.js';

export const mute: Control = {
  part: 'mute-button',
  key: 'm',
  shown: () => true,
  label: ({ call, strings }) => (call.muted ? strings.unmute : strings.mute),
  icon: ({ call }) => (call.muted ? micOff : mic),
  tone: ({ call }) => (call.muted ? 'off' : ''),
  request: ({ call }) => ['mute', { muted: !call.muted }],
};
