/** Two notes a fifth apart, in Hz and seconds: the first ones of the ringtone. */
const NOTES = [659.26, 987.77];
const LENGTH_S = 0.4;
const LOUD = 0.25;

/** Plays a short sound where the peer of a call would sound. Does nothing where there is no sound device. */
export function playSound(speaker: string, signal: AbortSignal): void {
  try {
    const context = new AudioContext();
    const out = context.createMediaStreamDestination();
    const player = new Audio();
    player.srcObject = out.stream;
    const end = (): void => {
      player.pause();
      player.srcObject = null;
      for (const track of out.stream.getTracks()) track.stop();
      void context.close().catch(() => {});
    };
    NOTES.forEach((pitch, i) => {
      const start = context.currentTime + 0.05 + i * LENGTH_S;
      const gain = new GainNode(context, { gain: 0 });
      gain.gain.setValueAtTime(LOUD, start);
      gain.gain.exponentialRampToValueAtTime(0.001, start + LENGTH_S);
      const note = new OscillatorNode(context, { frequency: pitch });
      note.connect(gain).connect(out);
      note.start(start);
      note.stop(start + LENGTH_S);
      if (i === NOTES.length - 1) note.onended = end;
    });
    signal.addEventListener('abort', end);
    const sink = player as HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> };
    const chosen = speaker ? sink.setSinkId?.(speaker) : undefined;
    Promise.resolve(chosen)
      .catch(() => {})
      .then(() => player.play())
      .catch(end);
  } catch {
    // no sound device
  }
}
