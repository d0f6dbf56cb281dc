import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { diagram } from '../../../scripts/diagram.js';
import * as callLimits from '../../../src/call/limits.js';
import { en } from '../../../src/i18n/en.js';
import { envelopeFields, routedFields, serverFields } from '../../../src/protocol/frame-shapes.js';
import * as wireLimits from '../../../src/protocol/limits.js';
import { FEATURES } from '../../../src/relay/features.js';
import { CLOSE } from '../../../src/relay/options.js';
import { codeIn, read, rowsOf } from './documents.js';

const protocol = read('docs/protocol.md');
const architecture = read('ARCHITECTURE.md');
const rows = rowsOf(protocol);

function rowOf(name: string): string {
  const found = rows.filter(([first = '']) => codeIn(first).includes(name));
  assert.ok(found.length > 0, `no row for ${name}`);
  return found.flat().join(' ');
}

describe('docs/protocol.md', () => {
  for (const [type, fields] of Object.entries({ ...routedFields, ...serverFields })) {
    test(`tells the fields of ${type}`, () => {
      // the wire's name for it
      const names = Object.keys(fields).map((name) => (name === 'chosen_party_id' ? 'party_id' : name));
      for (const name of names) assert.ok(codeIn(rowOf(type)).includes(name), name);
    });
  }

  test('tells the fields of every frame', () => {
    for (const name of Object.keys(envelopeFields)) rowOf(name);
  });

  test('has the limits of src/protocol/limits.ts', () => {
    for (const [name, value] of Object.entries(wireLimits)) {
      const row = rows.find((cells) => cells.at(-1) === `\`${name}\``);
      assert.equal(row?.[1]?.replaceAll(' ', ''), String(value), name);
    }
  });

  test('names every feature, close code and reason', () => {
    for (const feature of FEATURES) rowOf(feature);
    for (const code of Object.values(CLOSE)) assert.ok(protocol.includes(String(code)), String(code));
    const closings = read('src/protocol/frames.ts').matchAll(/type (?:Decline|Ended)Reason =([^;]*);/g);
    const reasons = [...closings].flatMap(([, union = '']) => [...union.matchAll(/'(\w+)'/g)]);
    assert.equal(reasons.length, 12);
    for (const [, reason = ''] of reasons) assert.ok(protocol.includes(`\`${reason}\``), reason);
  });
});

describe('ARCHITECTURE.md', () => {
  test('draws the phases as they are', () => {
    assert.ok(architecture.includes(diagram()), 'stale: run `node --import tsx scripts/diagram.ts`');
  });

  test('tells each reason why a call ends in the words that people read', () => {
    for (const [reason, text] of Object.entries(en.endReason)) {
      const row = rowsOf(architecture).find(([first]) => first === `\`${reason}\``);
      assert.equal(row?.[1], text, reason);
    }
  });

  test('has the times of src/call/limits.ts', () => {
    for (const [name, ms] of Object.entries(callLimits)) {
      if (!name.endsWith('_MS')) continue;
      const row = rowsOf(architecture).find((cells) => codeIn(cells.at(-1) ?? '').includes(name));
      assert.equal(row?.[1], String(ms), name);
    }
  });
});
