import type { RareStrings } from '../i18n/en-rare.js';
import type { CcmDevices } from '../ui/devices.js';

type Numbers = RTCStats & Record<string, unknown>;
/** `undefined`, `null`: there is no connection. */
export type Stats = () => Promise<RTCStatsReport | null> | undefined;
type Line = readonly [name: string, value: string];

/** What came in so far. */
interface Counts {
  readonly lost: number;
  readonly received: number;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Reads reports of one connection, one after another, as lines for people: no address is among them. */
function connectionReader(): (report: RTCStatsReport, words: RareStrings) => readonly Line[] {
  let before: Counts = { lost: 0, received: 0 };
  return (report, words) => {
    const all = [...(report as unknown as ReadonlyMap<string, Numbers>).values()];
    const of = (type: string): Numbers[] => all.filter((each) => each.type === type);
    const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
    const sum = (key: string): number =>
      of('inbound-rtp').reduce((total, stats) => total + number(stats[key]), 0);
    const now = { lost: sum('packetsLost'), received: sum('packetsReceived') };
    const lost = Math.max(0, now.lost - before.lost);
    const back = lost / Math.max(1, lost + now.received - before.received);
    before = now;
    const out = Math.max(0, ...of('remote-inbound-rtp').map((stats) => number(stats['fractionLost'])));
    const [transport] = of('transport');
    // Firefox has no transport: there the pair says itself that it was chosen
    const pair = of('candidate-pair').find(({ id, selected }) =>
      transport ? id === transport['selectedCandidatePairId'] : selected === true,
    );
    const local = all.find(({ id }) => id === pair?.['localCandidateId']);
    const remote = all.find(({ id }) => id === pair?.['remoteCandidateId']);
    const isRelayed = [local, remote].some((end) => end?.['candidateType'] === 'relay');
    const protocol = [local?.['relayProtocol'], local?.['protocol']].find(isText)?.toUpperCase() ?? '';
    const { roundTrip, lostOut, lostIn, way, wayOf } = words.details;
    const percent = (share: number): string => `${Math.round(share * 100)}%`;
    return [
      [roundTrip, `${Math.round(number(pair?.['currentRoundTripTime']) * 1_000)} ms`],
      [lostOut, percent(out)],
      [lostIn, percent(back)],
      [way, wayOf(isRelayed, protocol)],
    ];
  };
}

/** Shows in the sheet how the connection does, each time it is called. */
export function detailShower(stats: Stats, words: RareStrings): (sheet: CcmDevices) => Promise<void> {
  const read = connectionReader();
  return async (sheet) => {
    const report = await stats();
    if (report) sheet.details = { title: words.details.title, lines: read(report, words) };
  };
}
