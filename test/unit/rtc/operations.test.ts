import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Operations } from '../../../src/rtc/operations.js';
import { PeerError } from '../../../src/rtc/peer-error.js';

const named = (name: string): Error => Object.assign(new Error('a=candidate: secret'), { name });

describe('operations', () => {
  it('starts at once when the line is free, and keeps the order otherwise', async () => {
    const line = new Operations();
    const order: string[] = [];
    let release!: () => void;
    const first = line.run('createOffer', () => {
      order.push('first');
      return new Promise<void>((resolve) => (release = resolve));
    });
    const second = line.run('applyAnswer', () => Promise.resolve(order.push('second')));
    assert.deepEqual(order, ['first']);
    release();
    await Promise.all([first, second]);
    assert.deepEqual(order, ['first', 'second']);
    await new Promise((resolve) => setImmediate(resolve));
    void line.run('createOffer', () => Promise.resolve(order.push('at once')));
    assert.equal(order.at(-1), 'at once');
  });

  it('a failed step is named, quotes nothing, and does not hold up the next', async () => {
    const line = new Operations();
    const failed = line.run('acceptOffer', () => Promise.reject(named('OperationError')));
    const next = line.run('createOffer', () => Promise.resolve(1));
    await assert.rejects(failed, {
      name: 'PeerError',
      step: 'acceptOffer',
      message: 'acceptOffer: OperationError',
    });
    assert.equal(await next, 1);
  });

  it('closing rejects what runs for ever, what waits and what comes', async () => {
    const line = new Operations();
    let ran = 0;
    const running = line.run('createOffer', () => new Promise(() => undefined));
    const waiting = line.run('applyAnswer', () => Promise.resolve((ran += 1)));
    line.close('closed');
    const late = line.run('createOffer', () => Promise.resolve((ran += 1)));
    for (const step of [running, waiting, late]) await assert.rejects(step, new PeerError('closed'));
    assert.equal(ran, 0);
  });

  it('keeps the first cause', async () => {
    const line = new Operations();
    line.close('create', named('SyntaxError'));
    line.close('closed');
    await assert.rejects(
      line.run('createOffer', () => Promise.resolve()),
      { message: 'create: SyntaxError' },
    );
  });
});
