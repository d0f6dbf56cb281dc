import { en, type TalkStrings } from './en.js';

/** The words of this part by `Strings.lang`; a language that is not there is shown in English. */
const languages: ReadonlyMap<string, TalkStrings> = new Map([['en', en]]);

export function talkStrings(lang: string): TalkStrings {
  return languages.get(lang.replace(/-.*/s, '')) ?? en;
}

export type { TalkStrings };
