import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Frame } from '../../../src/protocol/frames.js';
import { MAX_CANDIDATE_CHARS, MAX_CANDIDATES } from '../../../src/protocol/limits.js';
import { parseFrame, serializeFrame } from '../../../src/protocol/parse-frame.js';
import { accepted, assertRefused } from './expect-frame.js';
import { CANDIDATE, ENVELOPE } from './samples.js';

const base = { ...ENVELOPE, type: 'ice_candidate', call_id: 'c' } as const;
const one = { candidate: CANDIDATE, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: null };
const candidatesOf = (fields: object) => accepted('ice_candidate', { ...base, ...fields }).candidates;
const written = (candidates: Extract<Frame, { type: 'ice_candidate' }>['candidates']): unknown =>
  JSON.parse(serializeFrame({ ...base, candidates }));

describe('ice_candidate', () => {
  it('H5 one candidate, a list, and a list beside one are one list', () => {
    assert.deepEqual(candidatesOf({ candidate: one }), [one]);
    assert.deepEqual(candidatesOf({ candidates: [one, one] }), [one, one]);
    assert.deepEqual(candidatesOf({ candidates: [one, null], candidate: one }), [one, null]);
    assert.deepEqual(candidatesOf({ candidates: [] }), []);
  });

  it('H5 null, the empty string and absence are the end', () => {
    const ends = [{}, { candidate: null }, { candidate: '' }, { candidate: {} }, { candidates: null }];
    for (const fields of [
      ...ends,
      { candidate: { candidate: '' } },
      { candidate: { candidate: null, sdpMid: '0' } },
    ])
      assert.deepEqual(candidatesOf(fields), [null]);
    assert.deepEqual(candidatesOf({ candidates: [one, '', { candidate: '' }, null] }), [
      one,
      null,
      null,
      null,
    ]);
  });

  it('H5 a bare string, and one with the a= of SDP, belong to the first m-line', () => {
    const bare = { candidate: CANDIDATE, sdpMLineIndex: 0 };
    assert.deepEqual(candidatesOf({ candidate: CANDIDATE }), [bare]);
    assert.deepEqual(candidatesOf({ candidates: [`a=${CANDIDATE}`] }), [bare]);
    assert.deepEqual(candidatesOf({ candidate: { candidate: CANDIDATE, sdpMid: null } }), [
      { ...bare, sdpMid: null },
    ]);
    const named = { candidate: CANDIDATE, sdpMid: 'audio' };
    assert.deepEqual(candidatesOf({ candidate: named }), [named]);
  });

  it('H5 malformed candidates are refused', () => {
    const bad = [
      5,
      true,
      [one],
      'host 127.0.0.1',
      { candidate: 'a=candidatex' },
      { candidate: 5 },
      { candidate: `${CANDIDATE}\r\na=evil` },
      { candidate: `candidate:${'x'.repeat(MAX_CANDIDATE_CHARS)}` },
      { ...one, sdpMid: 5 },
      { ...one, sdpMLineIndex: -1 },
      { ...one, sdpMLineIndex: 1.5 },
      { ...one, sdpMLineIndex: 65_536 },
      { ...one, usernameFragment: 'x'.repeat(257) },
    ];
    for (const candidate of bad) {
      assertRefused(parseFrame({ ...base, candidate }), 'invalid_field');
      assertRefused(parseFrame({ ...base, candidates: [one, candidate] }), 'invalid_field');
    }
    assertRefused(parseFrame({ ...base, candidates: 'all' }), 'invalid_field', 'candidates');
  });

  it('X3 a list of more than 100 is refused', () => {
    const list = (length: number) => Array.from({ length }, () => one);
    assert.equal(candidatesOf({ candidates: list(MAX_CANDIDATES) }).length, MAX_CANDIDATES);
    assertRefused(
      parseFrame({ ...base, candidates: list(MAX_CANDIDATES + 1) }),
      'invalid_field',
      'candidates',
    );
  });

  it('a list of one is written as `candidate`, which is all that older clients read', () => {
    assert.deepEqual(written([one]), { ...base, candidate: one });
    assert.deepEqual(written([null]), { ...base, candidate: null });
    assert.deepEqual(written([one, null]), { ...base, candidates: [one, null] });
  });
});
