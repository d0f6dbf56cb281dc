import { listen, type Look } from '../call/silence.js';
import type { PeerController, PeerHandlers } from './types.js';

/** Between two looks, in ms. The seconds of src/call/silence.ts are these. */
const LOOK_MS = 1_000;

/** Looks after a connection that is up, until it has ended. Loaded when it is, so that no call waits for it. */
export function watch(
  peer: Pick<PeerController, 'stats'>,
  handlers: Pick<PeerHandlers, 'silence' | 'expectsMedia'>,
  ended: Promise<void>,
): void {
  let last: Look | null = null;
  let looking = true;
  const look = async () => {
    const report = await peer.stats();
    if (!report || !looking) return;
    const [now, silence] = listen(last, packetsIn(report), handlers.expectsMedia?.() ?? true);
    last = now;
    if (silence) handlers.silence?.(silence);
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  void ended.then(() => {
    looking = false;
    clearInterval(timer);
  });
}

function packetsIn(report: RTCStatsReport): number {
  let packets = 0;
  report.forEach((stats: RTCStats) => {
    if (stats.type === 'inbound-rtp') packets += (stats as RTCInboundRtpStreamStats).packetsReceived ?? 0;
  });
  return packets;
}
