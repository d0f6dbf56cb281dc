import type { Attachment } from '../protocol/frames.js';

/** What stands as the text of a message that has files and no words. */
export const namesOf = (files: readonly Pick<Attachment, 'name'>[]): string =>
  files.map(({ name }) => name).join(', ');
