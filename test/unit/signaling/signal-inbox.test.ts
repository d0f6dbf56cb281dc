import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { createRelayDialect } from '../../../src/signaling/dialects/relay.js';

const self = { id: '7', type: 'student' };

/** Everything that waits for no timer has happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

for (const [choice, ms] of [
  ['relay', 1500],
  ['relay poll=400', 400],
  ['relay poll=1', 250],
  ['relay poll=600000', 10_000],
  ['relay poll=often', 1500],
] as const)
  test(`S20 ${choice}: polls every ${ms} ms while a call is under way`, async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const asked = mock.method(globalThis, 'fetch', () =>
      Promise.resolve(Response.json({ success: true, signals: [], cursor: 0 })),
    );
    const url = 'http://localhost:1/ws/7/student';
    const endpoint = { url, self, chatId: () => '1', transport: 'polling' as const };
    const handlers = { open: () => {}, message: () => {}, close: () => {} };
    const transport = createRelayDialect(choice).openTransport(endpoint, handlers);
    const after = async (wait: number) => {
      mock.timers.tick(wait);
      await settled();
      return asked.mock.callCount();
    };
    try {
      assert.equal(await after(0), 1);
      assert.equal(await after(ms - 1), 1);
      assert.equal(await after(1), 2);
      assert.equal(await after(ms), 3);
    } finally {
      transport.close();
      mock.timers.reset();
      mock.restoreAll();
    }
  });
