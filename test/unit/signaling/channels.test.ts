import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFrame } from '../../../src/protocol/parse-frame.js';
import { CallBook } from '../../../src/signaling/dialects/channels-calls.js';
import { fromMessage, isCallFrame, toMessage } from '../../../src/signaling/dialects/channels-codec.js';
import { Once } from '../../../src/signaling/dialects/once.js';
import { channelsAddress } from '../../../src/signaling/transports/channels.js';

const self = { id: '7', type: 'student' };
const offer = { type: 'offer', sdp: 'v=0\r\na=fingerprint:sha-256 00\r\n' };
const answer = { type: 'answer', sdp: offer.sdp };
const incoming = {
  type: 'call.incoming',
  call_id: 93,
  caller_id: 1,
  caller_username: 'Tariq',
  call_type: 'video',
  conversation_id: 5,
  offer: null,
};

/** Sara's side; `read` gives the frame as the session gets it. */
function setUp() {
  const book = new CallBook(self);
  const reading = { book, self, typeOf: (id: string) => (id === '1' ? 'tutor' : 'user') };
  const read = (message: object) => {
    const wire = fromMessage(message, reading);
    return wire && parseFrame(wire);
  };
  const own = () => {
    const call = book.start('mine', '1', 'voice', '5');
    call.server = '94';
    return call;
  };
  const write = (body: object, call = own()) => {
    const frame = parseFrame({
      ...{ from_profile_id: '7', from_profile_type: 'student', from_name: 'Sara', party_id: 'p', seq: 2 },
      ...{ to_profile_id: '1', to_profile_type: 'tutor', call_id: 'mine', ...body },
    });
    if (frame instanceof Error || !isCallFrame(frame)) throw frame as Error;
    const message = toMessage(frame, call);
    return message && (JSON.parse(JSON.stringify(message)) as Record<string, unknown>);
  };
  return { book, read, write, own };
}

test('S1 S2 what is sent has the fields that the back end knows, ids as strings, and the rest in extra', () => {
  const { write } = setUp();
  const extra = { party_id: 'p', seq: 2 };
  const head = { call_id: '94', conversation_id: '5', extra };
  assert.deepEqual(write({ type: 'call_invitation', call_type: 'voice', offer }), {
    ...{ type: 'call.offer', ...head, call_type: 'voice', caller_id: '7', caller_username: 'Sara', offer },
  });
  assert.deepEqual(write({ type: 'call_answer', answer }), {
    ...{ type: 'call.answer', ...head, answer, receiver_id: '7' },
  });
  assert.deepEqual(write({ type: 'call_declined', reason: 'busy', message: 'later' }), {
    ...{ type: 'call.end', ...head, reason: 'busy', message: 'later', sender_id: '7' },
  });
  assert.equal(write({ type: 'call_ended', reason: 'hangup' })?.['reason'], 'hangup');
  assert.equal(write({ type: 'call_ended', reason: 'answered_elsewhere', chosen_party_id: 'x' }), null);
  assert.equal(write({ type: 'call_ringing' }), null);
  assert.equal(
    write({ type: 'call_invitation', call_type: 'voice', offer: null }),
    null,
    'the view has rung',
  );
});

test('S6 S7 incoming, notification and offer ring once, in any order and either spelling', () => {
  const ring = {
    ...{ type: 'call_invitation', call_id: '93', call_type: 'video', offer: null },
    ...{ from_profile_id: '1', from_profile_type: 'tutor', from_name: 'Tariq' },
    ...{ to_profile_id: '', to_profile_type: '' },
  };
  const { type: _type, offer: _offer, ...about } = incoming;
  const payload = { verb: 'incoming_video_call', ...about };
  const nested = { verb: 'incoming_video_call', data: { call_id: 93 }, actor: { id: 1, username: 'Tariq' } };
  for (const notification of [payload, nested]) {
    const notified = { type: 'notification_created', payload: notification };
    for (const [first, second] of [
      [incoming, notified],
      [notified, { ...incoming, type: 'call_incoming' }],
    ] as const) {
      const { read } = setUp();
      assert.deepEqual(read(first), ring);
      assert.equal(read(second), null);
      assert.deepEqual(read({ ...incoming, type: 'call_offer', offer }), { ...ring, offer });
      assert.equal(read(notified), null);
    }
  }
  const { read } = setUp();
  assert.equal(
    read({ type: 'notification.created', payload: { verb: 'liked', call_id: 1, caller_id: 1 } }),
    null,
  );
  assert.equal(read({ type: 'chat.message', text: 'x' }), null);
});

test('S34 only the callee takes an offer, only who knows the call an answer, and nobody one’s own words', () => {
  const { read, own, book } = setUp();
  assert.equal(read({ ...incoming, type: 'call.offer', offer, caller_id: '7' }), null);
  assert.equal(read({ ...incoming, type: 'call.offer', offer, receiver_id: '8' }), null);
  assert.equal(read({ type: 'call.answer', call_id: '94', answer, receiver_id: '1' }), null);
  own();
  const taken = read({ type: 'call.answer', call_id: 94, answer, receiver_id: 1, conversation_id: 6 });
  assert.ok(taken && !(taken instanceof Error) && taken.type === 'call_answer');
  assert.deepEqual([taken.call_id, taken.from_profile_id, taken.from_profile_type], ['mine', '1', 'tutor']);
  assert.equal(book.byLocal('mine')?.conversation, '6', 'the conversation is the newest that was told');
  assert.equal(read({ type: 'call.answer', call_id: '94', answer, receiver_id: '7' }), null);
  assert.equal(read({ type: 'call.end', call_id: '94', sender_id: '7' }), null);
});

test('H6 an answer of another device of this person stops the ringing', () => {
  const { read } = setUp();
  read(incoming);
  const frame = read({ type: 'call.answer', call_id: '93', answer, receiver_id: '7' });
  assert.ok(frame && !(frame instanceof Error) && frame.type === 'call_ended');
  assert.equal(frame.reason, 'answered_elsewhere');
});

test('S32 an end is a decline for who calls, and the end of an unknown call silences it', () => {
  const ended = (message: object) => {
    const { read, own } = setUp();
    own();
    const frame = read({ type: 'call.end', call_id: '94', ...message });
    return frame && 'reason' in frame ? `${frame.type} ${frame.reason}` : frame;
  };
  assert.equal(ended({}), 'call_declined declined');
  assert.equal(ended({ reason: 'busy' }), 'call_declined busy');
  assert.equal(ended({ reason: 'timeout' }), 'call_ended timeout');
  assert.equal(ended({ reason: 'of its own' }), 'call_ended hangup');
  const { read } = setUp();
  assert.equal(read({ type: 'call.end', call_id: '93' }), null);
  assert.equal(read(incoming), null);
  assert.equal(read({ ...incoming, type: 'call.offer', offer }), null);
});

test('S3 S8 a named error finds its call', () => {
  const { read, own } = setUp();
  own();
  assert.deepEqual(read({ type: 'error', code: 'offline', call_id: 94 }), {
    ...{ type: 'error', code: 'offline', call_id: 'mine' },
  });
});

test('H1 the smaller of the back end’s ids is the smaller one on both sides', () => {
  const crossing = (ownId: string, theirs: string) => {
    const book = new CallBook(self);
    book.start('0a', '1', 'voice', '').server = ownId;
    return book.ring(theirs, '1', 'voice').local < '0a';
  };
  assert.deepEqual([crossing('9', '10'), crossing('10', '9')], [false, true]);
  assert.deepEqual([crossing('b', 'a'), crossing('a', 'b')], [true, false]);
  const book = new CallBook(self);
  const early = book.ring('93', '1', 'voice');
  book.start('00', '1', 'voice', '');
  assert.ok(early.local < '00', 'it rang before ours had a name');
});

test('S5 the same message on both sockets counts once, and a repeat counts again', () => {
  const once = new Once();
  const seen = ['global', 'chat', 'chat', 'global', 'global', 'chat'].map((socket) =>
    once.isNew('offer', socket),
  );
  assert.deepEqual(seen, [true, false, true, false, true, false]);
});

test('S11 the views and both sockets lie below the site’s base', () => {
  const at = (url: string) => channelsAddress({ url, self });
  assert.deepEqual(at('wss://site.example/app/ws/7/student'), {
    global: 'wss://site.example/app/ws/notifications/',
    base: 'https://site.example/app',
  });
  assert.deepEqual(at('ws://localhost:8000/realtime/ws/global/'), {
    global: 'ws://localhost:8000/realtime/ws/global/',
    base: 'http://localhost:8000/realtime',
  });
  assert.equal(at('wss://site.example/notify').base, 'https://site.example');
});
