import type { Frame } from './frames.js';
import { own } from './schema.js';

const isElsewhere = (reason: unknown): boolean =>
  reason === 'answered_elsewhere' || reason === 'declined_elsewhere';

/**
 * Two frames look different on the wire and here. Candidates come one by one or as a list: a list here. A
 * `call_ended` for the other devices names the chosen one in `party_id`, which elsewhere is the sender's own device:
 * `chosen_party_id` here.
 */
export function fromWire(type: string, wire: object): object {
  if (type === 'ice_candidate') {
    const list = own(wire, 'candidates') ?? [own(wire, 'candidate')];
    return { ...wire, candidates: list };
  }
  if (type === 'call_ended') {
    const elsewhere = isElsewhere(own(wire, 'reason'));
    const { party_id, chosen_party_id, ...rest } = wire as Record<string, unknown>;
    return elsewhere ? { ...rest, chosen_party_id: chosen_party_id ?? party_id } : { ...rest, party_id };
  }
  return wire;
}

/** The other way round. Older clients read only `candidate`, so a list of one is written as that. */
export function toWire(frame: Frame): object {
  if (frame.type === 'ice_candidate' && frame.candidates.length === 1) {
    const { candidates, ...rest } = frame;
    return { ...rest, candidate: candidates[0] };
  }
  if (frame.type === 'call_ended') {
    const { party_id, chosen_party_id, ...rest } = frame;
    return { ...rest, party_id: isElsewhere(frame.reason) ? chosen_party_id : party_id };
  }
  return frame;
}
