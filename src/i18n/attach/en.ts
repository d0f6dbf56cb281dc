/** English beside the field, where files can be sent. */
export const en = {
  attach: 'Attach file',
  record: 'Record voice message',
  inCall: 'Not during a call',
};

/** What every language has to say here. */
export type AttachStrings = typeof en;
