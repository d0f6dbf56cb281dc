/** In ms: longer than a frame, for pages that get none. */
const FRAME_MS = 50;
/**
 * In ms. Drawing waits so much longer while a call comes about: it has the processor in which descriptions are made.
 * Nobody sees 30 ms, and both sides are connected in two thirds of the time (docs/benchmarks.md).
 */
const SET_UP_MS = 30;

/** At once where the page is hidden. */
export async function nextFrame(isSettingUp = false): Promise<void> {
  if (document.hidden) return;
  const wait = isSettingUp ? SET_UP_MS : 0;
  await new Promise((drawn) => {
    requestAnimationFrame(wait ? () => setTimeout(drawn, wait) : drawn);
    setTimeout(drawn, FRAME_MS + wait);
  });
}
