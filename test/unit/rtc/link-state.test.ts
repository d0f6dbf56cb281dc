import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linkReporter } from '../../../src/rtc/link-state.js';

function links(...states: [RTCPeerConnectionState, RTCIceConnectionState][]): string[] {
  const said: string[] = [];
  const report = linkReporter((link) => said.push(link));
  for (const [connectionState, iceConnectionState] of states) report({ connectionState, iceConnectionState });
  return said;
}

describe('link state', () => {
  it('S30 is connected only when DTLS is up, and says so once', () => {
    assert.deepEqual(links(['new', 'new'], ['connecting', 'checking'], ['connecting', 'connected']), []);
    assert.deepEqual(links(['connected', 'connected'], ['connected', 'completed']), ['connected']);
  });

  it('H10 hears of trouble from either state', () => {
    assert.deepEqual(links(['connected', 'disconnected']), ['disconnected']);
    assert.deepEqual(links(['disconnected', 'connected']), ['disconnected']);
    assert.deepEqual(links(['failed', 'disconnected']), ['failed']);
    assert.deepEqual(links(['connecting', 'failed']), ['failed']);
  });

  it('H10 reports a recovery, and a second failure after a restart', () => {
    const up = ['connected', 'connected'] as const;
    const down = ['disconnected', 'disconnected'] as const;
    assert.deepEqual(links([...up], [...down], [...down], [...up]), [
      'connected',
      'disconnected',
      'connected',
    ]);
    assert.deepEqual(links(['failed', 'failed'], ['connecting', 'checking'], ['failed', 'failed']), [
      'failed',
      'failed',
    ]);
  });

  it('says nothing of a closed connection', () => {
    assert.deepEqual(links(['closed', 'closed']), []);
  });
});
