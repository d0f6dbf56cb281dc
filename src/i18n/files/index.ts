import { en, type FileStrings } from './en.js';

/** The words of this part by `Strings.lang`; a language that is not there is shown in English. */
const languages: ReadonlyMap<string, FileStrings> = new Map([['en', en]]);

export function fileStrings(lang: string): FileStrings {
  return languages.get(lang.replace(/-.*/s, '')) ?? en;
}

export type { FileStrings };
