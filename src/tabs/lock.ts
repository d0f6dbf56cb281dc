/** Whether the tabs of this browser can agree on anything: Web Locks need a secure page. */
export function canAgree(): boolean {
  return !!(navigator.locks as LockManager | undefined);
}

/**
 * Takes a Web Lock of this origin. Resolves, once it is held, with the function that lets go of it; with `null` when it is
 * taken (`ifAvailable`) or no longer wanted (`signal`). Never rejects. A page that goes or crashes lets go by that.
 */
export function hold(name: string, options: LockOptions): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    const held = navigator.locks.request(name, options, (lock) =>
      lock ? new Promise<void>((release) => resolve(release)) : resolve(null),
    );
    held.catch(() => resolve(null));
  });
}
