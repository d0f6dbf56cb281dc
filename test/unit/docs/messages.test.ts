import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en as actions } from '../../../src/i18n/actions/en.js';
import { rareWords as rare } from '../../../src/i18n/en-rare.js';
import { en as attach } from '../../../src/i18n/attach/en.js';
import { en } from '../../../src/i18n/en.js';
import { en as files } from '../../../src/i18n/files/en.js';
import { en as talk } from '../../../src/i18n/talk/en.js';
import { en as voice } from '../../../src/i18n/voice/en.js';
import { documents, errorCodes, proseOf, read, rowsOf, sourcesOf } from './documents.js';

/** What is written in italics is what the widget says, but for these words. */
const STRESSED = ['WS', 'Glare', 'offer', 'answer', 'candidate', 'accepts', 'answers', 'S14 …'];

function italicsOf(path: string): string[] {
  const found = [...proseOf(path).matchAll(/(?<![*\w])\*([^*\n]+)\*(?!\*)/g)];
  return found.map(([, text = '']) => text).filter((text) => !STRESSED.includes(text));
}

const SAMPLES = [
  'Sara',
  'voice',
  'video',
  'denied',
  'policy',
  'not_found',
  'in_use',
  'overconstrained',
  'insecure',
  'socket',
  'stun',
  'turn_udp',
];

/** Every sentence that a value of the language can become. */
function sentences(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') {
    const make = value as (...parts: string[]) => unknown;
    return SAMPLES.flatMap((first) =>
      ['microphone', 'camera', 'silent', 'refused', 'none'].map((second) => String(make(first, second))),
    );
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sentences) : [];
}

const spoken = sentences([{ ...en, rare, attach, files, actions, talk, voice }]);

for (const path of documents) {
  test(`what ${path} quotes is what people read`, () => {
    for (const text of italicsOf(path)) {
      const general = text.replace(/microphone|camera/, 'DEVICE');
      assert.ok(
        [text, general].some((each) => spoken.includes(each)),
        text,
      );
    }
  });
}

test('the console lines of docs/troubleshooting.md are those of the widget', () => {
  const sources = sourcesOf('session');
  for (const line of ['the server announced itself', 'the server refused a frame', 'a frame was refused']) {
    assert.ok(sources.includes(`'${line}'`), line);
    assert.ok(proseOf('docs/troubleshooting.md').includes(`\`${line}\``), line);
  }
  const logged = [...sources.matchAll(/log\(\s*'\w+',\s*'([^']+)'/g)].map(([, line = '']) => line);
  assert.ok(logged.length >= 4);
  for (const line of logged) assert.ok(read('docs/troubleshooting.md').includes(`\`${line}\``), line);
});

test('every ccm-error and every log prefix is in docs/troubleshooting.md', () => {
  const text = read('docs/troubleshooting.md');
  const codes = errorCodes();
  const addresses = [...read('src/signaling/url.ts').matchAll(/^ {2}\| '(\w+)'/gm)].map(
    ([, code = '']) => code,
  );
  assert.ok(codes.length > 5 && addresses.length === 4);
  for (const code of [...codes, ...addresses]) assert.ok(text.includes(`\`${code}\``), code);
  const [, steps = ''] = /type LogStep = ([^;]*);/.exec(read('src/relay/log.ts')) ?? [];
  const prefixes = [...steps.matchAll(/'(\w+)'/g)].map(([, step = '']) => `[relay.${step}]`);
  assert.equal(prefixes.length, 6);
  const firstCells = rowsOf(text).map(([first = '']) => first);
  for (const prefix of prefixes) assert.ok(firstCells.includes(`\`${prefix}\``), prefix);
});
