import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAttachments } from '../../../src/protocol/attachments.js';
import { ProtocolError } from '../../../src/protocol/errors.js';

const good = { url: 'https://files.test/1?a=b', name: 'a.txt', size: 3, type: 'text/plain' };
const refused = (change: object) => readAttachments([{ ...good, ...change }]) instanceof ProtocolError;

test('X6 files of a message: only places on a web server, plain types and bounded numbers are read', () => {
  const voice = { ...good, type: 'audio/webm', duration: 1200, waveform: [0, 50, 100] };
  assert.deepEqual(readAttachments([good, voice]), [good, voice]);
  assert.deepEqual(readAttachments(undefined), []);
  const urls = [
    ...[
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' https://a.test',
      'data:text/html,<script>',
      'blob:https://a/1',
    ],
    ...[
      '//a.test/x',
      '/x',
      'https://a.test@evil.test/',
      'https:\\\\a.test',
      'https://',
      'file:///etc/passwd',
      'ftp://a.test',
    ],
    ...['https://a.test/\nx', `https://a.test/${'x'.repeat(2048)}`, '', 7, null],
  ];
  for (const url of urls) assert.ok(refused({ url }), String(url));
  for (const type of ['text', 'text/html;charset=x', '<b>/x', 'a/b"onload=', '', 1])
    assert.ok(refused({ type }), String(type));
  for (const size of [-1, 1.5, '3', NaN]) assert.ok(refused({ size }), String(size));
  assert.ok(refused({ waveform: Array.from({ length: 65 }, () => 1) }));
  assert.ok(readAttachments(Array.from({ length: 11 }, () => good)) instanceof ProtocolError);
  assert.ok(readAttachments('x') instanceof ProtocolError);
});

test('a name is a line of text, whatever it was', () => {
  const read = readAttachments([
    { ...good, name: '<img onerror=alert(1)>\u202etxt.exe\n', extra: 1 },
    { ...good, name: 7 },
  ]);
  assert.ok(!(read instanceof ProtocolError));
  assert.deepEqual(
    read.map(({ name }) => name),
    ['<img onerror=alert(1)>txt.exe', 'file'],
  );
  assert.ok(read[0] && !('extra' in read[0]));
});
