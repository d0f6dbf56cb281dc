/** A camera that was turned round holds for one call, and a call goes on over a page change within 30 s. */
const WITHIN_MS = 30_000;

/** How it is asked for; `null`: none. */
export type Turned = MediaTrackConstraints | null;

/** For the page that comes, in this tab. */
export function leaveTurned(mark: string, turned: Turned): void {
  try {
    if (turned) sessionStorage.setItem(mark, JSON.stringify([turned, Date.now()]));
  } catch {
    // refused: the next page begins with the usual camera
  }
}

/** What the page before left, once; `null`: nothing, or too long ago. */
export function takeTurned(mark: string): Turned {
  try {
    const [turned, at] = JSON.parse(sessionStorage.getItem(mark) ?? '[]') as [Turned?, number?];
    sessionStorage.removeItem(mark);
    return (at && Date.now() - at < WITHIN_MS && turned) || null;
  } catch {
    return null;
  }
}
