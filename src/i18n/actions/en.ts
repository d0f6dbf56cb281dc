/** English for what people do with messages: the part of en.ts that loads when somebody first does. */
export const en = {
  reactions: 'Reactions',
  reply: 'Reply',
  replyTo: (name: string) => `Reply to ${name}`,
  react: (emoji: string) => `React with ${emoji}`,
  moreReactions: 'More reactions',
  copy: 'Copy',
  copied: 'Copied',
  edit: 'Edit',
  editing: 'Edit message',
  edited: 'Edited',
  delete: 'Delete',
  deleteForBoth: 'Delete for both?',
  cancel: 'Cancel',
  deleted: 'Message deleted',
  toMessage: 'Go to the message',
  /** Who reacted, in one line. */
  reacted: (emoji: string, names: string) => `${emoji} ${names}`,
  searchEmoji: 'Search emoji',
  found: (count: number) => (count ? `${count} found` : 'Nothing found'),
  groupsLabel: 'Groups of emoji',
  groups: {
    recent: 'Used recently',
    smileys_emotion: 'Smileys and emotion',
    people_body: 'People and body',
    animals_nature: 'Animals and nature',
    food_drink: 'Food and drink',
    travel_places: 'Travel and places',
    activities: 'Activities',
    objects: 'Objects',
    symbols: 'Symbols',
    flags: 'Flags',
  } as Readonly<Record<string, string>>,
  retry: 'Retry',
  /** Why a server refused a message. */
  refused: {
    offline: 'Not online right now',
    forbidden: 'You cannot write to this person',
    not_found: 'This person is not here any more',
    too_large: 'Too long',
    invalid: 'Not accepted',
    expired: 'Too late',
  } as Readonly<Record<string, string>>,
};

/** What every language has to say here. */
export type ActionStrings = typeof en;
