import type { DeviceChoice } from '../rtc/types.js';

/** In localStorage: somebody chose. In sessionStorage: the page before left a camera that was turned round (controllers/flip.ts). */
const MARK = 'ccm-devices';
const room = () => import('../storage/devices.js');

/** Which devices a person wants, on this machine. */
export class DeviceMemory {
  choice: DeviceChoice = { audio: '', video: '', speaker: '', music: false };
  /** What was chosen on an earlier page is there; `undefined`: nothing was. Never rejects. */
  readonly ready: Promise<void> | undefined;

  /** @param changed the speaker may be another */
  constructor(private readonly changed: () => void) {
    try {
      if (MARK in localStorage || MARK in sessionStorage)
        this.ready = room()
          .then(({ loadDevices }) => loadDevices(MARK))
          .then((kept) => this.set(kept))
          .catch(() => {});
    } catch {
      // storage refused
    }
  }

  choose(change: Partial<DeviceChoice>): void {
    this.set(change);
    room().then(
      ({ saveDevices }) => saveDevices(MARK, this.choice),
      () => {},
    );
  }

  private set(change: Partial<DeviceChoice>): void {
    this.choice = { ...this.choice, ...change };
    this.changed();
  }
}
