import type { CallSnapshot } from '../../call/snapshot.js';
import type { CcmElement } from '../element.js';

/**
 * While a call is connected its host updates at each whole second; no timer runs in other phases, while the page is
 * hidden, while the owner gives `now`, or while the host is out of the document.
 */
export function tick(host: CcmElement & { call: CallSnapshot | null; now: number | undefined }): void {
  let timer = 0;
  const arm = (): void => {
    clearTimeout(timer);
    const { call, now, isConnected } = host;
    if (call?.phase === 'connected' && !now && !document.hidden && isConnected)
      // a little past the second, so that the floor of the next reading has moved on
      timer = window.setTimeout(
        () => host.requestUpdate(),
        1005 - (Math.max(0, Date.now() - (call.connectedAt ?? 0)) % 1000),
      );
  };
  host.addController({
    hostConnected: () => {
      document.addEventListener('visibilitychange', arm);
      arm();
    },
    hostDisconnected: () => {
      document.removeEventListener('visibilitychange', arm);
      clearTimeout(timer);
    },
    hostUpdated: arm,
  });
}
