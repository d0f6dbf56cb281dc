import { differs, SDP, type Report, type Target } from './report.js';
import { ask, Wire, type Fields } from './wire.js';

const typeOf = (message: Fields) => String(message['type']).replaceAll('_', '.');

/** Django Channels (docs/protocol.md, section 9). */
export async function verifyChannels(target: Target, report: Report): Promise<void> {
  const wires: Wire[] = [];
  let ice = false;
  for (const [name, who] of Object.entries({ a: target.a, b: target.b })) {
    const opens = async () => {
      const wire = await Wire.open(target, '/ws/notifications/', who);
      wires.push(wire);
      report.opened.push(wire);
      const ack = await wire.next((message) => typeOf(message) === 'connection.ack');
      ice = Array.isArray(ack?.['features']) && ack['features'].includes('call.ice');
      return ack ? null : 'no connection.ack';
    };
    if (!(await report.step(`notification socket of ${name}`, opens))) return;
  }
  await calls(target, report, wires, ice);
}

async function initiate(target: Target): Promise<string> {
  const { a, b, conversation } = target;
  const about = conversation ? { conversation_id: conversation } : {};
  const answer = await ask(target, a, '/calls/initiate/', {
    receiver_id: b.id,
    call_type: 'voice',
    ...about,
  });
  const { id, error, status } = answer;
  if (typeof id === 'string' || typeof id === 'number') return String(id);
  throw new Error(`answered with ${status} ${typeof error === 'string' ? error : ''}`);
}

async function calls(target: Target, report: Report, wires: readonly Wire[], ice: boolean): Promise<void> {
  const [his, hers] = wires;
  if (!his || !hers) return;
  const { a, b } = target;
  let call_id = '';
  const named = async () => ((call_id = await initiate(target)), null);
  if (!(await report.step('POST /calls/initiate/', named))) return;
  const comes = async (wire: Wire, type: string, wanted: Fields): Promise<string | null> => {
    const got = await wire.next(
      (message) => typeOf(message) === type && String(message['call_id']) === call_id,
    );
    return got ? differs(wanted, got) : `did not arrive within ${target.patience} ms`;
  };
  await report.step('call.incoming → b', () => comes(hers, 'call.incoming', { caller_id: a.id }));
  await report.step('notification.created → b', () => notified(hers), 'warn');
  const pass = (from: 'a' | 'b', type: string, said: Fields, wanted: Fields) =>
    report.step(`${type} ${from === 'a' ? 'a → b' : 'b → a'}`, () => {
      const [sender, other] = from === 'a' ? [his, hers] : [hers, his];
      sender.send({ type, call_id, ...said });
      return comes(other, type, wanted);
    });
  // who sends it is false here: the back end says it
  const offer = { caller_id: '0', call_type: 'voice', offer: { type: 'offer', sdp: SDP } };
  await pass('a', 'call.offer', offer, { caller_id: a.id });
  await pass('b', 'call.answer', { answer: { type: 'answer', sdp: SDP } }, { receiver_id: b.id });
  if (ice) await pass('a', 'call.ice', { candidates: [null] }, {});
  await pass('a', 'call.end', { reason: 'hangup' }, {});
  await report.step('an unknown call is an error', () => unknown(his), 'warn');
}

async function notified(wire: Wire): Promise<string | null> {
  const got = await wire.next((message) => typeOf(message) === 'notification.created');
  return got ? null : 'did not arrive; call.incoming rings too';
}

async function unknown(wire: Wire): Promise<string | null> {
  wire.send({ type: 'call.offer', call_id: '0', offer: { type: 'offer', sdp: SDP } });
  return (await wire.next((message) => typeOf(message) === 'error')) ? null : 'silence about an unknown call';
}
