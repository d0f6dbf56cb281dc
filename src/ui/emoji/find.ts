import { emojiData } from './data.js';

/** An emoji and the words that one may look for it by, its name first. */
export interface Emoji {
  readonly emoji: string;
  readonly words: string;
}

/** Most that a search shows: nobody scrolls through more. */
const MAX_FOUND = 120;

const read = (lines: string): Emoji[] =>
  lines.split('\n').map((line) => {
    const space = line.indexOf(' ');
    return { emoji: line.slice(0, space), words: line.slice(space + 1) };
  });

/** Groups in Unicode's order. */
export const groups: readonly (readonly [group: string, emoji: readonly Emoji[]])[] = emojiData.map(
  ([group, lines]) => [group, read(lines)],
);

const all = groups.flatMap(([, emoji]) => emoji);
const byEmoji = new Map(all.map((one) => [one.emoji, one]));

/** Those in which each word of the query begins a word: names that begin with it come first. */
export function findEmoji(query: string): readonly Emoji[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const has = ({ words }: Emoji): boolean => wanted.every((word) => ` ${words}`.includes(` ${word}`));
  const found = all.filter(has);
  const isFirst = ({ words }: Emoji): boolean => words.startsWith(wanted.join(' '));
  return [...found.filter(isFirst), ...found.filter((one) => !isFirst(one))].slice(0, MAX_FOUND);
}

/** With its words, also one that is not in the data. */
export const emojiOf = (emoji: string): Emoji => byEmoji.get(emoji) ?? { emoji, words: emoji };
