/** One of the two people between whom frames travel. A credential is never printed. */
export interface Tester {
  readonly id: string;
  readonly type: string;
  /** As the browser sends it. */
  readonly cookie: string;
  readonly token: string;
}

export interface Target {
  /** `api-base-url`, without a slash at its end. */
  readonly base: string;
  /** `conversation-id`. */
  readonly conversation: string;
  readonly a: Tester;
  readonly b: Tester;
  /** Milliseconds until something that has not come counts as lost. */
  readonly patience: number;
}

/** `warn`: the widget works without it, but a site should not. */
export type Outcome = 'ok' | 'warn' | 'fail';

/** What is wrong, as one line for a developer; `null`: nothing. */
export type Step = () => Promise<string | null>;

export class Report {
  readonly counts: Record<Outcome, number> = { ok: 0, warn: 0, fail: 0 };

  /** Closed when all is done, however it went. */
  readonly opened: { close(): void }[] = [];

  constructor(private readonly print: (line: string) => void) {}

  /** Does one step, and prints how it went and how long it took. `false`: something is wrong. */
  async step(what: string, act: Step, missing: 'warn' | 'fail' = 'fail'): Promise<boolean> {
    const began = performance.now();
    const wrong = await act().catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    const outcome = wrong === null ? 'ok' : missing;
    this.counts[outcome] += 1;
    const took = `${Math.round(performance.now() - began)} ms`;
    this.print(`${outcome.padEnd(5)} ${what.padEnd(34)} ${wrong ?? took}`);
    return wrong === null;
  }
}

/** What every back end takes for a description: it has a fingerprint, and connects nobody. */
export const SDP = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=fingerprint:sha-256 00\r\n';

export const newCallId = (): string => `verify-${crypto.randomUUID()}`;

/** Waits for what `find` finds among what has come. */
export async function waited<T>(find: () => T | undefined, patience: number): Promise<T | null> {
  for (const end = performance.now() + patience; ;) {
    const found = find();
    if (found !== undefined) return found;
    if (performance.now() > end) return null;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Texts that do not match are named, those that match are not: `null`. */
export function differs(wanted: Readonly<Record<string, unknown>>, found: object): string | null {
  const got = found as Record<string, unknown>;
  const wrong = Object.keys(wanted).filter((key) => String(got[key]) !== String(wanted[key]));
  return wrong.length ? `came with another ${wrong.join(', ')}` : null;
}
