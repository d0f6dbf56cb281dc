/**
 * The moments at which a waiting socket tries at once: online again, visible again, back from the page cache. And the
 * one at which a call is kept for the next page. What it returns ends the listening.
 */
export function listenToPage(wake: () => void, leave: () => void): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  addEventListener('online', wake, { signal });
  addEventListener('pagehide', leave, { signal });
  addEventListener('pageshow', ({ persisted }) => persisted && wake(), { signal });
  document.addEventListener('visibilitychange', () => document.hidden || wake(), { signal });
  return () => abort.abort();
}
