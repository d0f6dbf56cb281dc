import { phoneOff } from '../icons.js';
import type { Control } from './control.js';

export const end: Control = {
  part: 'end-button',
  shown: () => true,
  label: ({ strings }) => strings.endCall,
  icon: () => phoneOff,
  tone: () => 'red',
  request: () => ['hang-up'],
};
