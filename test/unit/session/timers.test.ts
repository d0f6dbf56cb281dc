import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { callTimers } from '../../../src/session/timers.js';

/** A machine whose timers tick with `tick`, and whose clock on the wall also goes on while it sleeps. */
function machine() {
  let wall = 1_800_000_000_000;
  const fired: string[] = [];
  const timers = callTimers(
    (callId, timer) => fired.push(`${callId} ${timer}`),
    () => wall,
  );
  const tick = (ms: number) => {
    wall += ms;
    mock.timers.tick(ms);
  };
  return { fired, timers, tick, sleep: (ms: number) => (wall += ms) };
}

test('H13 deadlines that passed while no timer ran fall due on waking, once', (t) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => mock.timers.reset());
  const { fired, timers, tick, sleep } = machine();
  timers.start({ callId: 'a', timer: 'ring', ms: 60_000 });
  timers.start({ callId: 'a', timer: 'give_up', ms: 120_000 });
  tick(20_000);
  timers.check();
  assert.deepEqual(fired, [], 'nothing is due');
  sleep(40_000);
  assert.deepEqual(fired, [], 'asleep');
  timers.check();
  timers.check();
  assert.deepEqual(fired, ['a ring']);
  tick(100_000);
  assert.deepEqual(fired, ['a ring', 'a give_up'], 'and its own timer does not fire any more');
});

test('H13 what the first one that is due cancels or starts anew does not fire', (t) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => mock.timers.reset());
  let wall = 0;
  const fired: string[] = [];
  const timers = callTimers(
    (_, timer) => {
      fired.push(timer);
      if (timer !== 'ring') return;
      timers.cancel({ callId: 'a', timer: 'connect' });
      timers.start({ callId: 'a', timer: 'repeat', ms: 3_000 });
    },
    () => wall,
  );
  for (const timer of ['ring', 'connect', 'repeat'] as const) timers.start({ callId: 'a', timer, ms: 1_000 });
  wall = 600_000;
  timers.check();
  assert.deepEqual(fired, ['ring']);
  timers.cancel({ callId: 'a', timer: 'repeat' });
  mock.timers.tick(10_000);
  assert.deepEqual(fired, ['ring'], 'nothing runs on');
});
