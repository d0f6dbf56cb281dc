import type { PeerController, PeerOptions } from '../rtc/types.js';
import { resolveIceServers } from './ice-servers.js';
import type { SessionHost } from './shell.js';

export interface Rtc {
  createPeer(options: PeerOptions): PeerController;
}
type Servers = RTCIceServer[] | Promise<RTCIceServer[]>;

/** What a peer connection needs before it can be made. Once it is at hand, a call begins in the turn of the click. */
export interface PeerFactory {
  /** While it rings: loads what accepting needs, so that it is there when the person accepts. */
  prepare(): Promise<void>;
  /** What was prepared was not used. */
  forget(): void;
  /** Calls `make` at once when all is there. Else resolves when it has; rejects when a part does not load. */
  create(make: (rtc: Rtc, iceServers: RTCIceServer[]) => void): Promise<void> | undefined;
}

export function peerFactory(shell: SessionHost): PeerFactory {
  let rtc: Rtc | undefined;
  /** For the next call only: credentials are short-lived. */
  let prepared: Servers | null = null;
  const ask = () => resolveIceServers(shell.settings.iceServers, shell.settings.apiBaseUrl);
  const load = async (servers: Servers) => {
    const parts = await Promise.all([shell.ports.loadRtc(), servers]);
    [rtc] = parts;
    return parts;
  };
  return {
    async prepare() {
      const servers = ask();
      prepared = servers;
      const [, list] = await load(servers);
      if (prepared === servers) prepared = list;
    },
    forget() {
      prepared = null;
    },
    create(make) {
      const servers = prepared ?? ask();
      prepared = null;
      if (!rtc || !Array.isArray(servers)) return load(servers).then((parts) => make(...parts));
      make(rtc, servers);
      return undefined;
    },
  };
}
