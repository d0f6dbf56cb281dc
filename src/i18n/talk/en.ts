/** English for the menu of a conversation and for search: the part of en.ts that loads when somebody opens it. */
export const en = {
  search: 'Search',
  check: 'Check camera and microphone',
  /** Counted from the latest. */
  matches: (place: number, count: number) => (count ? `${place} of ${count}` : 'Nothing found'),
  looking: 'Looking…',
  /** There is more that was not looked through. */
  soFar: 'Nothing so far',
  earlier: 'Earlier match',
  later: 'Later match',
  endSearch: 'End search',
  tellRead: 'Send read receipts',
  tellTyping: 'Show when I am writing',
  block: (name: string) => `Block ${name}`,
  blockAsk: (name: string) => `Block ${name}? Their messages and calls will not reach you.`,
  cancel: 'Cancel',
  blocked: (name: string) => `You blocked ${name}.`,
  unblock: 'Unblock',
  unblockName: (name: string) => `Unblock ${name}`,
};

/** What every language has to say here. */
export type TalkStrings = typeof en;
