import { slidersHorizontal } from '../icons-lazy.js';
import type { Control } from './control.js';

export const devices: Control = {
  part: 'devices-button',
  shown: ({ call }) => call.phase === 'connected',
  label: ({ strings }) => strings.devices,
  icon: () => slidersHorizontal,
  request: () => ['devices'],
};
