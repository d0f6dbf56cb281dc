import type { BrowserContext } from 'playwright-core';
import type { Person } from './two.js';

/** From now on the senders of this page send nothing, whatever they are given. */
export function fallSilent(
  { page }: Person,
  how: 'until restarted' | 'until rebuilt' | 'for ever',
): Promise<void> {
  return page.evaluate((how) => {
    const { prototype } = RTCRtpSender;
    const real = Object.getOwnPropertyDescriptor(prototype, 'replaceTrack')?.value as (
      track: MediaStreamTrack | null,
    ) => Promise<void>;
    const replace = (sender: RTCRtpSender, track: MediaStreamTrack | null) =>
      Reflect.apply(real, sender, [track]);
    const mine = new Set(observed.openConnections().flatMap((pc) => pc.getSenders()));
    for (const sender of mine) void replace(sender, null);
    if (how === 'until restarted') return;
    prototype.replaceTrack = function (track) {
      const silent = how === 'for ever' || mine.has(this);
      return replace(this, silent ? null : track);
    };
  }, how);
}

/** The looks of src/rtc/watch.ts come four times a second: what takes half a minute is over in eight seconds. */
export const faster = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(() => {
    const real = globalThis.setInterval;
    globalThis.setInterval = ((act: () => void, ms: number) =>
      real(act, ms === 1_000 ? 250 : ms)) as typeof setInterval;
  });
};
