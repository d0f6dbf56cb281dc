import { MAX_EMOJI_CHARS } from './limits.js';

/** What emoji are made of: pictures, modifiers, joiners, keycaps, flags and the tags of flags of regions. */
const PARTS = /^[\p{Emoji}\p{Emoji_Modifier}\u200d\ufe0f\u20e3\u{e0020}-\u{e007f}]+$/u;
/** Digits alone are made of those too, and are none. */
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;

/** Whether a text is an emoji and nothing else. */
export function isEmoji(text: string): boolean {
  return text.length <= MAX_EMOJI_CHARS && PARTS.test(text) && PICTURE.test(text);
}
