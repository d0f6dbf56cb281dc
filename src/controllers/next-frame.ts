/** In ms: longer than a frame, for pages that get none. */
const FRAME_MS = 50;

/** At once where the page is hidden. */
export async function nextFrame(): Promise<void> {
  if (document.hidden) return;
  await new Promise((drawn) => {
    requestAnimationFrame(drawn);
    setTimeout(drawn, FRAME_MS);
  });
}
