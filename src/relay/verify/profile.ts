import { differs, newCallId, SDP, type Report, type Target, type Tester } from './report.js';
import { Wire, type Fields } from './wire.js';

const envelope = (from: Tester, to: Tester): Fields => ({
  from_profile_id: from.id,
  from_profile_type: from.type,
  to_profile_id: to.id,
  to_profile_type: to.type,
});

/** The five frames of the profile socket, both ways, and what a site should add to forwarding them. */
export async function verifyProfile(target: Target, report: Report): Promise<void> {
  const { a, b } = target;
  const wires: Record<string, Wire> = {};
  for (const [name, who] of [
    ['a', a],
    ['b', b],
  ] as const) {
    const path = `/ws/${encodeURIComponent(who.id)}/${encodeURIComponent(who.type)}`;
    const opens = async () => {
      report.opened.push((wires[name] = await Wire.open(target, path, who)));
      return null;
    };
    if (!(await report.step(`socket of ${name}`, opens))) return;
  }
  const { a: his, b: hers } = wires;
  if (!his || !hers) return;
  const [answered, declined] = [newCallId(), newCallId()];
  const offer = { call_type: 'voice', offer: { type: 'offer', sdp: SDP }, sent_at: Date.now() };
  const pass = (from: 'a' | 'b', type: string, call_id: string, fields: Fields) =>
    report.step(`${type} ${from === 'a' ? 'a → b' : 'b → a'}`, async () => {
      const [sender, other] = from === 'a' ? [his, hers] : [hers, his];
      const said = from === 'a' ? envelope(a, b) : envelope(b, a);
      sender.send({ type, call_id, ...said, ...fields });
      const got = await other.next((frame) => frame['type'] === type && frame['call_id'] === call_id);
      return got ? differs(said, got) : `did not arrive within ${target.patience} ms`;
    });
  await pass('a', 'call_invitation', answered, offer);
  await pass('a', 'ice_candidate', answered, { candidate: null });
  await pass('b', 'call_answer', answered, { answer: { type: 'answer', sdp: SDP } });
  await pass('a', 'call_ended', answered, { reason: 'hangup' });
  await pass('a', 'call_invitation', declined, offer);
  await pass('b', 'call_declined', declined, { reason: 'declined' });
  await extras(target, report, his, hers);
}

async function extras({ a, b }: Target, report: Report, his: Wire, hers: Wire): Promise<void> {
  const spoofs = async () => {
    const call_id = newCallId();
    const fields = { type: 'call_ended', call_id, reason: 'hangup', ...envelope(a, b) };
    his.send({ ...fields, from_profile_id: 'somebody-else' });
    const got = await hers.next((frame) => frame['call_id'] === call_id);
    return got?.['from_profile_id'] === 'somebody-else' ? 'the sender is believed: stamp from_*' : null;
  };
  await report.step('a false sender is not believed', spoofs, 'warn');
  const absent = async () => {
    const call_id = newCallId();
    const to = { ...b, id: `nobody-${call_id}` };
    const offer = { call_type: 'voice', offer: { type: 'offer', sdp: SDP }, sent_at: Date.now() };
    his.send({ type: 'call_invitation', call_id, ...offer, ...envelope(a, to) });
    const got = await his.next((frame) => frame['type'] === 'error' && frame['call_id'] === call_id);
    return got?.['code'] === 'offline'
      ? null
      : 'nobody is there, and the caller hears nothing: answer `offline`';
  };
  await report.step('error offline', absent, 'warn');
}
