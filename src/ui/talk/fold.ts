/** A part of a text: from, to (not included), in UTF-16 units. */
export type Range = readonly [from: number, to: number];

/**
 * What does not make another word of a word: accents, points and vowel signs of Hebrew and Arabic, the stroke that stretches
 * Arabic, and what is not seen (soft hyphens, joiners, how an emoji is drawn). Not the vowel signs of scripts that cannot be read without.
 */
const SLIGHT =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u00ad\u200b-\u200f\ufe0e\ufe0f]/g;

/** One character, as it is compared: `É` is `e`, `ß` is `ss`, a line's end is a space. */
const plain = (letter: string): string =>
  letter.normalize('NFKD').replace(SLIGHT, '').toUpperCase().toLowerCase().replace(/\s/, ' ');

/** A text as it is compared with others: large and small letters, with and without accents are one. */
export function fold(text: string): string {
  return Array.from(text, plain).join('');
}

/** Where a folded text stands in another one, in order. Whole characters, with the accents that follow. */
export function rangesOf(text: string, wanted: string): Range[] {
  const ranges: Range[] = [];
  if (!wanted) return ranges;
  // for each unit of the folded text the character that it comes from
  const from: Range[] = [];
  let folded = '';
  let at = 0;
  for (const letter of text) {
    const start = at;
    at += letter.length;
    const units = plain(letter);
    folded += units;
    for (let i = 0; i < units.length; i++) from.push([start, at]);
    const last = from.at(-1);
    if (!units && last) from.splice(-1, 1, [last[0], at]);
  }
  for (
    let found = folded.indexOf(wanted);
    found >= 0;
    found = folded.indexOf(wanted, found + wanted.length)
  ) {
    const [start = 0] = from[found] ?? [];
    const [, end = text.length] = from[found + wanted.length - 1] ?? [];
    const before = ranges.at(-1);
    if (before && before[1] > start) ranges.splice(-1, 1, [before[0], end]);
    else ranges.push([start, end]);
  }
  return ranges;
}
