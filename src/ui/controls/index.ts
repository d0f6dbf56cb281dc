import { camera } from './camera.js';
import { chat } from './chat.js';
import type { Control } from './control.js';
import { end } from './end.js';
import { mute } from './mute.js';

/** The control bar, in reading order. */
export const controls: readonly Control[] = [mute, camera, chat, end];

export { end, mute };
