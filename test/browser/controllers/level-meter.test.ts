import { aTimeout, assert } from '@open-wc/testing';
import type { DialogHost } from '../../../src/controllers/dialog-controller.js';
import { showLevel } from '../../../src/controllers/level-meter.js';
import { waitUntil } from '../wait-until.js';

describe('the ring around the face', () => {
  it('is measured while it shows, and not behind a picture', async () => {
    const renderRoot = document.createElement('div');
    const stage = Object.assign(document.createElement('ccm-call'), { pictured: false });
    renderRoot.append(stage);
    let ring: Record<'hostUpdated' | 'hostDisconnected', () => void> | undefined;
    const addController = (controller: typeof ring) => (ring = controller);
    let read = 0;
    showLevel(
      { renderRoot, addController } as unknown as DialogHost,
      () => true,
      () => ++read,
    );
    ring?.hostUpdated();
    await waitUntil(() => read > 1);
    stage.pictured = true;
    const before = read;
    await aTimeout(250);
    assert.equal(read, before);
    stage.pictured = false;
    await waitUntil(() => read > before);
    ring?.hostDisconnected();
  });
});
