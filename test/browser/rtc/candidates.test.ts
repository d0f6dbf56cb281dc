import type { IceCandidate } from '../../../src/protocol/frames.js';
import { closeAll, connected, negotiate, side, until, wire } from './wired-peers.js';

const bad = (text: string): IceCandidate => ({ candidate: text, sdpMid: '0', sdpMLineIndex: 0 });

describe('candidates of the peer', () => {
  afterEach(closeAll);

  it('S27 wait for the remote description and then connect the call', async () => {
    const [a, b] = [side('voice'), side('voice')];
    const early: Promise<void>[] = [];
    // all of the caller's candidates reach the callee before the offer; none later, and none back
    a.onCandidates = (candidates) => void early.push(b.peer.addCandidates(candidates));
    const offer = await a.peer.createOffer();
    await until(() => a.batches.at(-1)?.includes(null));
    await Promise.all(early);
    const bare = { type: 'offer', sdp: offer.sdp.replace(/^a=candidate:.*\r\n/gm, '') } as const;
    const answer = await b.peer.acceptOffer(bare);
    await a.peer.applyAnswer({ type: 'answer', sdp: answer.sdp.replace(/^a=candidate:.*\r\n/gm, '') });
    await connected(a, b);
  });

  it('H5 duplicates, malformed ones, other devices and every form of the end do no harm', async () => {
    const [a, b] = [side('video'), side('video')];
    const foreign = { ...bad('candidate:1 1 udp 2122260223 192.0.2.1 9 typ host'), usernameFragment: 'zzzz' };
    const noise = [
      bad('nonsense'),
      bad(''),
      foreign,
      null,
      null,
      {} as never,
      7 as never,
      undefined as never,
    ];
    const spoilt = (to: typeof a) => (candidates: readonly (IceCandidate | null)[]) => {
      for (let times = 0; times < 3; times++) void to.peer.addCandidates([...noise, ...candidates, ...noise]);
    };
    a.onCandidates = spoilt(b);
    b.onCandidates = spoilt(a);
    await b.peer.addCandidates(noise);
    await negotiate(a, b);
    await connected(a, b);
  });

  it('H10 candidates that overtake the offer of a restart wait for it', async () => {
    const [a, b] = [side('voice'), side('voice')];
    wire(a, b);
    await negotiate(a, b);
    await connected(a, b);
    const seen = a.batches.length;
    const offer = await a.peer.createOffer({ iceRestart: true });
    await until(() => a.batches.slice(seen).flat().includes(null));
    const bare = { type: 'offer', sdp: offer.sdp.replace(/^a=candidate:.*\r\n/gm, '') } as const;
    b.onCandidates = () => undefined;
    const answer = await b.peer.acceptOffer(bare);
    await a.peer.applyAnswer({ type: 'answer', sdp: answer.sdp.replace(/^a=candidate:.*\r\n/gm, '') });
    const ufrag = /a=ice-ufrag:(\S+)/.exec(offer.sdp)?.[1];
    await until(async () => {
      const entries = (await b.peer.stats()) as unknown as Map<string, Record<string, unknown>>;
      return [...entries.values()].some(
        (each) => each['type'] === 'remote-candidate' && each['usernameFragment'] === ufrag,
      );
    });
    await connected(a, b);
  });
});
