import { newCallId, SDP, type Report, type Target, type Tester } from './report.js';
import { ask, type Fields } from './wire.js';

/** What one of the two fetches, each signal once. */
class Inbox {
  private cursor = '';

  constructor(
    private readonly target: Target,
    readonly who: Tester,
  ) {}

  async fetch(): Promise<Fields[]> {
    const path = `/api/p2p/${encodeURIComponent(this.target.conversation)}/signals/${this.cursor}`;
    const answer = await ask(this.target, this.who, path);
    const { status, signals, cursor } = answer;
    if (status !== 200 || !Array.isArray(signals)) throw new Error(refusal(answer));
    this.cursor = typeof cursor === 'number' || typeof cursor === 'string' ? `?after=${cursor}` : '';
    return signals as Fields[];
  }

  async next(type: string, callId: string): Promise<Fields | null> {
    const isWanted = (signal: Fields) =>
      signal['type'] === type && (signal['payload'] as Fields | undefined)?.['call_id'] === callId;
    for (const end = performance.now() + this.target.patience; performance.now() < end;) {
      const found = (await this.fetch()).find(isWanted);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return null;
  }
}

/** Signals that are stored and fetched (docs/protocol.md, section 8). */
export async function verifyStored(target: Target, report: Report): Promise<void> {
  const { conversation } = target;
  const [a, b] = [new Inbox(target, target.a), new Inbox(target, target.b)];
  for (const [name, inbox] of Object.entries({ a, b }))
    if (!(await report.step(`signals of ${name} are fetched`, () => inbox.fetch().then(() => null)))) return;
  const call_id = newCallId();
  const ids: unknown[] = [];
  const pass = (from: 'a' | 'b', type: string, fields: Fields) =>
    report.step(`${type} ${from === 'a' ? 'a → b' : 'b → a'}`, async () => {
      const [{ who }, reader] = from === 'a' ? [a, b] : [b, a];
      const payload = { call_id, to_profile_id: reader.who.id, ...fields };
      const body = { chat_id: conversation, type, payload, signal_id: crypto.randomUUID() };
      const stored = await ask(target, who, '/api/p2p/send-signal/', body);
      if (stored.status >= 400) return refusal(stored);
      if (stored['stored_for'] === 0) return 'stored for nobody';
      const found = await reader.next(type, call_id);
      if (!found) return `was not fetched within ${target.patience} ms`;
      if (reader === b) ids.push(found['id']);
      return String(found['sender_id']) === who.id ? null : 'came with another sender_id';
    });
  await pass('a', 'webrtc.offer', { call_type: 'voice', offer: { type: 'offer', sdp: SDP } });
  await pass('b', 'webrtc.answer', { answer: { type: 'answer', sdp: SDP } });
  await pass('a', 'webrtc.ice', { candidates: [null] });
  await pass('a', 'webrtc.end', { reason: 'hangup' });
  await report.step('signals are confirmed', () => confirms(target, ids), 'warn');
  await report.step('no CSRF token is refused', () => refuses(target, call_id), 'warn');
}

async function confirms(target: Target, ids: unknown[]): Promise<string | null> {
  const answer = await ask(target, target.b, `/api/p2p/${encodeURIComponent(target.conversation)}/ack/`, {
    ids,
  });
  return answer.status === 200 ? null : refusal(answer);
}

async function refuses(target: Target, call_id: string): Promise<string | null> {
  const body = { chat_id: target.conversation, type: 'webrtc.ice', payload: { call_id }, signal_id: call_id };
  const { status } = await ask(target, target.a, '/api/p2p/send-signal/', body, '');
  return status === 403 ? null : `answered with ${status}`;
}

/** The back end's own words, as short as they should be. */
function refusal({ status, error, why }: Fields & { readonly status: number }): string {
  const words = [error, why].filter((word) => typeof word === 'string').join(' ');
  return `answered with ${status} ${words.slice(0, 80)}`.trim();
}
