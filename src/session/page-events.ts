interface Network extends EventTarget {
  readonly type?: string;
}

/**
 * The network is another one. `online` tells it everywhere; where the browser also knows the kind of network (phones),
 * from one to another without a gap. Its other changes are estimates of speed.
 */
function listenToNetwork(changed: () => void, signal: AbortSignal): void {
  addEventListener('online', changed, { signal });
  const { connection } = navigator as { connection?: Network };
  let type = connection?.type;
  const look = () => {
    if (connection?.type !== type) changed();
    type = connection?.type;
  };
  connection?.addEventListener('change', look, { signal });
}

/**
 * The moments at which a waiting socket tries at once, and at which deadlines may have passed: another network (`isMoved`), visible
 * again (a tab that was frozen is, too), back from the page cache (`isBack`). And the one at which a call is kept for the next page,
 * and the one at which it needs new candidates. What it returns ends the listening.
 */
export function listenToPage(
  wake: (isBack?: boolean, isMoved?: boolean) => void,
  leave: () => void,
  networkChanged: () => void,
): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  listenToNetwork(() => {
    wake(false, true);
    networkChanged();
  }, signal);
  addEventListener('pagehide', leave, { signal });
  addEventListener('pageshow', ({ persisted }) => persisted && wake(true), { signal });
  document.addEventListener('visibilitychange', () => document.hidden || wake(), { signal });
  return () => abort.abort();
}
