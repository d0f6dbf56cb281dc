import { camera } from './camera.js';
import { chat } from './chat.js';
import { devices } from './devices.js';
import type { Control } from './control.js';
import { end } from './end.js';
import { mute } from './mute.js';
import { share } from './share.js';

/** The control bar, in reading order. */
export const controls: readonly Control[] = [mute, camera, share, devices, chat, end];

export { end, mute };
