import { en, type VoiceStrings } from './en.js';

/** The words of this part by `Strings.lang`; a language that is not there is shown in English. */
const languages: ReadonlyMap<string, VoiceStrings> = new Map([['en', en]]);

export function voiceStrings(lang: string): VoiceStrings {
  return languages.get(lang.replace(/-.*/s, '')) ?? en;
}

export type { VoiceStrings };
