import type { CallEvent } from '../call/events.js';

interface Loose {
  readonly callId?: string;
  readonly link?: string;
  readonly code?: string;
  readonly silence?: string;
  readonly reason?: string;
  readonly timer?: string;
  readonly problem?: { readonly device: string; readonly code: string };
  readonly candidates?: readonly ({ readonly candidate?: string } | null)[];
}

/** What the trace keeps of an event of a call: ids, codes and kinds; no description, no address, no text of a person. */
export function summary(event: CallEvent): { call_id: string | null; what: string } {
  const { callId, link, code, silence, reason, timer, problem, candidates } = event as Loose;
  const kinds = candidates?.map((each) => / typ (\w+)/.exec(each?.candidate ?? '')?.[1] ?? 'end') ?? [];
  const told = [link, code, silence, reason, timer, ...Object.values(problem ?? {}), ...kinds];
  return { call_id: callId ?? null, what: told.filter(Boolean).join(' ') };
}
