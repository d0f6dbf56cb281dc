import type { Sdp } from '../../../../src/protocol/frames.js';

/** What the peer connection was asked to do and has not done yet; done in order, each at its own moment. */
export type Job =
  | { readonly do: 'offer'; readonly ref: number; readonly iceRestart: boolean }
  | { readonly do: 'answer'; readonly ref: number; readonly offer: Sdp<'offer'> }
  | { readonly do: 'apply'; readonly answer: Sdp<'answer'> };

export type Report =
  | { readonly type: 'offer_ready'; readonly ref: number; readonly offer: Sdp<'offer'> }
  | { readonly type: 'answer_ready'; readonly ref: number; readonly answer: Sdp<'answer'> }
  | { readonly type: 'negotiation_failed'; readonly ref?: number };

/** A model of RTCPeerConnection: descriptions are texts that name the transport (`pc.ice`) and the offer they answer. */
export interface Peer {
  readonly callId: string;
  readonly pc: string;
  /** Grows with each change of ICE credentials. */
  readonly ice: number;
  /** Offers made so far. */
  readonly offers: number;
  readonly jobs: readonly Job[];
  /** have-local-offer. */
  readonly pending: { readonly sdp: string; readonly ice: number } | null;
  /** The peer's transport, as its newest applied description names it. */
  readonly remote: string | null;
  /** The one other end that it can ever have: DTLS knows it by its certificate. `null`: none yet; '-': two, broken. */
  readonly partner: string | null;
  readonly local: Sdp | null;
  /** The pair of transports that failed: only other credentials bring a link back. */
  readonly dead: string | null;
  readonly link: 'new' | 'connected' | 'disconnected' | 'failed';
  /** Candidates of a new description wait to be reported. */
  readonly gathered: boolean;
}

export function newPeer(callId: string, pc: string, job: Job): Peer {
  const empty = {
    pending: null,
    remote: null,
    partner: null,
    local: null,
    dead: null,
    link: 'new',
    gathered: false,
  } as const;
  return { callId, pc, ice: 1, offers: 0, jobs: [job], ...empty };
}

/** Does the first job. */
export function work(peer: Peer): readonly [Peer, Report | null] {
  const [job, ...jobs] = peer.jobs;
  if (!job) return [peer, null];
  const rest = { ...peer, jobs };
  switch (job.do) {
    case 'offer': {
      const ice = peer.local && job.iceRestart ? peer.ice + 1 : peer.ice;
      const offers = peer.offers + 1;
      const offer: Sdp<'offer'> = { type: 'offer', sdp: `offer ${peer.pc}.${ice} #${offers}` };
      const made = { ...rest, offers, pending: { sdp: offer.sdp, ice }, local: offer, gathered: true };
      return [made, { type: 'offer_ready', ref: job.ref, offer }];
    }
    case 'answer': {
      const remote = transportOf(job.offer.sdp);
      const ice = peer.remote !== null && peer.remote !== remote ? peer.ice + 1 : peer.ice;
      const answer: Sdp<'answer'> = { type: 'answer', sdp: `answer ${peer.pc}.${ice} to ${job.offer.sdp}` };
      // An own offer that is open is rolled back.
      const partner = partnerOf(peer, remote);
      const made = { ...rest, ice, remote, partner, pending: null, local: answer, gathered: true };
      return [made, { type: 'answer_ready', ref: job.ref, answer }];
    }
    case 'apply': {
      const { pending } = peer;
      // InvalidStateError, or a description that does not fit the offer.
      if (!pending || !job.answer.sdp.endsWith(` to ${pending.sdp}`))
        return [rest, { type: 'negotiation_failed' }];
      const remote = transportOf(job.answer.sdp);
      return [{ ...rest, ice: pending.ice, remote, partner: partnerOf(peer, remote), pending: null }, null];
    }
  }
}

function partnerOf(peer: Peer, remote: string): string {
  const pc = remote.slice(0, remote.lastIndexOf('.'));
  return peer.partner === null || peer.partner === pc ? pc : '-';
}

function transportOf(sdp: string): string {
  return sdp.split(' ')[1] ?? '';
}

export function pairOf(peer: Peer): string {
  return `${peer.ice} ${peer.remote}`;
}

/** Each has the other's newest transport. */
export function fit(a: Peer, b: Peer): boolean {
  if (a.partner !== b.pc || b.partner !== a.pc) return false;
  return a.remote === `${b.pc}.${b.ice}` && b.remote === `${a.pc}.${a.ice}`;
}
