/** One line of the trace: when, what, and ids, codes and counts. The same as `TraceLine` in session/types.ts. */
export interface Line {
  readonly at: number;
  readonly event: string;
  readonly [field: string]: string | number | null;
}

/** Where the page stands, as far as calls need it. */
export interface Surroundings {
  readonly profile: boolean;
  readonly webrtc: boolean;
  readonly online: boolean;
  readonly connection: string;
  readonly problem: string | null;
  /** What the back end announced. */
  readonly features: readonly string[];
  readonly relay_only: boolean;
}

/** How each hop of the network answered; see `Hop` in session/types.ts. */
export interface Reach {
  readonly hop: string;
  readonly state: string;
}

/** What the rules ask of a trace: that of the last call, and of the socket. */
export interface Facts {
  readonly around: Surroundings;
  readonly isOutgoing: boolean;
  /** The last phase of the last call; `''`: there was none. */
  readonly phase: string;
  readonly reason: string;
  /** It was up once. */
  readonly wasConnected: boolean;
  /** A line of the last call with this event, and with this in what it tells. */
  readonly has: (event: string, what?: RegExp) => boolean;
  /** A line of the page, whatever it is about. */
  readonly ever: (event: string, field?: string, value?: RegExp) => Line | undefined;
  /** What has been said last of a thing, as the silence. */
  readonly last: (event: string) => string;
  /** Whether TURN is set up and answers. */
  readonly turn: (state: 'ok' | 'silent' | 'refused' | 'none') => boolean;
}

const PHASE = /^call (inviting|ringing|connecting|connected|reconnecting|ended)$/;

export function factsOf(trace: readonly Line[], around: Surroundings, reach: readonly Reach[]): Facts {
  const phases = trace.filter(({ event }) => PHASE.test(event));
  const id = phases.at(-1)?.['call_id'];
  const mine = trace.filter((line) => id && line['call_id'] === id);
  const own = mine.filter(({ event }) => PHASE.test(event));
  const has: Facts['has'] = (event, what = /^/) =>
    mine.some((line) => line.event === event && what.test(String(line['what'] ?? '')));
  const turns = reach.filter(({ hop }) => hop.startsWith('turn'));
  return {
    around,
    isOutgoing: own.some(({ event }) => event === 'call inviting') || has('invite'),
    phase: own.at(-1)?.event.replace('call ', '') ?? '',
    reason: String(own.at(-1)?.['reason'] ?? ''),
    wasConnected: own.some(({ event }) => event === 'call connected'),
    has,
    ever: (event, field = 'event', value = /^/) =>
      trace.find((line) => line.event === event && value.test(String(line[field] ?? ''))),
    last: (event) => String(mine.findLast((line) => line.event === event)?.['what'] ?? ''),
    turn: (state) =>
      state === 'none'
        ? turns.every((each) => each.state === 'none')
        : turns.some((each) => each.state === state),
  };
}
