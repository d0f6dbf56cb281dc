import { hold } from './lock.js';

/** What sounds. */
interface Sounder {
  play(tone: 'ringtone'): void;
  stop(): void;
  readonly blocked: boolean;
  onblocked: ((blocked: boolean) => void) | null;
}

/** So much later than the tab before it does each rank ask, in milliseconds: messages between tabs take less. */
const RANK_MS = 60;

/** One that may play before one that may not; one that is looked at before one that is hidden. */
function rank(): number {
  return (navigator.userActivation?.hasBeenActive === false ? 2 : 0) + (document.hidden ? 1 : 0);
}

/**
 * The right to sound: one tab at a time. A tab that turns out not to be allowed passes it on, and asks again at the first
 * gesture. What it returns ends the ringing here.
 */
export function ringInTurn(name: string, sounder: Sounder): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const take = async (): Promise<void> => {
    const release = await hold(name, { signal });
    if (!release) return;
    if (signal.aborted) return release();
    signal.addEventListener('abort', release);
    sounder.onblocked = (blocked) => {
      if (!blocked) return;
      sounder.onblocked = null;
      sounder.stop();
      signal.removeEventListener('abort', release);
      release();
      const again = new AbortController();
      const retry = (): void => {
        again.abort();
        void take();
      };
      signal.addEventListener('abort', () => again.abort());
      for (const gesture of ['pointerup', 'keydown'])
        document.addEventListener(gesture, retry, { capture: true, signal: again.signal });
    };
    sounder.play('ringtone');
  };
  const timer = setTimeout(() => void take(), rank() * RANK_MS);
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    sounder.onblocked = null;
  });
  return () => abort.abort();
}
