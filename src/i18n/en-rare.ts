/** English that most people never read: what is wrong, and what to do about it. Loaded with what shows it. */
import type { MediaDevice, MediaProblem } from '../call/snapshot.js';
import type { CallKind } from '../protocol/frames.js';

/** What a call needs beside devices: the same closed set as `Hop` in session/types.ts, which this room may not import. */
interface Hop {
  readonly hop: 'socket' | 'stun' | 'turn_udp' | 'turn_tcp' | 'turn_tls';
  readonly state: 'ok' | 'silent' | 'refused' | 'none';
}

/** Where a person unblocks a device: each browser keeps that switch in another place. */
export type BrowserName = 'chromium' | 'firefox' | 'safari' | 'android' | 'ios';

export const rareWords = {
  // devices: what is wrong, and what the person can do about it
  mediaProblem: (code: MediaProblem['code'], device: MediaDevice) => {
    const is = {
      denied: 'is blocked',
      policy: 'is not allowed on this page',
      not_found: 'was not found',
      in_use: 'is busy',
      overconstrained: 'does not fit this call',
      insecure: 'needs a secure page',
      unknown: 'did not start',
    } satisfies Record<MediaProblem['code'], string>;
    return `Your ${device} ${is[code]}`;
  },
  mediaRemedy: {
    policy: 'The site that frames this page has to allow it.',
    not_found: 'Plug one in and turn it on again. The call goes on without it.',
    in_use: 'Close the other app or tab that uses it and turn it on again.',
    overconstrained: 'Choose another one in the settings of your system.',
    insecure: 'Open this page by its https:// address.',
    unknown: 'Try again, or restart the browser.',
  } satisfies Record<Exclude<MediaProblem['code'], 'denied'>, string>,
  /** How to unblock a device. */
  unblock: {
    chromium: 'Press the icon left of the address, allow it and reload the page.',
    firefox: 'Press the crossed-out icon left of the address and try again.',
    safari: 'In the menu: Safari, Settings for This Website. Allow it and reload the page.',
    android: 'Press the icon left of the address, Permissions, and allow it.',
    ios: 'Press the page icon in the address bar, Website Settings, and allow it.',
  } satisfies Record<BrowserName, string>,

  // the settings of a call
  closeDevices: 'Close devices',
  microphone: 'Microphone',
  micLevel: 'Microphone level',
  camera: 'Camera',
  speaker: 'Speaker',
  systemDevice: 'System default',
  music: 'Music lesson',
  musicHint: 'Leaves the sound of an instrument as it is. Best with headphones.',

  // a phone's other camera
  switchCamera: 'Switch camera',
  otherCamera: 'The other camera did not start. This one goes on.',

  // after a page change the browser wants a click
  resumeCall: 'Resume call',

  // the browser asks for devices
  prompt: (kind: CallKind) =>
    `Allow the microphone${kind === 'video' ? ' and the camera' : ''} when your browser asks.`,

  // a bad connection
  silence: {
    noticed: (name: string) => `Nothing arrives from ${name}. Trying to fix it…`,
    lasting: (name: string) => `Nothing arrives from ${name}. Hang up and call again.`,
  },
  weakLine: (reduced: boolean) =>
    `Your connection is weak${reduced ? ': picture reduced to keep the sound' : ''}`,
  // the check before a call
  check: {
    title: 'Check camera and microphone',
    close: 'Close check',
    start: 'Turn on camera and microphone',
    hint: 'Only you see and hear this. All is turned off when you leave.',
    asking: 'Your browser asks whether this page may use them.',
    seen: 'Your picture',
    say: 'Say something',
    heard: 'Your microphone hears you',
    play: 'Play a sound',
    checking: 'Checking…',
    skip: 'Done',
    /** What it means for the person. */
    hop: {
      socket: 'Chat server',
      stun: 'Calls to other networks',
      turn_udp: 'Calls where direct ones are blocked',
      turn_tcp: 'Calls from strict networks',
      turn_tls: 'Calls from strict networks',
    } satisfies Record<Hop['hop'], string>,
    works: (ms: number | null) => (ms === null ? 'OK' : `OK, ${ms} ms`),
    fails: (hop: Hop['hop'], state: Exclude<Hop['state'], 'ok'>) => {
      if (state === 'none') return hop === 'socket' ? 'Not connected' : 'Not set up';
      if (hop !== 'socket') return 'Not possible';
      return state === 'refused' ? 'Refuses this connection' : 'Does not answer';
    },
    /** The same for whoever looks after the site or the network; `''` where there is no more to say. */
    term: (hop: Hop['hop'], state: Hop['state']) => {
      if (hop === 'socket') return '';
      const name = hop === 'stun' ? 'STUN' : `TURN over ${hop.slice(5).toUpperCase()}`;
      if (state === 'refused') return `${name} refuses the credentials`;
      if (state !== 'silent') return name;
      return `${name} does not answer${hop === 'stun' ? ': this network may block UDP' : ''}`;
    },
    verdict: {
      good: 'You can call from here.',
      direct: 'You can call from here, but not to networks that block direct calls.',
      bad: 'Calls will not connect from this network.',
      offline: 'Nobody can be called while the chat server is not connected.',
    },
  },

  details: {
    title: 'Connection',
    roundTrip: 'Round trip',
    lostOut: 'Lost on the way there',
    lostIn: 'Lost on the way here',
    way: 'Route',
    wayOf: (relayed: boolean, protocol: string) => `${relayed ? 'over a relay' : 'direct'}, ${protocol}`,
  },
};

/** What every language says here. */
export type RareStrings = typeof rareWords;
