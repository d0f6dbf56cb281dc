import { assert } from '@open-wc/testing';
import { createRingtone } from '../../../src/ringtone/index.js';
import { CADENCE, renderTone } from '../../../src/ringtone/tones.js';
import type { Ringtone } from '../../../src/ringtone/index.js';

const Original = AudioContext;
let contexts: Watched[] = [];
/** What the context claims to be, to act out a browser that refuses to play. */
let refuse = false;

/** A real context whose output can be looked at. */
class Watched extends Original {
  readonly meter = this.createAnalyser();
  resumed = 0;

  constructor() {
    super();
    contexts.push(this);
    if (refuse) void super.suspend();
  }

  override get destination(): AudioDestinationNode {
    return this.meter as unknown as AudioDestinationNode;
  }

  override resume(): Promise<void> {
    this.resumed += 1;
    return refuse ? new Promise(() => undefined) : super.resume();
  }

  connectMeter(): void {
    this.meter.connect(super.destination);
  }

  loud(): boolean {
    const wave = new Float32Array(this.meter.fftSize);
    this.meter.getFloatTimeDomainData(wave);
    return wave.some((value) => Math.abs(value) > 0.001);
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
const states = (): string[] => contexts.map((context) => context.state);

describe('ringtone', () => {
  let ringtone: Ringtone;

  beforeEach(() => {
    contexts = [];
    refuse = false;
    window.AudioContext = Watched;
    ringtone = createRingtone();
  });

  afterEach(async () => {
    ringtone.stop();
    window.AudioContext = Original;
    await until(() => states().every((state) => state === 'closed'));
  });

  for (const kind of ['ringtone', 'ringback'] as const) {
    it(`${kind}: sounds, and leaves no context behind`, async () => {
      ringtone.play(kind);
      await until(() => contexts.length > 0);
      contexts[0]?.connectMeter();
      await until(() => contexts[0]?.loud() ?? false);
      await until(() => !ringtone.blocked);
      ringtone.stop();
      ringtone.stop();
      await until(() => contexts[0]?.state === 'closed');
      assert.lengthOf(contexts, 1);
    });
  }

  it('playing twice is playing once; the other kind takes over', async () => {
    ringtone.play('ringtone');
    ringtone.play('ringtone');
    await until(() => states().join() === 'running');
    ringtone.play('ringtone');
    ringtone.play('ringback');
    await until(() => states().join() === 'closed,running');
  });

  it('H15 refused by the browser: says so, and begins with a gesture', async () => {
    refuse = true;
    const told: boolean[] = [];
    ringtone.onblocked = (blocked) => void told.push(blocked);
    ringtone.play('ringtone');
    assert.strictEqual(ringtone.blocked, false, 'not before it is certain');
    await until(() => ringtone.blocked);
    assert.deepEqual(told, [true]);
    refuse = false;
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
    await until(() => !ringtone.blocked);
    assert.deepEqual(told, [true, false]);
    await until(() => contexts[0]?.state === 'running');
    const { resumed } = contexts[0] ?? { resumed: 0 };
    document.dispatchEvent(new PointerEvent('pointerdown'));
    assert.strictEqual(contexts[0]?.resumed, resumed, 'listens no longer');
  });

  it('H15 stopped while refused: no gesture starts it any more', async () => {
    refuse = true;
    ringtone.play('ringtone');
    await until(() => ringtone.blocked);
    ringtone.stop();
    assert.strictEqual(ringtone.blocked, false);
    await until(() => contexts[0]?.state === 'closed');
    const { resumed } = contexts[0] ?? { resumed: 0 };
    document.dispatchEvent(new PointerEvent('pointerdown'));
    assert.strictEqual(contexts[0]?.resumed, resumed);
  });

  it('H15 listens for gestures only while it is wanted', async () => {
    const [add, remove] = [
      document.addEventListener.bind(document),
      document.removeEventListener.bind(document),
    ];
    const listening = new Set<string>();
    document.addEventListener = (...args: unknown[]) => {
      listening.add(String(args[0]));
      add(...(args as Parameters<typeof add>));
    };
    document.removeEventListener = (...args: unknown[]) => {
      listening.delete(String(args[0]));
      remove(...(args as Parameters<typeof remove>));
    };
    try {
      refuse = true;
      ringtone.play('ringtone');
      await until(() => listening.has('keydown'));
      ringtone.stop();
      assert.deepEqual([...listening], []);
    } finally {
      for (const name of ['addEventListener', 'removeEventListener']) Reflect.deleteProperty(document, name);
    }
  });

  it('H15 without an AudioContext nothing throws and the ring counts as blocked', async () => {
    Object.assign(window, { AudioContext: undefined });
    ringtone.play('ringtone');
    await until(() => ringtone.blocked);
    ringtone.stop();
    assert.strictEqual(ringtone.blocked, false);
  });

  it('H4 stopped in the same batch it never makes a sound', async () => {
    ringtone.play('ringtone');
    ringtone.stop();
    ringtone.play('ringback');
    await until(() => states().join() === 'running');
    assert.lengthOf(contexts, 1);
  });

  it('both tones end in silence, never clip and are not the same', () => {
    const context = new OfflineAudioContext(1, 1, 44_100);
    const [bell, back] = (['ringtone', 'ringback'] as const).map((kind) =>
      renderTone(context, kind).getChannelData(0),
    );
    for (const tone of [bell, back]) {
      const peak = Math.max(...(tone ?? []).map(Math.abs));
      assert.isTrue(peak > 0.1 && peak < 1, String(peak));
      assert.strictEqual(tone?.at(-1), 0);
      assert.strictEqual((tone?.length ?? 0) / 22_050, CADENCE);
    }
    assert.strictEqual(
      bell?.some((value, at) => value !== back?.[at]),
      true,
    );
  });
});
