/** Speech at arm's length has a root mean square of about a tenth of full scale. */
const LOUD = 0.2;
/** In samples: a sixth of a second at 48 kHz. Looks are a tenth apart, so that none misses what is between them. */
const HELD = 8192;
/** In samples: what is loud for so long, 21 ms at 48 kHz, is loud. */
const WINDOW = 1024;

export interface Meter {
  readonly track: MediaStreamTrack;
  /** 0 to 1: the loudest moment since a sixth of a second. */
  level(): number;
  close(): void;
}

/** How loud a microphone is, without playing it. `null`: nothing here can tell. */
export function listenTo(track: MediaStreamTrack): Meter | null {
  try {
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: HELD });
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    return {
      track,
      level() {
        analyser.getFloatTimeDomainData(samples);
        let loudest = 0;
        for (let at = 0; at < HELD; at += WINDOW) {
          const part = samples.subarray(at, at + WINDOW);
          const power = part.reduce((sum, sample) => sum + sample * sample, 0) / WINDOW;
          loudest = Math.max(loudest, power);
        }
        return Math.min(1, Math.sqrt(loudest) / LOUD);
      },
      close: () => void context.close(),
    };
  } catch {
    return null; // no Web Audio here
  }
}
