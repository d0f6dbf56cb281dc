export { createRingtone } from './ringtone.js';
export type { Ringtone } from './ringtone.js';
export type { RingKind } from './tones.js';
