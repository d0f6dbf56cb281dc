import type { PeerController, PeerOptions } from '../rtc/types.js';

export interface Rtc {
  createPeer(options: PeerOptions): PeerController;
}
type Servers = RTCIceServer[] | Promise<RTCIceServer[]>;
type Rest = Omit<PeerOptions, 'iceServers'>;

/** What a peer connection needs before it can be made. Once it is at hand, a call begins in the turn of the click. */
export class PeerFactory {
  private rtc: Rtc | null = null;
  /** For the next call only: credentials are short-lived. */
  private servers: Servers | null = null;

  constructor(
    private readonly loadRtc: () => Promise<Rtc>,
    /** For one call; at once where the page gave a list. */
    private readonly iceServers: () => Servers,
  ) {}

  /** While it rings: loads what accepting needs, so that it is there when the person accepts. */
  async prepare(): Promise<void> {
    const servers = this.iceServers();
    this.servers = servers;
    const [, list] = await this.load(servers);
    if (this.servers === servers) this.servers = list;
  }

  /** What was prepared was not used. */
  forget(): void {
    this.servers = null;
  }

  /** At once when all is there. `rest` is asked when the connection is made, and may throw to prevent it. */
  create(rest: () => Rest): PeerController | Promise<PeerController> {
    const servers = this.servers ?? this.iceServers();
    this.servers = null;
    const make = (rtc: Rtc, iceServers: RTCIceServer[]) => rtc.createPeer({ iceServers, ...rest() });
    if (this.rtc && Array.isArray(servers)) return make(this.rtc, servers);
    return this.load(servers).then((parts) => make(...parts));
  }

  private async load(servers: Servers): Promise<[Rtc, RTCIceServer[]]> {
    const parts = await Promise.all([this.loadRtc(), servers]);
    [this.rtc] = parts;
    return parts;
  }
}
