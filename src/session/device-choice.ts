import type { DeviceChoice } from '../rtc/types.js';

/** As in storage/turned.ts. In localStorage: somebody chose. In sessionStorage: the page before left a camera that was turned to. */
const MARK = 'ccm-devices';

/** Which devices a person wants, on this machine. */
export class DeviceMemory {
  choice: DeviceChoice = { audio: '', video: '', speaker: '', music: false };
  /** What was chosen on an earlier page is there; `undefined`: nothing was. Never rejects. */
  readonly ready: Promise<void> | undefined;

  /** @param changed the speaker may be another */
  constructor(private readonly changed: () => void) {
    try {
      if (MARK in localStorage || MARK in sessionStorage)
        this.ready = import('../storage/devices.js')
          .then((room) => room.loadDevices())
          .then((kept) => this.set(kept))
          .catch(() => {});
    } catch {
      // storage refused
    }
  }

  /** For this page; controllers/device-sheet.ts keeps it for the next ones. */
  set(change: Partial<DeviceChoice>): void {
    this.choice = { ...this.choice, ...change };
    this.changed();
  }
}
