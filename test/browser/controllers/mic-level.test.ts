import { assert } from '@open-wc/testing';
import { listenTo } from '../../../src/controllers/mic-level.js';
import { waitUntil } from '../wait-until.js';

/** Ten milliseconds of noise in every 150. */
function ticking(context: AudioContext): MediaStreamTrack {
  const rate = context.sampleRate;
  const buffer = new AudioBuffer({ length: 0.15 * rate, sampleRate: rate });
  const samples = buffer.getChannelData(0);
  for (let i = 0; i < 0.01 * rate; i++) samples[i] = i % 4 < 2 ? 0.8 : -0.8;
  const source = new AudioBufferSourceNode(context, { buffer, loop: true });
  const stream = context.createMediaStreamDestination();
  source.connect(stream);
  source.start();
  return stream.stream.getAudioTracks()[0]!;
}

describe('the level of a microphone', () => {
  it('S35 tells a sound that is shorter than the time between two looks, whenever they come', async () => {
    const context = new AudioContext();
    const meter = listenTo(ticking(context))!;
    const looks: number[] = [];
    const isHeard = (): boolean => looks.push(meter.level()) > 0 && looks.at(-1)! > 0.15;
    await waitUntil(isHeard, 'it sounds');
    const start = context.currentTime;
    await waitUntil(() => context.currentTime - start > 0.4, 'what was before it is forgotten');
    looks.length = 0;
    await waitUntil(() => isHeard() && looks.length === 20);
    assert.isAbove(Math.min(...looks), 0.15);
    meter.close();
    await context.close();
  });
});
