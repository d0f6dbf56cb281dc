import { climb, FULL, judge, PERFECT, type Measures, type Reading } from '../call/quality.js';
import type { PeerHandlers } from './types.js';

/** What a camera sends on each rung of the ladder of src/call/quality.ts: bits a second, and a fraction of 720p. */
const RUNGS: readonly RTCRtpEncodingParameters[] = [
  { scaleResolutionDownBy: 1 },
  { scaleResolutionDownBy: 2, maxBitrate: 500_000 },
  { scaleResolutionDownBy: 4, maxBitrate: 150_000 },
  { scaleResolutionDownBy: 4, maxBitrate: 60_000, maxFramerate: 8 },
];

type Numbers = RTCStats & Record<string, unknown>;

/** What had arrived, and how long pictures had stood still, at the last look. */
interface Counts {
  readonly lost: number;
  readonly received: number;
  readonly frozen: number;
}

const number = (value: unknown): number => (typeof value === 'number' && value > 0 ? value : 0);

/**
 * Judges both directions from one report a second, tells what has changed, and lets the own picture step down before the
 * sound suffers. Loaded when a connection is no longer good for the first time.
 * @param sender of the pictures; none in a voice call
 */
export function qualityOf(
  sender: () => RTCRtpSender | undefined,
  tell: NonNullable<PeerHandlers['quality']>,
): (report: RTCStatsReport) => void {
  let before: Counts | null = null;
  let [out, back]: Reading[] = [PERFECT, PERFECT];
  let ladder = FULL;
  let told = '';
  return (report) => {
    const [now, sent, received] = measure(report, before);
    before = now;
    out = judge(out ?? PERFECT, sent);
    back = judge(back ?? PERFECT, received);
    const video = sender();
    ladder = video?.track ? climb(ladder, out.level) : FULL;
    if (video) void step(video, ladder.rung);
    const level = out.level < back.level ? out.level : back.level;
    const reduced = ladder.rung > 0;
    const text = `${level}${reduced}`;
    if (text !== told) tell({ level, reduced });
    told = text;
  };
}

/** What the peer reports of what it hears and sees, and what arrives here. */
function measure(report: RTCStatsReport, before: Counts | null): [Counts, Measures, Measures] {
  const sent = { loss: 0, jitter: 0, roundTrip: 0, frozen: 0 };
  const now = { lost: 0, received: 0, frozen: 0 };
  let jitter = 0;
  report.forEach((stats: Numbers) => {
    // pictures come in bursts: only the sound tells how even the way is
    const wavering = stats['kind'] === 'audio' ? number(stats['jitter']) : 0;
    if (stats.type === 'remote-inbound-rtp') {
      sent.loss = Math.max(sent.loss, number(stats['fractionLost']));
      sent.jitter = Math.max(sent.jitter, wavering);
      sent.roundTrip = Math.max(sent.roundTrip, number(stats['roundTripTime']));
    } else if (stats.type === 'inbound-rtp') {
      now.lost += number(stats['packetsLost']);
      now.received += number(stats['packetsReceived']);
      now.frozen += number(stats['totalFreezesDuration']);
      jitter = Math.max(jitter, wavering);
    }
  });
  const since = (key: keyof Counts): number => (before ? Math.max(0, now[key] - before[key]) : 0);
  const lost = since('lost');
  const all = lost + since('received');
  // of a handful of packets one says nothing
  const loss = all < 10 ? 0 : lost / all;
  return [now, sent, { loss, jitter, roundTrip: 0, frozen: since('frozen') }];
}

/** Sets a rung where it is not set: another sender, or another picture on it, gets it with the next look. */
async function step(sender: RTCRtpSender, rung: number): Promise<void> {
  const parameters = sender.getParameters();
  const [encoding] = parameters.encodings ?? [];
  const wanted = { ...RUNGS[rung] };
  const isScreen = sender.track?.contentHint === 'detail';
  // letters are to be read: a screen gives up pictures, not points
  if (isScreen && rung) Object.assign(wanted, { scaleResolutionDownBy: 1, maxFramerate: 5 });
  if (!encoding || (encoding.maxBitrate === wanted.maxBitrate && scaleOf(encoding) === scaleOf(wanted)))
    return;
  delete encoding.maxBitrate;
  delete encoding.maxFramerate;
  Object.assign(encoding, wanted);
  parameters.degradationPreference = isScreen ? 'maintain-resolution' : 'maintain-framerate';
  await sender.setParameters(parameters).catch(() => {});
}

const scaleOf = ({ scaleResolutionDownBy: scale = 1 }: RTCRtpEncodingParameters): number => scale;
