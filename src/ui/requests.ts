import type { MessageAct } from '../chat/types.js';
import type { CallKind } from '../protocol/frames.js';
import type { Profile } from '../protocol/identity.js';

/** The call of another tab, as this room sees it. */
export interface RemoteCallView {
  readonly peer: Profile;
  readonly party: string | null;
  readonly muted: boolean;
  readonly connectedAt: number | null;
}

/**
 * What the interface asks for. Each is a CustomEvent that bubbles and crosses shadow roots; the element that owns the
 * session listens, stops it at its root and decides. Nothing changes on the screen before the owner changes a property.
 */
export interface Requests {
  'ccm-open-request': void;
  'ccm-close-request': void;
  'ccm-reconnect-request': void;
  'ccm-call-request': { readonly kind: CallKind };
  'ccm-accept-request': { readonly video: boolean };
  'ccm-decline-request': { readonly message?: string };
  'ccm-mute-request': { readonly muted: boolean };
  'ccm-camera-request': { readonly off: boolean };
  'ccm-share-request': { readonly sharing: boolean };
  'ccm-chat-request': void;
  'ccm-hang-up-request': void;
  'ccm-minimize-request': void;
  'ccm-restore-request': void;
  'ccm-call-again-request': { readonly kind: CallKind };
  'ccm-dismiss-request': void;
  'ccm-hear-request': void;
  'ccm-steer-request': { readonly action: 'mute' | 'unmute' | 'hang_up' | 'move' };
  /** The menu of the conversation. */
  'ccm-menu-request': void;
  'ccm-devices-request': void;
  /** One's own picture stands on a touch screen: here it is. */
  'ccm-tile-request': HTMLElement & { readonly off: boolean; readonly stream: MediaStream | null };
  'ccm-flip-request': void;
  'ccm-choose-request': Partial<Record<'audio' | 'video' | 'speaker', string>> & {
    readonly music?: boolean;
    readonly turned?: null;
  };
  /** In the check before a call: the devices, or a sound for the speaker. */
  'ccm-check-request': { readonly what: 'devices' | 'sound' };
  'ccm-send-request': { readonly text: string };
  /** Something is done with a message. */
  'ccm-act-request': MessageAct;
  'ccm-older-request': void;
  /** The text in the field is another. */
  'ccm-draft-request': { readonly text: string };
  /** Somebody's conversation; `null`: all of them. */
  'ccm-peer-request': { readonly peer: Profile | null };
  /** What is wanted of notices, or the one that is shown is to go. */
  'ccm-notice-request':
    | { readonly act: 'sound' | 'notifications' | 'text'; readonly wanted: boolean }
    | { readonly act: 'dismiss' };
}

export type RequestName = keyof Requests;
/** What a listener of a request receives. */
export type RequestEvent<K extends RequestName> = CustomEvent<Requests[K]>;

type Short<K extends RequestName> = K extends `ccm-${infer S}-request` ? S : never;

/** A request as code writes it: what stands between `ccm-` and `-request`, and what it carries. */
export type Request = {
  [K in RequestName]: Requests[K] extends void ? readonly [Short<K>] : readonly [Short<K>, Requests[K]];
}[RequestName];

/** Dispatches a request. */
export type Ask = (...request: Request) => void;

declare global {
  // the request names join what addEventListener knows
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface HTMLElementEventMap extends RequestEvents {}
}
type RequestEvents = { [K in RequestName]: RequestEvent<K> };
