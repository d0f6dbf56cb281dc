/**
 * English: with en-rare.ts the only file with English for people in it, and the shape of every other language. Functions take what a
 * sentence needs, so that a language may order and inflect as it likes. Names arrive as untrusted text and leave as text.
 */
import type { CallOutcome } from '../chat/call-entry.js';
import type { CallEntry } from '../chat/types.js';
import type { EndReason } from '../call/snapshot.js';
import type { CallKind } from '../protocol/frames.js';

/** Why the connection stopped or waits: the same closed set as in signaling/types.ts, which this room may not import. */
export type ConnectionProblemCode =
  | 'not_connected'
  | 'offline'
  | 'unreachable'
  | 'policy'
  | 'replaced'
  | 'contended'
  | 'unauthorized'
  | 'overloaded';

const call = (kind: CallKind): string => (kind === 'video' ? 'Video call' : 'Voice call');
const minutes = (seconds: number): string => {
  const whole = Math.round(seconds / 60);
  if (seconds < 60) return `${seconds} s`;
  return whole < 60 ? `${whole} min` : `${Math.floor(whole / 60)} h ${whole % 60} min`;
};

export const en = {
  /** For dates and times, BCP 47. */
  lang: 'en',
  /** What few people ever read, in a part of its own. */
  rare: () => import('./en-rare.js').then((file) => file.rareWords),
  /** What few pages show, in a part of its own. */
  around: () => import('./en-around.js').then((file) => file.aroundWords),

  // the dialog and its header
  chatWith: (name: string) => `Chat with ${name}`,
  someone: 'Someone',
  voiceCall: 'Voice call',
  videoCall: 'Video call',
  close: 'Close',
  menu: 'Menu',
  openChat: 'Open chat',
  unread: (count: string) => `Open chat, ${count} unread`,

  // ringing
  incoming: (kind: CallKind) => `Incoming ${kind} call`,
  callFrom: (kind: CallKind, type: string) =>
    type ? `${call(kind)} from ${/^[aeiou]/i.test(type) ? 'an' : 'a'} ${type}` : call(kind),
  quickReplies: ["In a lesson, I'll call you back", 'Can you write?'],
  quickRepliesLabel: 'Decline with a message',
  accept: 'Accept',
  acceptWithoutVideo: 'Accept without video',
  decline: 'Decline',

  // the call
  callStatus: 'Call status',
  calling: 'Calling…',
  ringing: 'Ringing…',
  connecting: 'Connecting…',
  reconnecting: 'Reconnecting…',
  reconnectingHint: (name: string) => `${name} may be changing pages. The call comes back by itself.`,
  connected: 'Connected',
  mute: 'Mute',
  unmute: 'Unmute',
  mutedHint: 'You are muted.',
  mutedKey: 'Press M to speak',
  cameraOff: 'Turn camera off',
  cameraOn: 'Turn camera on',
  shareScreen: 'Share screen',
  stopSharing: 'Stop sharing',
  chat: 'Chat',
  endCall: 'End call',
  minimize: 'Minimize',
  restore: 'Return to call',
  dismiss: 'Dismiss',
  callAgain: 'Call again',
  backToChat: 'Back to chat',
  tapToHear: 'Tap to hear',
  moveSelfView: 'Move your picture',
  peerMuted: (name: string) => `${name} is muted`,
  peerCameraOff: 'Camera is off',
  /** Of the connection: weak, fair, good. */
  quality: (level: 1 | 2 | 3) => `Connection: ${['weak', 'fair', 'good'][level - 1] ?? ''}`,
  lasted: (seconds: number) => `Lasted ${minutes(seconds)}`,

  endReason: {
    hangup: 'Call ended',
    cancelled: 'Call cancelled',
    timeout: 'No answer',
    declined: 'Call declined',
    busy: 'Busy in another call',
    offline: 'Not online right now',
    unsupported: 'The other device cannot take this call',
    no_media: 'The other device has no microphone or camera',
    answered_elsewhere: 'Answered on another device',
    declined_elsewhere: 'Declined on another device',
    replaced: 'Replaced by a newer call',
    moved: 'Moved to another tab',
    no_offer: 'Timeout waiting for offer SDP',
    refused: 'The call was not allowed',
    lost: 'Connection lost',
    failed: 'The call could not connect',
  } satisfies Record<EndReason, string>,

  // the settings of a call
  devices: 'Devices',

  // another tab of this browser
  elsewhere: 'In a call in another tab',
  moveHere: 'Move here',
  cannotRing: 'This page cannot ring yet',
  armRing: 'Turn sound on',

  // the connection
  connectionLost: 'Connection lost. Reconnecting…',
  reconnect: 'Reconnect',
  connection: {
    not_connected: 'WebSocket not connected',
    offline: 'You are offline. Messages go out when you are back.',
    unreachable: 'The chat server cannot be reached. Trying again…',
    policy: 'The chat server refused this connection.',
    replaced: 'Chat is open in another window.',
    contended: 'Another device uses this profile. Trying again in a minute.',
    unauthorized: 'You are signed out. Sign in again to chat.',
    overloaded: 'The chat server is busy. Trying again soon.',
  } satisfies Record<ConnectionProblemCode, string>,

  // the conversation
  noChat: 'This site has no chat. Calls work.',
  tooMany: 'Too many messages are waiting to be sent.',
  typing: (name: string) => `${name} is writing…`,
  messages: 'Messages',
  message: 'Message',
  actions: 'Message actions',
  emoji: 'Emoji',
  send: 'Send',
  you: 'You',
  today: 'Today',
  yesterday: 'Yesterday',
  newMessages: 'New messages',
  latest: (count: number) => (count ? `Latest messages, ${count} new` : 'Latest messages'),
  emptyTitle: (name: string) => `Say hello to ${name}`,
  emptyText: 'Messages and calls appear here.',
  status: {
    sending: 'Sending',
    sent: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
    failed: 'Not sent',
  },
  callBack: 'Call back',
  callEntry: ({ kind, outcome, mine, duration }: CallEntry) => {
    if (outcome === 'missed' || (outcome === 'busy' && !mine)) return `Missed ${kind} call`;
    const how = {
      answered: 'on another device',
      failed: 'not connected',
      unanswered: 'no answer',
    } as Partial<Record<CallOutcome, string>>;
    return `${call(kind)}, ${outcome === 'answered' && duration ? minutes(duration) : (how[outcome] ?? outcome)}`;
  },
};

/** What every language has to say. `const de: Strings = {…}` does not compile while a key is missing. */
export type Strings = typeof en;
