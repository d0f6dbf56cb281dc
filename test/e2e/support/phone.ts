import type { BrowserContextOptions } from 'playwright-core';

/** A phone held upright, with a finger in place of a mouse. */
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 780 },
  hasTouch: true,
  isMobile: true,
};

/** Chromium's second fake camera gives depth, which nothing encodes: with three of them, these are the two of a phone. */
export const PHONE_FLAGS = ['--use-fake-device-for-media-stream=device-count=3'];
export const FRONT = 'fake_device_0';
export const BACK = 'fake_device_2';

declare global {
  /** Names of cameras that are busy, how many were open each time when one was asked for, and how long one takes, in ms. */
  var cameras: { readonly busy: Set<string>; readonly openWhenAsked: number[]; takes: number };
}

/**
 * Runs in the page before all else: makes of Chromium's fake cameras those of a phone, as no driver here does. They say
 * which way they look, are asked for by it, and open one at a time.
 * @param isTold whether they say which way they look
 */
export function phoneCameras(isTold: boolean): void {
  const ways: Readonly<Record<string, string>> = { fake_device_0: 'user', fake_device_2: 'environment' };
  globalThis.cameras = { busy: new Set(), openWhenAsked: [], takes: 0 };
  const { prototype } = MediaDevices;
  const real = <T>(of: object, name: string) => Reflect.get(of, name) as T;
  const ask = real<MediaDevices['getUserMedia']>(prototype, 'getUserMedia');
  const list = real<MediaDevices['enumerateDevices']>(prototype, 'enumerateDevices');
  const settings = real<MediaStreamTrack['getSettings']>(MediaStreamTrack.prototype, 'getSettings');
  const exact = (value: ConstrainDOMString | undefined): string =>
    String((value as ConstrainDOMStringParameters | undefined)?.exact ?? '');
  MediaStreamTrack.prototype.getSettings = function () {
    const told = settings.call(this);
    const way = ways[this.label];
    return isTold && way ? { ...told, facingMode: way } : told;
  };
  prototype.enumerateDevices = async function () {
    const all = await list.call(this);
    const videos = all.filter(({ kind }) => kind === 'videoinput');
    return all.filter((one) => one !== videos[1]);
  };
  prototype.getUserMedia = async function (wanted: MediaStreamConstraints) {
    if (!wanted.video) return ask.call(this, wanted);
    const { facingMode, ...video } = wanted.video as MediaTrackConstraints;
    const open = observed.liveTracks().filter(({ kind }) => kind === 'video').length;
    cameras.openWhenAsked.push(open);
    await new Promise((resolve) => setTimeout(resolve, cameras.takes));
    const all = await list.call(this);
    const named = (name: string): string => all.find(({ label }) => label === name)?.deviceId ?? '';
    const way = isTold ? exact(facingMode) : '';
    const name = way
      ? Object.keys(ways).find((key) => ways[key] === way)
      : all.find(({ deviceId }) => deviceId === exact(video.deviceId))?.label;
    if (open || cameras.busy.has(name ?? '')) throw new DOMException('no', 'NotReadableError');
    return ask.call(this, {
      ...wanted,
      video: { ...video, ...(name && { deviceId: { exact: named(name) } }) },
    });
  };
}
