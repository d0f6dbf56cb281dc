/** An allowed context takes up to about 100 ms to run, several times that on a busy machine; one that takes longer is not allowed. */
const GRACE_MS = 1000;
/** A sixth up, as a small bell: when each note begins (s), its pitch (Hz). */
const NOTES = [
  [0, 783.99],
  [0.11, 1318.51],
] as const;
/** Seconds that a note sounds. */
const LENGTH = 0.5;
/** Far below the ringtone: it tells, it does not call. */
const LEVEL = 0.12;
/** Seconds until a note is there, or the speaker clicks. */
const ATTACK = 0.01;

/**
 * The sound of a message, once, where the page may sound now: a sound that comes with a later click would tell nothing.
 * Never rejects. `false`: nothing is heard.
 */
export async function chime(): Promise<boolean> {
  try {
    const context = new AudioContext();
    const isRunning = await runs(context);
    const over = isRunning ? NOTES.map(([after, pitch]) => strike(context, after, pitch)) : [];
    void Promise.all(over).then(() => context.close());
    return isRunning;
  } catch {
    return false; // no sound device, or no Web Audio
  }
}

async function runs(context: AudioContext): Promise<boolean> {
  if (context.state !== 'running')
    await new Promise((resolve) => {
      context.onstatechange = resolve;
      setTimeout(resolve, GRACE_MS);
    });
  return (context.state as string) === 'running';
}

/** Resolves when it has died away. */
function strike(context: AudioContext, after: number, pitch: number): Promise<unknown> {
  const start = context.currentTime + after;
  const note = new OscillatorNode(context, { frequency: pitch });
  const level = new GainNode(context, { gain: 0 });
  level.gain.setValueAtTime(0, start);
  level.gain.linearRampToValueAtTime(LEVEL, start + ATTACK);
  level.gain.exponentialRampToValueAtTime(0.001, start + LENGTH);
  note.connect(level).connect(context.destination);
  note.start(start);
  note.stop(start + LENGTH);
  return new Promise((resolve) => (note.onended = resolve));
}
