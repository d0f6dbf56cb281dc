import { assert } from '@open-wc/testing';
import { LitElement } from 'lit';
import { remoteAudio } from '../../../src/controllers/remote-audio.js';
import { waitUntil } from '../wait-until.js';

class AudioHost extends LitElement {
  readonly audio = remoteAudio(this);
}
customElements.define('audio-host', AudioHost);

describe('the sound of the peer', () => {
  it('H15 refused and then given without a click, as to a page that has the microphone by now: nobody is asked to tap', async () => {
    const play = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'play')!;
    HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    const host = document.createElement('audio-host') as AudioHost;
    document.body.append(host);
    const asked: boolean[] = [];
    const requestUpdate = host.requestUpdate.bind(host);
    host.requestUpdate = (...change) => {
      asked.push(!host.audio.blocked);
      requestUpdate(...change);
    };
    const context = new AudioContext();
    try {
      host.audio.show(context.createMediaStreamDestination().stream);
      await waitUntil(() => asked.length === 2);
      assert.deepEqual(asked, [true, false]);
    } finally {
      Object.defineProperty(HTMLMediaElement.prototype, 'play', play);
      host.remove();
      await context.close();
    }
  });
});
