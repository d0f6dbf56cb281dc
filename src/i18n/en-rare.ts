/** English that most people never read: what is wrong, and what to do about it. Loaded with what shows it. */
import type { MediaDevice, MediaProblem } from '../call/snapshot.js';

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

  // a bad connection
  weakLine: (reduced: boolean) =>
    `Your connection is weak${reduced ? ': picture reduced to keep the sound' : ''}`,
  details: {
    title: 'Connection',
    roundTrip: 'Round trip',
    lostOut: 'Lost on the way out',
    lostIn: 'Lost on the way in',
    way: 'Way',
    wayOf: (relayed: boolean, protocol: string) => `${relayed ? 'over a relay' : 'direct'}, ${protocol}`,
  },
};

/** What every language says here. */
export type RareStrings = typeof rareWords;
