import type { CallKind } from '../protocol/frames.js';
import type { Profile, ProfileRef } from '../protocol/identity.js';
import type { CallPhase, CallSnapshot, EndReason } from '../call/snapshot.js';
import type { Quality } from '../call/quality.js';
import type { TimelineEntry } from '../chat/types.js';
import type { PeerController, PeerOptions } from '../rtc/types.js';
import type { ConnectionProblem, ConnectionState, Dialect } from '../signaling/types.js';
import type { RemoteCall } from '../tabs/messages.js';
import type { Log } from './log.js';
import type { HistoryProvider, MessageSender } from './site-api.js';

export type ConnectMode = 'open' | 'always' | 'manual';
export type IceServersSetting = RTCIceServer[] | (() => Promise<RTCIceServer[]>) | null;

export interface UploadOptions {
  /** The person has changed their mind. */
  readonly signal: AbortSignal;
  /** How far it is, 0 to 1. */
  readonly onProgress: (done: number) => void;
}

/** What a message needs to know of a file. `url` is absolute, `https:` or `http:`. */
export interface UploadedFile {
  readonly url: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly type: string;
}

/** A page's own way to bring files to a server. */
export type UploadFile = (file: File, options: UploadOptions) => Promise<UploadedFile>;

/** What the element's attributes and properties say, each time they change. */
export interface SessionSettings {
  readonly apiBaseUrl: string;
  readonly socketUrl: string;
  /** `null` until id and type are known: no socket before that. */
  readonly profile: Profile | null;
  readonly peer: Profile | null;
  readonly conversationId: string;
  readonly connect: ConnectMode;
  readonly dialect: string | Dialect;
  readonly transport: string;
  readonly getToken: (() => Promise<string | undefined> | string | undefined) | null;
  readonly iceServers: IceServersSetting;
  readonly iceTransportPolicy: RTCIceTransportPolicy;
  readonly getUserMedia: ((constraints: MediaStreamConstraints) => Promise<MediaStream>) | null;
  /** Seconds. */
  readonly ringTimeout: number;
  readonly historyProvider: HistoryProvider | null;
  readonly messageSender: MessageSender | null;
}

/** Everything that a view renders. A new object at each change. */
export interface SessionView {
  readonly connection: ConnectionState;
  readonly problem: ConnectionProblem | null;
  readonly call: CallSnapshot | null;
  /** The call that another tab of this browser has. */
  readonly elsewhere: RemoteCall | null;
  /** Devices were asked for and have not come yet. */
  readonly prompting: boolean;
  /** How good the connection of the call is; `null`: nothing is wrong with it. */
  readonly quality: Quality | null;
  readonly localStream: MediaStream | null;
  readonly remoteStream: MediaStream | null;
  readonly entries: readonly TimelineEntry[];
  readonly unread: number;
  /** `null`: messages go through. Else why not. */
  readonly chatProblem: 'no_chat' | 'not_connected' | 'full' | null;
  /** The first entry that was not seen when the conversation was opened. */
  readonly unreadFrom: string;
  /** The peer is writing. */
  readonly typing: boolean;
  /** What may be done in the conversation, in words: `changes` (messages can be changed), and each `Term` that holds. */
  readonly terms: string;
  /** What was written to the peer and not sent, on the page before too. */
  readonly draft: string;
}

export type SessionErrorCode =
  | 'not_connected' // "WebSocket not connected"
  | 'no_profile'
  | 'no_peer'
  | 'self_call'
  | 'blocked' // the person here has blocked whom they would call
  | 'call_in_progress'
  | 'unsupported' // no RTCPeerConnection here
  | 'load_failed' // a lazy part did not arrive
  | 'config' // an address or a dialect that cannot be used, or no conversation where the dialect needs one
  | 'media' // the microphone for a voice message did not come
  | 'site_api' // a function of the page that reads the conversation failed
  | 'protocol'; // a frame was refused

/** Names are the public events without their prefix; values are their `detail`. */
export interface SessionEvents {
  connection: {
    readonly state: ConnectionState;
    readonly problem: ConnectionProblem | null;
    /** What carries it (`websocket`, `sse`, `polling`); `''` while nothing does. */
    readonly transport: string;
  };
  'call-incoming': { readonly call: CallSnapshot };
  'call-state': { readonly call: CallSnapshot; readonly previous: CallPhase };
  'call-connected': { readonly call: CallSnapshot };
  'call-ended': { readonly call: CallSnapshot; readonly reason: EndReason; readonly duration: number };
  message: { readonly id: string; readonly from: Profile; readonly text: string; readonly at: number };
  'message-sent': { readonly id: string; readonly to: Profile; readonly text: string; readonly at: number };
  unread: { readonly count: number };
  diagnosis: Diagnosis;
  error: { readonly code: SessionErrorCode; readonly message: string };
}

/** A hop that a call needs, and how it answers. */
export interface Hop {
  /** `socket`: the back end. `turn_tls`: TURN over TLS, which most firewalls let through. */
  readonly hop: 'socket' | 'stun' | 'turn_udp' | 'turn_tcp' | 'turn_tls';
  /** `silent`: no answer. `refused`: it answers, but not to these credentials, or not to this profile. `none`: not set up. */
  readonly state: 'ok' | 'silent' | 'refused' | 'none';
  /** Milliseconds until the answer, where it was measured. */
  readonly ms: number | null;
}

/** One line of the trace: ids, codes, counts and kinds; no description, no address, no text of a person. */
export interface TraceLine {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly event: string;
  readonly [field: string]: string | number | null;
}

/** What failed, where, and what to do, in English for whoever runs the page. */
export interface Finding {
  readonly hop: 'caller' | 'caller_socket' | 'backend' | 'callee_socket' | 'callee' | 'ice_turn' | 'media';
  readonly code: string;
  readonly what: string;
  readonly todo: string;
}

/** Packets of the live call. */
export interface MediaFigures {
  readonly audio_received: number;
  readonly audio_sent: number;
  readonly video_received: number;
  readonly video_sent: number;
}

/** What `diagnose()` resolves with, as data: it can be sent somewhere as JSON. */
export interface Diagnosis {
  readonly at: number;
  /** The cause first; empty: nothing is wrong. */
  readonly findings: readonly Finding[];
  /** From loading the page on, the last 500 steps. */
  readonly trace: readonly TraceLine[];
  readonly environment: {
    readonly profile: boolean;
    readonly webrtc: boolean;
    readonly secure: boolean;
    readonly online: boolean;
    readonly visible: boolean;
    readonly browser: string;
    readonly connect: ConnectMode;
    readonly dialect: string;
    readonly transport: string;
    readonly connection: ConnectionState;
    readonly problem: ConnectionProblem | null;
    readonly features: readonly string[];
    readonly relay_only: boolean;
  };
  readonly reachability: readonly Hop[];
  /** `null`: there is no connection. */
  readonly figures: MediaFigures | null;
}

/** The world outside: real in the element, replaced in tests. */
export interface SessionPorts {
  readonly now: () => number;
  readonly newId: () => string;
  readonly log: Log;
  /** What happened so far, log lines too; `note` adds a step. */
  readonly trace: readonly TraceLine[];
  readonly note: (event: string, fields: Readonly<Record<string, string | number | null>>) => void;
  readonly loadRtc: () => Promise<{ createPeer(options: PeerOptions): PeerController }>;
  /** Takes away what this device keeps of a profile. */
  readonly wipeChats: (profile: ProfileRef) => Promise<void>;
  /** Tells the page; `false` when the page called `preventDefault()`. */
  readonly emit: <K extends keyof SessionEvents>(name: K, detail: SessionEvents[K]) => boolean;
  /** The view has changed. */
  readonly changed: () => void;
}

export type { CallKind };
