/** Tells which devices there are, now and whenever that changes. @returns what looks once more */
export function watchDevices(
  signal: AbortSignal,
  found: (all: readonly MediaDeviceInfo[]) => void,
): () => Promise<void> {
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  const list = async (): Promise<void> => {
    const all = (await devices?.enumerateDevices().catch(() => null)) ?? [];
    if (!signal.aborted) found(all);
  };
  devices?.addEventListener('devicechange', () => void list(), { signal });
  void list();
  return list;
}
