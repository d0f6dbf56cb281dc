/** What happened, which hop failed, and what to do about it. Loaded when the page asks. */
import { findings, type FindingCode } from '../diagnostics/rules.js';
import { findingWords } from '../i18n/en-findings.js';
import { reachability } from '../session/reachability.js';
import type { SessionHost } from '../session/shell.js';
import type { Diagnosis, MediaFigures } from '../session/types.js';
import type { Stats } from './connection-details.js';

type Numbers = RTCStats & Record<string, unknown>;

/** Takes less than 10 s: the network is asked anew. Never rejects. */
export async function diagnosisOf(shell: SessionHost, stats: Stats): Promise<Diagnosis> {
  const [hops, traffic] = await Promise.all([
    reachability(shell, () => {}, new AbortController().signal),
    figures(stats),
  ]);
  const environment = environmentOf(shell);
  const trace = [...shell.ports.trace];
  const found = findings(trace, environment, hops);
  const report: Diagnosis = {
    at: shell.ports.now(),
    findings: found.map(({ hop, code }) => ({ hop, code, ...wordsOf(code) })),
    trace,
    environment,
    reachability: hops,
    figures: traffic,
  };
  shell.ports.emit('diagnosis', report);
  return report;
}

function wordsOf(code: FindingCode): { what: string; todo: string } {
  const [what, todo] = findingWords[code];
  return { what, todo };
}

function environmentOf({ settings, link }: SessionHost): Diagnosis['environment'] {
  const { profile, connect, dialect, transport, iceTransportPolicy } = settings;
  return {
    profile: profile !== null,
    webrtc: typeof RTCPeerConnection === 'function',
    secure: isSecureContext,
    online: navigator.onLine,
    visible: document.visibilityState === 'visible',
    browser: navigator.userAgent,
    connect,
    dialect: typeof dialect === 'string' ? dialect : dialect.name,
    transport: link.via || transport,
    connection: link.state,
    problem: link.problem,
    features: [...(link.client?.features ?? [])],
    relay_only: iceTransportPolicy === 'relay',
  };
}

/** Packets of the live call, each way and kind. */
async function figures(stats: Stats): Promise<MediaFigures | null> {
  const report = await stats();
  if (!report) return null;
  const all = [...(report as unknown as ReadonlyMap<string, Numbers>).values()];
  const sum = (type: string, kind: string, key: string): number =>
    all
      .filter((each) => each.type === type && each['kind'] === kind)
      .reduce((total, each) => total + Number(each[key] ?? 0), 0);
  return {
    audio_received: sum('inbound-rtp', 'audio', 'packetsReceived'),
    audio_sent: sum('outbound-rtp', 'audio', 'packetsSent'),
    video_received: sum('inbound-rtp', 'video', 'packetsReceived'),
    video_sent: sum('outbound-rtp', 'video', 'packetsSent'),
  };
}
