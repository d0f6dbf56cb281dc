import { monitorUp } from '../icons-lazy.js';
import type { Control } from './control.js';

/** Not on phones: their browsers share no screen. */
const canShare = (): boolean => 'getDisplayMedia' in (navigator.mediaDevices ?? {});

export const share: Control = {
  part: 'share-button',
  key: 's',
  shown: ({ call }) => call.sharing || (call.phase === 'connected' && canShare()),
  label: ({ call, strings }) => (call.sharing ? strings.stopSharing : strings.shareScreen),
  icon: () => monitorUp,
  tone: ({ call }) => (call.sharing ? 'off' : ''),
  request: ({ call }) => ['share', { sharing: !call.sharing }],
};
