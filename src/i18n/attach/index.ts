import { en, type AttachStrings } from './en.js';

/** The words of this part by `Strings.lang`; a language that is not there is shown in English. */
const languages: ReadonlyMap<string, AttachStrings> = new Map([['en', en]]);

export function attachStrings(lang: string): AttachStrings {
  return languages.get(lang.replace(/-.*/s, '')) ?? en;
}

export type { AttachStrings };
