import type { MediaProblem } from '../../call/snapshot.js';
import type { BrowserName, Strings } from '../../i18n/en.js';

/** Only to choose words: where this browser keeps the switch for a blocked device. */
export function browserName(agent = navigator.userAgent): BrowserName {
  if (/iPhone|iPad/.test(agent)) return 'ios';
  if (/Android/.test(agent)) return 'android';
  if (/Firefox\//.test(agent)) return 'firefox';
  return /Chrom/.test(agent) ? 'chromium' : /Safari\//.test(agent) ? 'safari' : 'chromium';
}

/** What is wrong with a device, and what to do about it in this browser. */
export function problemText(problem: MediaProblem, strings: Strings): { title: string; remedy: string } {
  const { code, device } = problem;
  return {
    title: strings.mediaProblem(code, device),
    remedy: code === 'denied' ? strings.unblock[browserName()] : strings.mediaRemedy[code],
  };
}
