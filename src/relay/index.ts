/** The server's library: importing it starts nothing. */
export { createRelay, type Relay } from './create-relay.js';
export { ChatHistory, type KeptFrame } from './history.js';
export type { IceServer, RelayOptions } from './options.js';
export type { Rate } from './token-bucket.js';
export type { UploadOptions } from './uploads/options.js';
