export { deviceOpener } from './devices.js';
export { createPeer } from './peer.js';
export { PeerError } from './peer-error.js';
export type { PeerStep } from './peer-error.js';
export type * from './types.js';
