import type { Strings } from '../../i18n/en.js';

/** The browser's own variant of the language, where it has one: `en` shows 14:03 to somebody whose browser is en-GB. */
function locale(lang: string): string {
  const own = navigator.languages.find((one) => one === lang || one.startsWith(`${lang}-`));
  return own ?? lang;
}

/** The last one made: it takes as long to make as a bubble to draw, and a chunk has dozens. */
let clock: Intl.DateTimeFormat | undefined;
let clockOf: string;

/** The time of day. */
export function timeOf(at: number, { lang }: Strings): string {
  if (clockOf !== lang) clock = new Intl.DateTimeFormat(locale((clockOf = lang)), { timeStyle: 'short' });
  return clock!.format(at);
}

/** Today, Yesterday, or the date; with the year when it is another one. */
export function dayOf(at: number, now: number, strings: Strings): string {
  const date = new Date(at);
  const today = new Date(now);
  if (date.toDateString() === today.toDateString()) return strings.today;
  today.setDate(today.getDate() - 1);
  if (date.toDateString() === today.toDateString()) return strings.yesterday;
  const year = date.getFullYear() === new Date(now).getFullYear() ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(locale(strings.lang), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...year,
  }).format(at);
}
