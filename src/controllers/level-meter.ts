import type { DialogHost } from './dialog-controller.js';

/** Ten times a second: enough for a ring that eases between its sizes. */
const EVERY_MS = 100;

/**
 * Lets the ring around the peer's face follow their voice, while it is on the screen and only then: each reading
 * makes the page wait for the thread of the media.
 */
export function showLevel(host: DialogHost, wanted: () => boolean, level: () => number): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  const show = () => {
    const stage = host.renderRoot.querySelector('ccm-call');
    if (stage && !stage.pictured) stage.level = level();
  };
  const hostDisconnected = () => {
    clearInterval(timer);
    timer = undefined;
  };
  host.addController({
    hostUpdated() {
      if (wanted()) timer ??= setInterval(show, EVERY_MS);
      else hostDisconnected();
    },
    hostDisconnected,
  });
}
