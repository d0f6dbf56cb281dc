import { createPeer } from '../../../src/rtc/index.js';
import type { CallKind, IceCandidate } from '../../../src/protocol/frames.js';
import type { PeerController, PeerOptions } from '../../../src/rtc/index.js';

type Candidates = readonly (IceCandidate | null)[];

/** One controller with everything that it said, in order. */
export interface Side {
  readonly peer: PeerController;
  readonly links: string[];
  readonly batches: Candidates[];
  readonly remote: MediaStream[];
  readonly local: (MediaStream | null)[];
  readonly media: { audio: boolean; video: boolean }[];
  readonly failures: string[];
  negotiations: number;
  /** Every event by name, also after close. */
  readonly log: string[];
  onCandidates: (candidates: Candidates) => void;
}

const open: PeerController[] = [];

export function side(kind: CallKind, options: Partial<PeerOptions> = {}): Side {
  const said: Omit<Side, 'peer'> = {
    links: [],
    batches: [],
    remote: [],
    local: [],
    media: [],
    failures: [],
    negotiations: 0,
    log: [],
    onCandidates: () => undefined,
  };
  const peer = createPeer({
    kind,
    iceServers: [],
    iceTransportPolicy: 'all',
    ...options,
    handlers: {
      candidates: (candidates) => {
        said.log.push('candidates');
        said.batches.push(candidates);
        said.onCandidates(candidates);
      },
      link: (link) => void (said.log.push(link), said.links.push(link)),
      remoteStream: (stream) => void (said.log.push('remoteStream'), said.remote.push(stream)),
      localStream: (stream) => void (said.log.push('localStream'), said.local.push(stream)),
      localMedia: ({ audio, video }) => void (said.log.push('localMedia'), said.media.push({ audio, video })),
      mediaFailed: (device, code) => void (said.log.push('failed'), said.failures.push(`${device} ${code}`)),
      negotiationNeeded: () => {
        said.log.push('negotiation');
        said.negotiations += 1;
      },
    },
  });
  open.push(peer);
  return Object.assign(said, { peer });
}

/** To be called after each test. */
export function closeAll(): void {
  for (const peer of open.splice(0)) peer.close();
}

/** Candidates of each go straight to the other. */
export function wire(a: Side, b: Side): void {
  a.onCandidates = (candidates) => void b.peer.addCandidates(candidates);
  b.onCandidates = (candidates) => void a.peer.addCandidates(candidates);
}

export async function negotiate(
  caller: Side,
  callee: Side,
  options?: { iceRestart?: boolean },
): Promise<void> {
  const offer = await caller.peer.createOffer(options);
  await caller.peer.applyAnswer(await callee.peer.acceptOffer(offer));
}

/** Resolves when the condition holds; the runner's own time limit is the only one. */
export async function until(condition: () => unknown): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

export const connected = (...sides: Side[]): Promise<void> =>
  until(() => sides.every((each) => each.links.at(-1) === 'connected'));

export interface Received {
  readonly audioEnergy: number;
  readonly frames: number;
}

export async function received(peer: PeerController): Promise<Received> {
  const found = { audioEnergy: 0, frames: 0 };
  for (const entry of (
    (await peer.stats()) as unknown as Map<string, Record<string, unknown>> | null
  )?.values() ?? []) {
    if (entry['type'] !== 'inbound-rtp') continue;
    if (entry['kind'] === 'audio') found.audioEnergy = Number(entry['totalAudioEnergy'] ?? 0);
    else found.frames = Number(entry['framesDecoded'] ?? 0);
  }
  return found;
}

/** Plays the remote stream as the page would: energy is only counted where sound is played. */
export function play(each: Side): HTMLVideoElement {
  const video = document.createElement('video');
  video.autoplay = true;
  video.playsInline = true;
  video.srcObject = each.remote.at(-1) ?? null;
  document.body.append(video);
  return video;
}

export const kindsOf = (stream: MediaStream | null | undefined): string[] =>
  (stream?.getTracks() ?? []).map((track) => track.kind).sort();

/** A promise that the test settles. */
export function gate<T = void>(): { promise: Promise<T>; open: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, open: resolve };
}

export const devices = (constraints: MediaStreamConstraints): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia(constraints);
