import { en, type ActionStrings } from './en.js';

/** The words of this part by `Strings.lang`; a language that is not there is shown in English. */
const languages: ReadonlyMap<string, ActionStrings> = new Map([['en', en]]);

export function actionStrings(lang: string): ActionStrings {
  return languages.get(lang.replace(/-.*/s, '')) ?? en;
}

export type { ActionStrings };
