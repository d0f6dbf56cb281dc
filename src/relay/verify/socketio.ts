import { newCallId, SDP, waited, type Report, type Target, type Tester } from './report.js';
import type { Fields } from './wire.js';

interface Line {
  readonly heard: { readonly name: string; readonly payload: Fields }[];
  say(name: string, payload: Fields): Promise<Fields | null>;
  close(): void;
}

/** Rooms and bookings over Socket.IO (docs/protocol.md, section 10). */
export async function verifySocketIo(target: Target, report: Report): Promise<void> {
  const lines: Line[] = [];
  for (const [name, who] of Object.entries({ a: target.a, b: target.b })) {
    const opens = async () => {
      const line = await open(target, who);
      lines.push(line);
      report.opened.push(line);
      return null;
    };
    if (!(await report.step(`connection of ${name}`, opens))) return;
  }
  await calls(target, report, lines);
}

async function calls(target: Target, report: Report, lines: readonly Line[]): Promise<void> {
  const [his, hers] = lines;
  if (!his || !hers) return;
  const { a, b, conversation: bookingId, patience } = target;
  const pass = (from: 'a' | 'b', out: string, into: string, callId: string, fields: Fields = {}) =>
    report.step(`${out} ${from === 'a' ? 'a → b' : 'b → a'}`, async () => {
      const [sender, other] = from === 'a' ? [his, hers] : [hers, his];
      const [self, to] = from === 'a' ? [a, b] : [b, a];
      const answer = await sender.say(out, {
        bookingId,
        callId,
        to: to.id,
        from: 'somebody-else',
        ...fields,
      });
      if (answer && answer['ok'] !== true) return `refused: ${String(answer['error']).slice(0, 80)}`;
      const fits = ({ name, payload }: Line['heard'][number]) =>
        name === into && payload['callId'] === callId;
      const got = await waited(() => other.heard.find(fits), patience);
      if (!got) return `${into} did not arrive within ${patience} ms`;
      return String(got.payload['from']) === self.id ? null : 'came with another `from`';
    });
  const [answered, declined] = [newCallId(), newCallId()];
  await pass('a', 'call:start', 'call:incoming', answered, { callType: 'voice' });
  await pass('b', 'call:accept', 'call:accepted', answered);
  await pass('a', 'call:offer', 'call:offer', answered, { offer: { type: 'offer', sdp: SDP } });
  await pass('b', 'call:answer', 'call:answer', answered, { answer: { type: 'answer', sdp: SDP } });
  await pass('a', 'call:ice-candidate', 'call:ice-candidate', answered, { candidate: null });
  await pass('a', 'call:end', 'call:ended', answered, { reason: 'hangup' });
  await pass('a', 'call:start', 'call:incoming', declined, { callType: 'voice' });
  await pass('b', 'call:decline', 'call:declined', declined, { reason: 'declined' });
}

async function open({ base, patience }: Target, { token, cookie }: Tester): Promise<Line> {
  const { io } = await import('socket.io-client');
  const { origin, pathname } = new URL(base);
  const socket = io(origin, {
    path: `${pathname.replace(/\/$/, '')}/socket.io/`,
    auth: token ? { token } : {},
    ...{ forceNew: true, reconnection: false, timeout: patience, transports: ['websocket'] },
    extraHeaders: { origin, ...(cookie && { cookie }) },
  });
  const heard: Line['heard'] = [];
  socket.onAny((name: string, payload: Fields) => heard.push({ name, payload }));
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', (error) => reject(new Error(`does not open: ${error.message}`)));
  });
  const say: Line['say'] = (name, payload) =>
    new Promise((resolve) => {
      // a server without acknowledgements never answers
      socket
        .timeout(patience)
        .emit(name, payload, (lost: Error | null, answer: Fields) => resolve(lost ? null : answer));
    });
  return { heard, say, close: () => socket.disconnect() };
}
