import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ProtocolError } from '../../../src/protocol/errors.js';
import type { CallBody, Frame } from '../../../src/protocol/frames.js';
import { loadDialect, offersLate } from '../../../src/signaling/dialects/index.js';
import { EventCodec } from '../../../src/signaling/dialects/socketio-codec.js';
import { socketIoAddress } from '../../../src/signaling/transports/socketio.js';

const SDP = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=fingerprint:sha-256 AA:BB\r\n';
const offer = { type: 'offer', sdp: SDP } as const;
const answer = { type: 'answer', sdp: SDP } as const;
const candidate = { candidate: 'candidate:1 1 udp 1 127.0.0.1 9 typ host', sdpMid: '0', sdpMLineIndex: 0 };

const HEAD = {
  from_profile_id: '1',
  from_profile_type: 'tutor',
  from_name: 'Tariq',
  to_profile_id: '7',
  to_profile_type: 'student',
  conversation_id: 'b1',
  party_id: 'his-page',
};
/** What the head becomes: ids of the server's, the rest in `extra`. */
const OUT = {
  bookingId: 'b1',
  callId: 'c1',
  to: '7',
  extra: { from_profile_type: 'tutor', party_id: 'his-page' },
};

type Event = [name: string, payload: Record<string, unknown>];

const written = (codec: EventCodec, body: CallBody, more: object = {}): Event[] =>
  JSON.parse(codec.encode({ ...HEAD, ...body, ...more })) as Event[];
const read = (codec: EventCodec, ...events: unknown[]): readonly (Frame | ProtocolError)[] =>
  codec.decode(JSON.stringify(events));

/** As a server passes an event on: under another name where the back end has one. */
const PASSED: Record<string, string> = {
  'call:start': 'call:incoming',
  'call:accept': 'call:accepted',
  'call:decline': 'call:declined',
  'call:end': 'call:ended',
};
function passedOn([name, { to: _to, ...payload }]: Event, keep = true): Event {
  const { extra: _extra, ...plain } = payload;
  return [PASSED[name] ?? name, { ...(keep ? payload : plain), from: '1', fromName: 'Tariq' }];
}

/** Both ends of a call that has been started. */
function started(): { his: EventCodec; hers: EventCodec } {
  const [his, hers] = [new EventCodec(), new EventCodec()];
  const events = written(his, { type: 'call_invitation', call_id: 'c1', call_type: 'video', offer: null });
  read(hers, ...events.map((event) => passedOn(event)));
  return { his, hers };
}

describe('the events of the socketio dialect', () => {
  it('S25 an invitation without an offer is call:start', () => {
    const events = written(new EventCodec(), {
      ...{ type: 'call_invitation', call_id: 'c1', call_type: 'video', offer: null },
    });
    assert.deepEqual(events, [['call:start', { ...OUT, callType: 'video' }]]);
  });

  it('S25 an offer of a call that has not been started does not leave', () => {
    const events = written(new EventCodec(), {
      ...{ type: 'call_invitation', call_id: 'c1', call_type: 'video', offer },
    });
    assert.deepEqual(events, [['call:start', { ...OUT, callType: 'video' }]]);
  });

  it('the offer of a started call, and one of a page that takes a call up, are call:offer', () => {
    const body: CallBody = { type: 'call_invitation', call_id: 'c1', call_type: 'video', offer };
    assert.deepEqual(written(started().his, body), [['call:offer', { ...OUT, offer }]]);
    const [resumed] = written(new EventCodec(), { ...body, purpose: 'resume' }, { seq: 4 });
    const extra = { ...OUT.extra, purpose: 'resume', seq: 4 };
    assert.deepEqual(resumed, ['call:offer', { ...OUT, offer, extra }]);
  });

  it('acceptance, answer, decline and end have events of their own', () => {
    const { his } = started();
    const id = { call_id: 'c1' };
    assert.deepEqual(written(his, { type: 'call_answer', ...id, answer: null }), [['call:accept', OUT]]);
    assert.deepEqual(written(his, { type: 'call_answer', ...id, answer }), [
      ['call:answer', { ...OUT, answer }],
    ]);
    assert.deepEqual(written(his, { type: 'call_declined', ...id, reason: 'busy', message: 'Later' }), [
      ['call:decline', { ...OUT, reason: 'busy', message: 'Later' }],
    ]);
    assert.deepEqual(written(his, { type: 'call_ended', ...id, reason: 'hangup' }), [
      ['call:end', { ...OUT, reason: 'hangup' }],
    ]);
  });

  it('a word for the other devices is no call:end, which a server would take for the end', () => {
    const body: CallBody = {
      ...{ type: 'call_ended', call_id: 'c1', reason: 'answered_elsewhere', chosen_party_id: 'hers' },
    };
    const [event] = written(started().his, body);
    assert.ok(event);
    assert.equal(event[0], 'call:elsewhere');
    const [frame] = read(started().hers, passedOn(event)) as unknown as [Record<string, unknown>];
    assert.equal(frame['chosen_party_id'], 'hers');
  });

  it('candidates travel one by one, in order, with their end', () => {
    const events = written(started().his, {
      type: 'ice_candidate',
      call_id: 'c1',
      candidates: [candidate, null],
    });
    assert.deepEqual(events, [
      ['call:ice-candidate', { ...OUT, candidate }],
      ['call:ice-candidate', { ...OUT, candidate: null }],
    ]);
  });

  it('sends nothing of what the back end does not know', () => {
    const codec = new EventCodec();
    assert.equal(codec.encode({ type: 'ping' }), '[]');
    assert.deepEqual(written(codec, { type: 'call_ringing', call_id: 'c1' }), []);
    assert.equal(codec.encode({ ...HEAD, type: 'typing', active: true }), '[]');
  });

  const bodies: readonly CallBody[] = [
    { type: 'call_invitation', call_id: 'c1', call_type: 'voice', offer: null, sent_at: 5 },
    { type: 'call_invitation', call_id: 'c1', call_type: 'voice', offer, purpose: 'restart' },
    { type: 'call_answer', call_id: 'c1', answer: null, replaces: 'c2' },
    { type: 'call_answer', call_id: 'c1', answer, offer_seq: 3 },
    { type: 'ice_candidate', call_id: 'c1', candidates: [candidate] },
    { type: 'call_declined', call_id: 'c1', reason: 'declined', message: 'Later' },
    { type: 'call_ended', call_id: 'c1', reason: 'cancelled' },
  ];
  for (const body of bodies) {
    const without = ('offer' in body && !body.offer) || ('answer' in body && !body.answer);
    const what = `${body.type}${without ? ' without a description' : ''}`;
    it(`S36 ${what} comes out as it went in, over a server that passes on what it does not know`, () => {
      const { his, hers } = started();
      const frames = read(hers, ...written(his, body, { seq: 2 }).map((event) => passedOn(event)));
      const { to_profile_id: _id, to_profile_type: _type, ...head } = HEAD;
      assert.deepEqual(frames, [{ ...head, ...body, to_profile_id: '', to_profile_type: '', seq: 2 }]);
    });

    it(`S36 ${what} means the same over a server that passes on its own fields only`, () => {
      const { his, hers } = started();
      const [frame] = read(hers, ...written(his, body).map((event) => passedOn(event, false)));
      assert.ok(frame && !(frame instanceof Error) && 'from_profile_id' in frame);
      assert.deepEqual([frame.type, frame.from_profile_id], [body.type, '1']);
      assert.equal('call_id' in frame && frame.call_id, 'c1');
    });
  }

  it('an offer never rings, also when its call is not known here', () => {
    const [frame] = read(new EventCodec(), [
      'call:offer',
      { bookingId: 'b1', callId: 'c9', offer, from: '1' },
    ]);
    assert.ok(frame && 'purpose' in frame);
    assert.equal(frame.purpose, 'renegotiate');
  });

  it('X2 what the server stamps is not taken from extra', () => {
    const extra = {
      from_profile_id: '9',
      from_name: 'Other',
      call_id: 'c9',
      type: 'call_ended',
      party_id: 'p',
    };
    const payload = { bookingId: 'b1', callId: 'c1', callType: 'voice', from: 1, fromName: 'Tariq', extra };
    const [frame] = read(new EventCodec(), ['call:incoming', payload]);
    assert.deepEqual(frame, {
      ...{ type: 'call_invitation', call_id: 'c1', call_type: 'voice', offer: null, conversation_id: 'b1' },
      ...{ from_profile_id: '1', from_profile_type: 'user', from_name: 'Tariq', party_id: 'p' },
      ...{ to_profile_id: '', to_profile_type: '' },
    });
  });
});

describe('whom an event of the socketio dialect is from', () => {
  const incoming = (extra?: object): Event => [
    'call:incoming',
    { bookingId: 'b1', callId: 'c1', callType: 'voice', from: '7', ...(extra ? { extra } : {}) },
  ];
  const typeIn = (codec: EventCodec, event: Event): unknown => {
    const [frame] = read(codec, event);
    return frame && 'from_profile_type' in frame && frame.from_profile_type;
  };

  it('is the profile that frames were sent to', () => {
    const codec = new EventCodec();
    codec.peer = () => ({ id: '7', type: 'pupil' });
    written(codec, { type: 'call_invitation', call_id: 'c1', call_type: 'voice', offer: null });
    assert.equal(typeIn(codec, incoming({ from_profile_type: 'admin' })), 'student');
  });

  it('is the profile that the page names, else what the sender says, else a user: the same each time', () => {
    const codec = new EventCodec();
    codec.peer = () => ({ id: '7', type: 'pupil' });
    assert.equal(typeIn(codec, incoming({ from_profile_type: 'admin' })), 'pupil');
    const other = new EventCodec();
    assert.equal(typeIn(other, incoming({ from_profile_type: 'student' })), 'student');
    assert.equal(typeIn(other, incoming()), 'student');
    assert.equal(typeIn(new EventCodec(), incoming()), 'user');
  });

  it('is the peer of the call when the server does not say', () => {
    const { his } = started();
    const [frame] = read(his, ['call:accepted', { bookingId: 'b1', callId: 'c1' }]);
    assert.ok(frame && 'from_profile_id' in frame);
    assert.equal(frame.from_profile_id, '7');
  });
});

describe('a socketio server that drops callId', () => {
  const idOf = (frame: Frame | ProtocolError | undefined) => frame && 'call_id' in frame && frame.call_id;
  const ring: Event = ['call:incoming', { bookingId: 'b1', callType: 'voice', from: '1' }];

  it('has one call per booking, known by one id here until it ends', () => {
    const codec = new EventCodec();
    const first = idOf(read(codec, ring)[0]);
    assert.match(String(first), /^[\da-f-]{36}$/);
    assert.equal(idOf(read(codec, ring)[0]), first);
    assert.equal(idOf(read(codec, ['call:offer', { bookingId: 'b1', offer, from: '1' }])[0]), first);
    assert.equal(idOf(read(codec, ['call:ended', { bookingId: 'b1', from: '1' }])[0]), first);
    assert.notEqual(idOf(read(codec, ring)[0]), first);
  });

  it('finds the call of the caller too', () => {
    const { his } = started();
    assert.equal(idOf(read(his, ['call:accepted', { bookingId: 'b1', from: '7' }])[0]), 'c1');
  });
});

describe('what goes wrong at a socketio server', () => {
  it('S8 a refusal is an error of its call, by name or by the words that servers use', () => {
    const codes = ['offline', 'rate_limited', 'User is offline', 'Receiver not connected', 'Nope', undefined];
    const frames = codes.flatMap((error) => read(new EventCodec(), ['call:error', { callId: 'c1', error }]));
    assert.deepEqual(
      frames.map((frame) => 'code' in frame && frame.code),
      ['offline', 'rate_limited', 'offline', 'offline', 'invalid', 'invalid'],
    );
    assert.ok(frames.every((frame) => 'call_id' in frame && frame.call_id === 'c1'));
  });

  it('X3 events that cannot be read are refused, those of the site are left alone', () => {
    const codec = new EventCodec();
    const refused = read(
      codec,
      ['call:incoming', null],
      ['call:incoming', { callId: 'c1', callType: 'fax', from: '1' }],
      ['call:offer', { callId: 'c1', from: '1' }],
      ['call:answer', { callId: 'c1', from: '1', answer: { type: 'answer', sdp: 'v=0' } }],
      ['call:ended', { callId: 'c1' }],
      ['call:ended', { callId: 'c1', from: { id: '1' } }],
      ['call:ended', { callId: 'c1', from: '1', extra: { ['__proto__']: 1, constructor: {} } }],
    );
    assert.equal(refused.length, 7);
    assert.ok(refused.every((item) => item instanceof ProtocolError));
    assert.deepEqual(read(codec, ['message', { text: 'hi' }], 'call:ended', null), []);
  });
});

describe('the socketio dialect', () => {
  it('S25 says that the offer comes late, before it has loaded and after', async () => {
    assert.deepEqual([offersLate('socketio'), offersLate('profile')], [true, false]);
    const dialect = await loadDialect('socketio');
    assert.deepEqual([dialect.name, offersLate(dialect)], ['socketio', true]);
    assert.notEqual(await loadDialect('socketio'), dialect, 'what it remembers is of one session');
  });

  const self = { id: 'a/b', type: 'student' };
  const addresses = [
    ['wss://site.example/ws/a%2Fb/student', 'https://site.example', '/socket.io/'],
    ['ws://localhost:3000/api/v1/ws/a%2Fb/student', 'http://localhost:3000', '/api/v1/socket.io/'],
    ['wss://calls.example/', 'https://calls.example', '/socket.io/'],
    ['wss://calls.example/realtime/', 'https://calls.example', '/realtime/'],
  ] as const;
  for (const [url, origin, path] of addresses) {
    it(`S11 finds ${origin}${path}`, () => {
      assert.deepEqual(socketIoAddress({ url, self }), { origin, path });
    });
  }
});
