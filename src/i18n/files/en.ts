/** English for files in messages: the part of en.ts that loads with the first of them. */
export const en = {
  files: 'Files to send',
  drop: (name: string) => `Drop files to send them to ${name}`,
  preparing: 'Preparing…',
  uploading: (percent: number) => `Sending, ${percent}%`,
  remove: (name: string) => `Remove ${name}`,
  cancel: (name: string) => `Cancel ${name}`,
  retry: (name: string) => `Try again: ${name}`,
  download: (name: string) => `Download ${name}`,
  open: (name: string) => `Open picture ${name}`,
  tooMany: (most: number) => `At most ${most} files in a message`,
  /** Why a file did not go out. `max`: as `size` says it. */
  failed: {
    too_large: 'Too large',
    invalid: 'Files of this type cannot be sent here',
    rate_limited: 'Too many files at once. Try again in a moment',
    unauthorized: 'You are signed out',
    forbidden: 'You may not send files here',
    network: 'Connection lost',
    failed: 'Not sent',
    unreadable: 'This picture cannot be read',
  } as Readonly<Record<string, string>>,
  atMost: (size: string) => `at most ${size}`,
  units: ['bytes', 'kB', 'MB', 'GB'] as readonly string[],
  viewer: 'Picture',
  close: 'Close',
  previous: 'Previous picture',
  next: 'Next picture',
  gone: 'This picture cannot be shown',
  play: 'Play',
  pause: 'Pause',
  position: 'Position',
  unplayable: 'This cannot be played',
};

/** What every language has to say here. */
export type FileStrings = typeof en;
