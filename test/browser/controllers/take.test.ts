import { assert } from '@open-wc/testing';
import { Take, type TakeLimits } from '../../../src/controllers/take.js';
import { waitUntil } from '../wait-until.js';

const tariq = { id: '1', type: 'tutor', name: 'Tariq' };
const sara = { id: '7', type: 'student', name: 'Sara' };

interface Made {
  readonly take: Take;
  readonly tracks: MediaStreamTrack[];
  readonly done: () => boolean;
}

function make(limits: Partial<TakeLimits> = {}): Made {
  let isDone = false;
  const take = new Take(tariq, sara, 'Voice message', {
    changed: () => {},
    ticked: () => {},
    finished: () => (isDone = true),
  });
  take.limits = { ...take.limits, ...limits };
  return { take, tracks: [], done: () => isDone };
}

async function begin({ take, tracks }: Made): Promise<void> {
  await take.begin(
    async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      tracks.push(...stream.getTracks());
      return stream;
    },
    () => false,
  );
}

describe('a recording', () => {
  it('has its file, its length and its wave when it is stopped, and the microphone is free at once', async () => {
    const made = make();
    const { take, tracks } = made;
    await begin(made);
    assert.equal(take.state, 'recording');
    await waitUntil(() => take.length > 600, 'it runs');
    take.stop();
    assert.deepEqual(
      tracks.map((track) => track.readyState),
      ['ended'],
    );
    await waitUntil(made.done, 'it is done');
    const { file, about } = take.result ?? assert.fail('nothing was recorded');
    assert.match(file.type, /^audio\/(webm|ogg|mp4)$/);
    assert.match(file.name, /^Voice message\.(webm|ogg|m4a)$/);
    assert.isAbove(file.size, 100);
    assert.isAbove(about.duration ?? 0, 300);
    assert.lengthOf(about.waveform ?? [], 48);
    assert.isTrue(about.waveform?.every((bar) => Number.isInteger(bar) && bar >= 0 && bar <= 100));
  });

  it('ends by itself when it is as long as one may be', async () => {
    const made = make({ length: 700 });
    await begin(made);
    assert.isTrue(made.take.isLong);
    await waitUntil(made.done, 'it is done');
    assert.equal(made.take.ending, 'long');
    assert.isNotNull(made.take.result);
    made.take.drop();
  });

  it('ends when the microphone is pulled out, and is kept', async () => {
    const made = make();
    await begin(made);
    await waitUntil(() => made.take.length > 600, 'it runs');
    // no test can pull one out; a track that somebody else ends looks alike to a recorder
    made.tracks[0]?.stop();
    await waitUntil(made.done, 'it is done');
    assert.equal(made.take.ending, 'device');
    assert.isNotNull(made.take.result);
  });

  it('that is thrown away while the browser still asks captures nothing', async () => {
    const made = make();
    const begun = begin(made);
    made.take.stop();
    await begun;
    assert.deepEqual(
      made.tracks.map((track) => track.readyState),
      ['ended'],
    );
    assert.equal(made.take.state, 'asking');
    assert.isFalse(made.done());
  });

  it('is heard without an address, from any place, and once it is thrown away no more', async () => {
    const made = make();
    const { take } = made;
    await begin(made);
    await waitUntil(() => take.length > 2000, 'it runs');
    take.stop();
    await waitUntil(made.done, 'it is done');
    const sound = take.sound ?? assert.fail('no sound');
    const told: string[] = [];
    for (const name of ['play', 'pause', 'seeked', 'ended'])
      sound.addEventListener(name, () => told.push(name));
    await sound.play();
    await waitUntil(() => sound.currentTime > 0.2, 'it plays');
    sound.pause();
    const at = sound.currentTime;
    assert.isTrue(sound.paused);
    sound.currentTime = sound.duration - 0.2;
    assert.isAbove(sound.currentTime, at);
    await sound.play();
    await waitUntil(() => told.includes('ended'), 'it ends');
    assert.equal(sound.currentTime, sound.duration);
    assert.deepEqual(told, ['play', 'pause', 'seeked', 'play', 'pause', 'ended']);
    sound.currentTime = 0;
    await sound.play();
    take.drop();
    assert.isTrue(sound.paused);
  });

  it('without a microphone is an error of its own', async () => {
    const { take } = make();
    let name = '';
    await take
      .begin(
        () => Promise.resolve(new MediaStream()),
        () => false,
      )
      .catch((error: unknown) => ({ name } = error as Error));
    assert.equal(name, 'NotFoundError');
  });
});
