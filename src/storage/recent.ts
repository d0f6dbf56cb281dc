/** Emoji that were used last, newest first. Reached through `import()` only. */
/** Wiped at sign-out, with the drafts. */
const KEY = 'ccm-emoji';
/** Two rows and a bit on a phone. */
const MAX = 24;

/** What is asked: remember one, and tell which there are. */
export interface RecentWish {
  readonly used?: string;
  readonly tell: (recent: readonly string[]) => void;
}

/** Where storage is refused there are none, and nothing fails. */
export function recentEmoji({ used, tell }: RecentWish): void {
  let recent: readonly string[] = [];
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    if (Array.isArray(kept)) recent = kept.filter((one) => typeof one === 'string');
    if (used) {
      recent = [used, ...recent.filter((one) => one !== used)].slice(0, MAX);
      localStorage.setItem(KEY, JSON.stringify(recent));
    }
  } catch {
    // as above
  }
  tell(recent);
}
