/** English for what few pages show: notices of what nobody looks at, and the list of conversations. Loaded with them. */
export const aroundWords = {
  // notices
  settings: 'Notifications',
  ask: 'Get told of new messages?',
  turnOn: 'Turn on',
  no: 'No',
  sound: 'Sound for new messages',
  notifications: 'Notifications when this page is hidden',
  blocked: 'Your browser blocks them for this site.',
  showText: 'Show what was written in them',
  newMessage: 'New message',
  open: 'Open',
  dismiss: 'Dismiss',
  from: (name: string, text: string) => `${name}: ${text}`,
};

/** What every language has to say. */
export type AroundWords = typeof aroundWords;
