/** The name of what is kept of devices. In localStorage it says only that something is. */
export const MARK = 'ccm-devices';

/** A camera that was turned round holds for one call, and a call goes on over a page change within 30 s. */
const WITHIN_MS = 30_000;

/** How it is asked for; `null`: none. */
export type Turned = MediaTrackConstraints | null;

/** For the page that comes, in this tab. */
export function leaveTurned(turned: Turned): void {
  try {
    if (turned) sessionStorage.setItem(MARK, JSON.stringify([turned, Date.now()]));
  } catch {
    // refused: the next page begins with the usual camera
  }
}

/** What the page before left, once; `null`: nothing, or too long ago. */
export function takeTurned(): Turned {
  try {
    const [turned, at] = JSON.parse(sessionStorage.getItem(MARK) ?? '[]') as [Turned?, number?];
    sessionStorage.removeItem(MARK);
    return (at && Date.now() - at < WITHIN_MS && turned) || null;
  } catch {
    return null;
  }
}
