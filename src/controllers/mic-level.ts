/** Speech at arm's length has a root mean square of about a tenth of full scale. */
const LOUD = 0.2;

export interface Meter {
  readonly track: MediaStreamTrack;
  /** 0 to 1. */
  level(): number;
  close(): void;
}

/** How loud a microphone is, without playing it. `null`: nothing here can tell. */
export function listenTo(track: MediaStreamTrack): Meter | null {
  try {
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 1024 });
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    return {
      track,
      level() {
        analyser.getFloatTimeDomainData(samples);
        const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
        return Math.min(1, Math.sqrt(power) / LOUD);
      },
      close: () => void context.close(),
    };
  } catch {
    return null; // no Web Audio here
  }
}
