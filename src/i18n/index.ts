import { en, type Strings } from './en.js';

/** Loaded when first used. One line each: `['de', () => import('./de.js').then((file) => file.de)]`. */
const lazy: ReadonlyMap<string, () => Promise<Strings>> = new Map([]);

/**
 * The words for a BCP 47 tag, whose first part alone counts: `de-AT` is `de`. English where there are none, or where they
 * do not load. Never rejects.
 */
export async function loadStrings(lang: string, languages = lazy): Promise<Strings> {
  try {
    return (await languages.get(lang.toLowerCase().replace(/-.*/s, ''))?.()) ?? en;
  } catch {
    return en;
  }
}
