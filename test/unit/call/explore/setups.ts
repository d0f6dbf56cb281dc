import { SARA, STRANGER, TARIQ } from '../support.js';
import type { Seat, Setup } from './world.js';

const TWO: readonly Seat[] = [{ self: TARIQ }, { self: SARA }];
const MISHAPS = { drop: 1, double: 1, reorder: 1, outage: 1, renegotiate: 1, reload: 1 };

/** For walks on which nobody hangs up. */
export const PEACEFUL: Readonly<Record<string, Setup>> = {
  'on a bad network': { seats: TWO, budget: { drop: 3, double: 3, reorder: 3, renegotiate: 3 } },
  'over pages that change': { seats: TWO, budget: { ...MISHAPS, reload: 2 } },
  'over paths that break': { seats: TWO, budget: { ...MISHAPS, drop: 2, outage: 3 } },
  'with offers after acceptance': { seats: TWO, offerAfterAcceptance: true, budget: { ...MISHAPS, drop: 2 } },
};

/** For random walks: who takes part, and what may go wrong. */
export const SETUPS: Readonly<Record<string, Setup>> = {
  'two of ours': { seats: TWO, budget: { ...MISHAPS, invite: 3 } },
  'offer after acceptance': { seats: TWO, offerAfterAcceptance: true, budget: { ...MISHAPS, invite: 3 } },
  'a bad network': {
    seats: TWO,
    budget: { invite: 4, drop: 8, double: 8, reorder: 8, outage: 2, renegotiate: 3, reload: 2 },
  },
  'offers that collide': {
    seats: TWO,
    budget: { invite: 1, drop: 2, double: 2, reorder: 2, outage: 2, renegotiate: 6 },
  },
  'pages that change': { seats: TWO, budget: { invite: 1, drop: 2, double: 1, reorder: 1, reload: 3 } },
  'two devices of hers': { seats: [...TWO, { self: SARA }], budget: { ...MISHAPS, invite: 3 } },
  'two devices each': { seats: [...TWO, { self: SARA }, { self: TARIQ }], budget: { ...MISHAPS, invite: 2 } },
  'a third party': { seats: [...TWO, { self: STRANGER }], budget: { ...MISHAPS, invite: 4 } },
  'an older client': {
    seats: [{ self: TARIQ }, { self: SARA, older: true }],
    budget: { invite: 3, outage: 2 },
  },
  'an older and a new device': { seats: [...TWO, { self: SARA, older: true }], budget: { invite: 1 } },
};
