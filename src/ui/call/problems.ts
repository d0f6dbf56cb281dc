import type { MediaProblem } from '../../call/snapshot.js';
import type { BrowserName, RareStrings } from '../../i18n/en-rare.js';

const names: Readonly<Record<string, BrowserName>> = {
  iP: 'ios',
  Android: 'android',
  Firefox: 'firefox',
  Safari: 'safari',
};

/** Only to choose words: where this browser keeps the switch for a blocked device. The first word tells most. */
export function browserName(agent = navigator.userAgent): BrowserName {
  return names[/iP|Android|Firefox|Chrom|Safari/.exec(agent)?.[0] ?? ''] ?? 'chromium';
}

/** What is wrong with a device, and what to do about it in this browser. */
export function problemText(problem: MediaProblem, strings: RareStrings): { title: string; remedy: string } {
  const { code, device } = problem;
  return {
    title: strings.mediaProblem(code, device),
    remedy: code === 'denied' ? strings.unblock[browserName()] : strings.mediaRemedy[code],
  };
}
