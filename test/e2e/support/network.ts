import type { Page } from 'playwright-core';
import type { Profile } from '../../../src/protocol/identity.js';
import type { ForwardedFrame } from '../../fakes/bare-forwarder.js';
import { startSite, type Site } from './site.js';

type Which = (frame: ForwardedFrame) => boolean;
type Hook = (frame: ForwardedFrame, text: string) => 'pass' | 'drop';

export interface Held {
  readonly frames: readonly ForwardedFrame[];
  /** Delivers what was held, in the order given, and lets the rest pass from now on. */
  release(order?: (frames: readonly ForwardedFrame[]) => readonly ForwardedFrame[]): void;
}

/** A bare forwarder whose behaviour a test chooses anew. */
export interface Network {
  readonly site: Site;
  /** What came so far, from `since` on. */
  seen(): readonly ForwardedFrame[];
  /** Replaces what happens to each frame. */
  each(hook: Hook): void;
  /** Keeps back the frames that fit, until released. */
  hold(which: Which): Held;
  /** Everything passes again, and nothing was seen. Call it before each test. */
  reset(): void;
  /** To every socket of a profile: a frame, or whatever text or bytes. */
  deliver(to: Profile, what: ForwardedFrame | Record<string, unknown> | string | Buffer): void;
}

const PASS: Hook = () => 'pass';

export async function startNetwork(): Promise<Network> {
  let hook = PASS;
  let start = 0;
  const site = await startSite({ backend: 'bare', bare: { onFrame: (frame, text) => hook(frame, text) } });
  const { forwarder } = site;
  if (!forwarder) throw new Error('no forwarder');
  const deliver: Network['deliver'] = (to, what) => {
    const data = typeof what === 'string' || Buffer.isBuffer(what) ? what : JSON.stringify(what);
    for (const socket of forwarder.sockets(to.id, to.type)) socket.send(data);
  };
  const addressee = (frame: ForwardedFrame): Profile => ({
    id: String(frame.to_profile_id),
    type: String(frame.to_profile_type),
  });
  return {
    site,
    seen: () => forwarder.seen.slice(start),
    each: (next) => (hook = next),
    hold: (which) => {
      const frames: ForwardedFrame[] = [];
      hook = (frame) => (which(frame) ? (frames.push(frame), 'drop') : 'pass');
      const release: Held['release'] = (order = (all) => all) => {
        hook = PASS;
        for (const frame of order(frames)) deliver(addressee(frame), frame);
      };
      return { frames, release };
    },
    reset: () => {
      hook = PASS;
      start = forwarder.seen.length;
    },
    deliver,
  };
}

let markers = 0;

/**
 * A chat message after what was injected: frames are handled in order, so once it is there the others have had their
 * effect, or none.
 */
export function marker(from: Profile, to: Profile): { id: string; frame: Record<string, unknown> } {
  const id = `marker-${++markers}`;
  const frame = {
    type: 'chat_message',
    from_profile_id: from.id,
    from_profile_type: from.type,
    to_profile_id: to.id,
    to_profile_type: to.type,
    message_id: id,
    text: 'marker',
  };
  return { id, frame };
}

/** Delivers these to the page of `to`, and waits until it has handled them all. */
export async function injected(
  network: Network,
  page: Page,
  from: Profile,
  to: Profile,
  ...frames: Parameters<Network['deliver']>[1][]
): Promise<void> {
  const last = marker(from, to);
  for (const frame of [...frames, last.frame]) network.deliver(to, frame);
  await page.waitForFunction((id) => observed.messages.includes(id), last.id);
}
