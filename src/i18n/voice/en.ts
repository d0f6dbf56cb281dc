/** English for recording voice messages: loads with the first one. */
export const en = {
  /** What it is called in lists and notices, and by whoever does not know voice messages. */
  name: 'Voice message',
  recording: 'Recording',
  cancel: 'Cancel recording',
  stop: 'Stop recording',
  remove: 'Delete recording',
  send: 'Send voice message',
  /** Why a recording ended that nobody stopped. */
  ended: {
    long: (minutes: number) => `Stopped: a voice message lasts ${minutes} minutes at most`,
    large: 'Stopped: a larger file cannot be sent here',
    call: 'Stopped because of a call. You can still send it.',
    device: 'Stopped: the microphone is gone. You can still send it.',
  },
  inCall: 'The microphone belongs to the call. Hang up to record a message.',
  dismiss: 'Dismiss',
  /** In place of what a call says: there, one goes on without. */
  remedy: {
    not_found: 'Plug one in and try again.',
    in_use: 'Close the other app or tab that uses it and try again.',
  } as Readonly<Record<string, string>>,
};

/** What every language has to say here. */
export type VoiceStrings = typeof en;
