import { listen, type Look } from '../call/silence.js';
import type { PeerController, PeerHandlers } from './types.js';

/** Between two looks, in ms. The seconds of src/call/silence.ts and src/call/quality.ts are these. */
const LOOK_MS = 1_000;

/** Packets lost in one second, of some hundred. */
const LOST = 4;

/**
 * Looks after a connection that is up, until it has ended.
 * @param sender of the pictures
 */
export function watch(
  peer: Pick<PeerController, 'stats'>,
  handlers: Pick<PeerHandlers, 'silence' | 'expectsMedia' | 'quality'>,
  ended: Promise<void>,
  sender: () => RTCRtpSender | undefined,
): void {
  let last: Look | null = null;
  let looking = true;
  let lost = 0;
  let judge: ((report: RTCStatsReport) => void) | undefined;
  const look = async () => {
    const report = await peer.stats();
    if (!report || !looking) return;
    const before = lost;
    let [packets, poor] = [(lost = 0), false];
    report.forEach((stats: RTCStats & Record<string, unknown>) => {
      if (!stats.type.endsWith('inbound-rtp')) return;
      // From here on the quality is looked at closely, which loads what does that: the bounds of src/call/quality.ts. What a
      // browser does not count is not above any.
      const { fractionLost, roundTripTime, jitter } = stats as unknown as Readonly<Record<string, number>>;
      poor ||= Number(fractionLost) > 0.02 || Number(roundTripTime) > 0.3 || Number(jitter) > 0.03;
      if (stats.type !== 'inbound-rtp') return;
      packets += Number(stats['packetsReceived'] ?? 0);
      lost += Number(stats['packetsLost'] ?? 0);
    });
    const [now, silence] = listen(last, packets, handlers.expectsMedia?.() ?? true);
    last = now;
    if (silence) handlers.silence?.(silence);
    const { quality } = handlers;
    if ((poor || lost - before > LOST) && quality)
      judge ??= (await import('./quality.js').catch(() => null))?.qualityOf(sender, quality);
    if (looking) judge?.(report);
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  void ended.then(() => {
    looking = false;
    clearInterval(timer);
  });
}
