import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_ID_CHARS, MAX_NAME_CHARS, MAX_TEXT_CHARS } from '../../../src/protocol/limits.js';
import { parseFrame, parseText, serializeFrame } from '../../../src/protocol/parse-frame.js';
import { accepted, assertRefused } from './expect-frame.js';
import { ENVELOPE, SAMPLES, SDP } from './samples.js';

const invitation = {
  ...ENVELOPE,
  type: 'call_invitation',
  call_id: 'c',
  call_type: 'voice',
  offer: { type: 'offer', sdp: SDP },
};
const typing = { ...ENVELOPE, type: 'typing', active: true };

describe('frames that are read', () => {
  for (const sample of SAMPLES) {
    it(`${sample.type} comes back as it went, as text and as a value`, () => {
      assert.deepEqual(parseText(serializeFrame(sample)), sample);
      assert.deepEqual(parseFrame(sample), sample);
    });
  }

  it('S1 ids are strings, whether they travel as strings or as numbers', () => {
    const frame = accepted('typing', {
      ...typing,
      from_profile_id: 1,
      to_profile_id: 7,
      conversation_id: 12,
    });
    assert.equal(frame.from_profile_id, '1');
    assert.equal(frame.to_profile_id, '7');
    assert.equal(frame.conversation_id, '12');
    assert.equal(accepted('call_ringing', { ...ENVELOPE, type: 'call_ringing', call_id: 42 }).call_id, '42');
  });

  it('an id that JSON has rounded, and one that is no id, are refused', () => {
    for (const bad of [
      2 ** 53,
      1.5,
      NaN,
      Infinity,
      true,
      {},
      ['1'],
      'x'.repeat(MAX_ID_CHARS + 1),
      'a\nb',
      '\ud800',
    ])
      assertRefused(parseFrame({ ...typing, from_profile_id: bad }), 'invalid_field', 'from_profile_id');
    for (const missing of [undefined, null, ''])
      assertRefused(
        parseFrame({ ...typing, from_profile_type: missing }),
        'invalid_field',
        'from_profile_type',
      );
  });

  it('a bad id is refused where it is optional too: without it the frame would mean another call', () => {
    for (const key of ['call_id', 'party_id', 'conversation_id', 'seq'])
      assertRefused(parseFrame({ ...invitation, [key]: { evil: 1 } }), 'invalid_field', key);
    assertRefused(parseFrame({ ...invitation, seq: -1 }), 'invalid_field', 'seq');
  });

  it('unknown fields are dropped; absent optional fields stay absent, also when they come as null', () => {
    const frame = parseFrame({
      ...typing,
      party_id: null,
      conversation_id: '',
      from_avatar: null,
      extra: { a: [1] },
    });
    assert.deepEqual(frame, typing);
  });

  it('a server may strip the addressee: it is empty then', () => {
    const { to_profile_id: _id, to_profile_type: _type, ...rest } = typing;
    assert.deepEqual(parseFrame(rest), { ...rest, to_profile_id: '', to_profile_type: '' });
  });

  it('S10 call_type is voice or video, nothing else', () => {
    assert.equal(accepted('call_invitation', invitation).call_type, 'voice');
    for (const bad of ['audio', '', undefined, 1])
      assertRefused(parseFrame({ ...invitation, call_type: bad }), 'invalid_field', 'call_type');
  });

  it('an offer may be null and so may an answer, but neither may be missing', () => {
    assert.equal(accepted('call_invitation', { ...invitation, offer: null }).offer, null);
    assert.equal(accepted('call_answer', { ...ENVELOPE, type: 'call_answer', answer: null }).answer, null);
    assertRefused(parseFrame({ ...invitation, offer: undefined }), 'invalid_field', 'offer');
    assertRefused(parseFrame({ ...ENVELOPE, type: 'call_answer' }), 'invalid_field', 'answer');
  });

  it('an older client gives no reason, a newer one a reason that is not known yet', () => {
    for (const reason of [undefined, null, 'because', 7]) {
      assert.equal(
        accepted('call_declined', { ...ENVELOPE, type: 'call_declined', reason }).reason,
        'declined',
      );
      assert.equal(accepted('call_ended', { ...ENVELOPE, type: 'call_ended', reason }).reason, 'hangup');
    }
  });

  it('H6 the chosen device travels as party_id and is told apart from the sender’s own', () => {
    const elsewhere = {
      ...ENVELOPE,
      type: 'call_ended',
      call_id: 'c',
      reason: 'declined_elsewhere',
      party_id: 'p',
    };
    const frame = accepted('call_ended', elsewhere);
    assert.equal(frame.chosen_party_id, 'p');
    assert.ok(!('party_id' in frame));
    assert.deepEqual(JSON.parse(serializeFrame(frame)), elsewhere);
    const own = accepted('call_ended', { ...elsewhere, reason: 'hangup' });
    assert.equal(own.party_id, 'p');
    assert.ok(!('chosen_party_id' in own));
    const both = serializeFrame({ ...frame, party_id: 'mine' });
    assert.equal((JSON.parse(both) as { party_id: string }).party_id, 'p');
  });

  it('a name is one line of text, cut rather than refused', () => {
    const name = (from_name: unknown) => accepted('typing', { ...typing, from_name }).from_name;
    assert.equal(name('Sara\r\n[relay.error] \u0000x'), 'Sara[relay.error] x');
    assert.equal(name('\u202eSara\ud800'), 'Sara');
    assert.equal(name('x'.repeat(MAX_NAME_CHARS - 1) + '😀'), 'x'.repeat(MAX_NAME_CHARS - 1));
    for (const none of ['', '  ', 5, {}, null]) assert.equal(name(none), undefined);
  });

  it('a message keeps its lines and is never cut', () => {
    const message = (text: unknown) =>
      parseFrame({ ...ENVELOPE, type: 'chat_message', message_id: 'm', text });
    assert.deepEqual(message('a\r\n\tb\u0007'), {
      ...ENVELOPE,
      type: 'chat_message',
      message_id: 'm',
      text: 'a\n\tb',
    });
    for (const bad of ['', '\u0000', undefined, 5, 'x'.repeat(MAX_TEXT_CHARS + 1)])
      assertRefused(message(bad), 'invalid_field', 'text');
  });
});
