import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadDialect, UnknownDialectError } from '../../../src/signaling/dialects/index.js';
import { profileDialect } from '../../../src/signaling/dialects/profile.js';
import { csrfNames, jsonHeaders } from '../../../src/signaling/transports/csrf.js';
import { ProtocolError } from '../../../src/protocol/errors.js';
import { hangUp, invitation } from './harness.js';

test('profile is the default and comes at once', () => {
  assert.equal(loadDialect('profile'), profileDialect);
  assert.equal(loadDialect(''), profileDialect);
});

test("a page's own dialect object is taken as it is", () => {
  const own = { ...profileDialect, name: 'own' };
  assert.equal(loadDialect(own), own);
});

test('an unknown name is a typed rejection, also one that every object has', async () => {
  for (const name of ['nonsense', 'constructor', '__proto__'])
    await assert.rejects(
      async () => loadDialect(name),
      (error) => {
        return error instanceof UnknownDialectError && error.dialect === name;
      },
    );
});

test('S10 the profile codec gives back each frame that it wrote', () => {
  const { codec } = profileDialect;
  for (const frame of [invitation, hangUp, { type: 'ping' } as const])
    assert.deepEqual(codec.decode(codec.encode(frame)), [frame]);
});

test('S16 the profile codec answers nonsense with an error', () => {
  for (const text of ['', '{', 'null', '"x"', '{"type":"nonsense"}'])
    assert.ok(profileDialect.codec.decode(text)[0] instanceof ProtocolError, text);
});

test('S4 the names of the CSRF cookie and header are Django’s, or what stands after the dialect', async (t) => {
  Object.assign(globalThis, { document: { cookie: 'a=1; csrftoken=one; xsrf=two%3D; b=2' } });
  t.after(() => Reflect.deleteProperty(globalThis, 'document'));
  const headers = (choice: string) => jsonHeaders(csrfNames(choice));
  assert.equal(headers('relay')['X-CSRFToken'], 'one');
  const own = headers('relay csrf-cookie=xsrf csrf-header=X-XSRF nonsense');
  assert.deepEqual(own, { 'content-type': 'application/json', 'X-XSRF': 'two=' });
  for (const name of ['channels', 'relay'])
    assert.equal((await loadDialect(`${name} csrf-cookie=xsrf csrf-header=X-XSRF`)).name, name);
});
