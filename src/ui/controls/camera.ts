import { video } from '../icons.js';
import { videoOff } from '../icons-lazy.js';
import type { Control } from './control.js';

export const camera: Control = {
  part: 'camera-button',
  key: 'v',
  // a voice call gets a camera once it is up
  shown: ({ call }) => call.kind === 'video' || call.phase === 'connected',
  label: ({ call, strings }) => (call.cameraOff ? strings.cameraOn : strings.cameraOff),
  icon: ({ call }) => (call.cameraOff ? videoOff : video),
  // most voice calls never have one
  tone: ({ call }) => (call.cameraOff && call.kind === 'video' ? 'off' : ''),
  request: ({ call }) => ['camera', { off: !call.cameraOff }],
};
