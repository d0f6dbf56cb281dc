import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_DEPTH, MAX_FRAME_BYTES, MAX_SDP_CHARS } from '../../../src/protocol/limits.js';
import { parseFrame, parseText } from '../../../src/protocol/parse-frame.js';
import { assertRefused } from './expect-frame.js';
import { ENVELOPE, SDP } from './samples.js';

const nested = (levels: number): unknown => (levels ? [nested(levels - 1)] : 0);
const typing = { ...ENVELOPE, type: 'typing', active: true };
/** A valid frame of exactly so many bytes of text. */
const ofBytes = (bytes: number, unit = 'x'): string => {
  const empty = JSON.stringify({ ...typing, pad: '' });
  return JSON.stringify({ ...typing, pad: unit.repeat((bytes - empty.length) / Buffer.byteLength(unit)) });
};

describe('frames that are refused', () => {
  it('S16 malformed text is an error with a code, never a throw', () => {
    for (const text of [
      '',
      '{',
      'null',
      '7',
      '"x"',
      '[]',
      '[{"type":"ping"}]',
      'undefined',
      '{"type":"ping"}x',
      '\ud800',
    ])
      assertRefused(parseText(text), 'malformed');
    assertRefused(parseText(undefined as unknown as string), 'malformed');
  });

  it('S16 an unknown type is named, and only when its name is fit for a log', () => {
    assertRefused(parseFrame({ type: 'profile.updated' }), 'unknown_type', 'profile.updated');
    assertRefused(parseFrame({ type: 'a\r\n[relay.error] b' }), 'unknown_type', 'type');
    for (const inherited of ['toString', 'hasOwnProperty', '__proto__', 'constructor'])
      assertRefused(parseFrame({ type: inherited }), 'unknown_type');
    for (const bad of [undefined, null, 5, ['ping'], {}])
      assertRefused(parseFrame({ type: bad }), 'invalid_field', 'type');
  });

  it('S16 values that are no data never throw', () => {
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    const cyclic: Record<string, unknown> = { ...typing };
    cyclic['self'] = cyclic;
    let shared: unknown[] = [0];
    for (let i = 0; i < 14; i += 1) shared = Array.from({ length: 50 }, () => shared);
    assertRefused(parseFrame(hostile), 'malformed');
    assertRefused(parseFrame(cyclic), 'malformed', 'depth');
    assertRefused(parseFrame({ ...typing, shared }), 'too_large');
    for (const value of [undefined, null, 5n, Symbol('x'), () => 0, new Date(), new Map([['type', 'ping']])])
      assert.ok(parseFrame(value) instanceof Error);
  });

  it('X3 more than 64 KiB of UTF-8 is too large; 64 KiB is not', () => {
    assert.deepEqual(parseText(ofBytes(MAX_FRAME_BYTES)), typing);
    assertRefused(parseText(ofBytes(MAX_FRAME_BYTES + 1)), 'too_large');
    const wide = ofBytes(MAX_FRAME_BYTES + 30, 'ß');
    assert.ok(wide.length < MAX_FRAME_BYTES);
    assertRefused(parseText(wide), 'too_large');
    assertRefused(parseFrame({ ...typing, pad: 'x'.repeat(MAX_FRAME_BYTES) }), 'too_large');
    assertRefused(parseFrame({ ...typing, ['k'.repeat(MAX_FRAME_BYTES)]: 1 }), 'too_large');
  });

  it('X3 what is accepted is small enough to be sent on, with its line ends escaped', () => {
    const sdp = SDP + '\n'.repeat(40_000);
    const frame = { ...ENVELOPE, type: 'call_invitation', call_type: 'voice', offer: { type: 'offer', sdp } };
    assertRefused(parseFrame(frame), 'too_large', 'call_invitation');
  });

  it('X3 nesting is bounded', () => {
    assert.deepEqual(parseFrame({ ...typing, deep: nested(MAX_DEPTH - 1) }), typing);
    assertRefused(parseFrame({ ...typing, deep: nested(MAX_DEPTH) }), 'malformed', 'depth');
    assertRefused(parseText('['.repeat(60_000)), 'malformed');
    assertRefused(parseText('['.repeat(30_000) + ']'.repeat(30_000)), 'malformed', 'depth');
  });

  it('X3 __proto__, constructor and prototype are refused at any depth, and pollute nothing', () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const bad = `{"${key}":{"polluted":true}}`;
      const frame = JSON.stringify(typing).slice(0, -1);
      assertRefused(parseText(`${frame},${bad.slice(1)}`), 'forbidden_key', key);
      assertRefused(parseText(`${frame},"a":{"b":[1,${bad}]}}`), 'forbidden_key', key);
      assertRefused(parseText(`{"type":"call_invitation","offer":${bad}}`), 'forbidden_key', key);
      assertRefused(parseText(`{"type":"nobody_knows","x":${bad}}`), 'forbidden_key', key);
    }
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('X3 nothing is read from a prototype', () => {
    assertRefused(parseFrame(Object.create(typing)), 'invalid_field', 'type');
    const { active, ...rest } = typing;
    const inherited = Object.assign(Object.create({ active }) as object, rest);
    assertRefused(parseFrame(inherited), 'invalid_field', 'active');
  });

  it('X3 SDP is text with a fingerprint, of the right type and a bounded length', () => {
    const invite = (offer: unknown) =>
      parseFrame({ ...ENVELOPE, type: 'call_invitation', call_type: 'voice', offer });
    assert.ok(!(invite({ type: 'offer', sdp: SDP }) instanceof Error));
    const bad = [
      SDP.replace('a=fingerprint', 'a=finger'),
      SDP.replace('a=fingerprint', 's=a=fingerprint'),
      SDP + 'x'.repeat(MAX_SDP_CHARS),
      SDP + '\u0000',
      SDP + '\ud800',
      [SDP],
      undefined,
    ];
    for (const sdp of bad) assertRefused(invite({ type: 'offer', sdp }), 'invalid_field', 'offer.sdp');
    for (const type of ['answer', 'pranswer', 'rollback', undefined])
      assertRefused(invite({ type, sdp: SDP }), 'invalid_field', 'offer.type');
    for (const offer of [SDP, 5, true]) assertRefused(invite(offer), 'invalid_field', 'offer');
  });

  it('X5 an error tells the field, never what stood in it', () => {
    const secret = 'v=0 192.0.2.7 secret';
    const error = parseFrame({ ...ENVELOPE, type: 'call_answer', answer: { type: 'answer', sdp: secret } });
    assert.ok(error instanceof Error);
    assert.equal(error.message, 'invalid_field at answer.sdp');
  });
});
