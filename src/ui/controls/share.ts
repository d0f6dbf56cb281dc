import { monitorUp } from '../icons-lazy.js';
import type { Control } from './control.js';

export const share: Control = {
  part: 'share-button',
  key: 's',
  shown: ({ call, canShare }) => canShare && (call.phase === 'connected' || call.sharing),
  label: ({ call, strings }) => (call.sharing ? strings.stopSharing : strings.shareScreen),
  icon: () => monitorUp,
  tone: ({ call }) => (call.sharing ? 'off' : ''),
  request: ({ call }) => ['ccm-share-request', { sharing: !call.sharing }],
};
