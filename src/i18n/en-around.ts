/** English for what few pages show: notices of what nobody looks at, and the list of conversations. Loaded with them. */
export const aroundWords = {
  // notices
  settings: 'Notifications',
  ask: 'Get notified of new messages?',
  turnOn: 'Turn on',
  no: 'No, thanks',
  sound: 'Sound for new messages',
  notifications: 'Notifications when this page is hidden',
  blocked: 'Your browser blocks them for this site.',
  showText: 'Show the text of messages in them',
  newMessage: 'New message',
  open: 'Open',
  dismiss: 'Dismiss',

  // the list of conversations
  chats: 'Chats',
  back: 'All chats',
  search: 'Search',
  online: 'online',
  unread: 'unread',
  deleted: 'Message deleted',
  found: (count: number) => (count === 1 ? '1 chat' : `${count} chats`),
  noChats: 'No chats yet',
  nothingFound: 'Nothing found',
  tryOther: 'Try another name or word.',
};

/** What every language has to say. */
export type AroundWords = typeof aroundWords;
