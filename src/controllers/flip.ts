/** The button that turns a phone's camera round. Loaded where one's own picture stands on a touch screen. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Strings } from '../i18n/en.js';
import type { Session } from '../session/session.js';
import { leaveTurned } from '../storage/turned.js';
import { looksAway } from '../ui/call/facing.js';
import { defineFlip, type CcmFlip } from '../ui/call/flip.js';
import type { Requests } from '../ui/requests.js';
import { watchDevices } from './device-list.js';

type Tile = Requests['ccm-tile-request'];
type Modal = Session & { readonly host: ReactiveControllerHost; readonly strings: Strings };

/** The other way than a camera looks, where the browser says that. */
const otherWay = (facing: string): string => (facing === 'user' ? 'environment' : 'user');
/** Names of cameras tell it too. */
const SIDES = [/front|user/i, /back\b|rear|environment/i];

/** Puts the button on the tile, for as long as that stands. */
export async function addFlip(modal: Modal, tile: Tile): Promise<void> {
  const words = await modal.strings.rare();
  const root = tile.shadowRoot;
  if (!root) return;
  defineFlip();
  const button = document.createElement('ccm-flip');
  button.words = words;
  button.setAttribute('exportparts', 'flip-button');
  root.append(button);
  if (modal.devices.choice.turned) forOneCall(modal);
  (tile as Tile & ReactiveControllerHost).addController(new Flip(modal, tile, button));
}

class Flip implements ReactiveController {
  private cameras: readonly MediaDeviceInfo[] = [];
  private track: MediaStreamTrack | undefined;
  private readonly moved: MutationObserver;
  private abort = new AbortController();
  private list: () => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly modal: Modal,
    private readonly tile: Tile,
    private readonly button: CcmFlip,
  ) {
    this.moved = new MutationObserver(() => this.place());
    button.addEventListener('ccm-flip-request', (event) => {
      event.stopPropagation();
      void this.turn();
    });
  }

  hostConnected(): void {
    this.abort = new AbortController();
    this.moved.observe(this.tile, { attributes: true });
    this.list = watchDevices(this.abort.signal, (all) => {
      this.cameras = all.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId);
      this.hostUpdated();
    });
  }

  /** What went wrong stands where there is room for it. */
  private place(): void {
    for (const at of ['at-start', 'at-top']) this.button.toggleAttribute(at, this.tile.hasAttribute(at));
  }

  hostDisconnected(): void {
    this.abort.abort();
    this.moved.disconnect();
  }

  hostUpdated(): void {
    const { tile, button } = this;
    const [track] = tile.stream?.getVideoTracks() ?? [];
    // names and ids of cameras are there once one of them is open
    if (track && track !== this.track) void this.list();
    this.track = track;
    button.shown = !!track && !tile.off && this.cameras.length > 1 && this.isPhone(track);
    if (tile.off) button.failed = false;
    const video = tile.shadowRoot?.querySelector('video');
    if (video) video.style.transform = looksAway(track) ? 'none' : '';
  }

  /** One points with a finger, or front and back can be told apart: not a laptop with a second camera on its desk. */
  private isPhone(track: MediaStreamTrack): boolean {
    const told = track.getSettings().facingMode;
    const named = SIDES.every((side) => this.cameras.some(({ label }) => side.test(label)));
    return matchMedia('(pointer: coarse)').matches || !!told || named;
  }

  /** The other way where the browser tells ways apart, else the next camera. */
  private async turn(): Promise<void> {
    const { modal, button, cameras, track } = this;
    const call = modal.view.call?.id;
    if (!call || !track || button.busy) return;
    const { facingMode = '', deviceId } = track.getSettings();
    const at = cameras.findIndex((camera) => camera.deviceId === deviceId);
    const next = cameras[(at + 1) % cameras.length]?.deviceId;
    button.busy = true;
    button.failed = false;
    const wanted: MediaTrackConstraints[] = [];
    if (facingMode) wanted.push({ facingMode: { exact: otherWay(facingMode) } });
    if (next && next !== deviceId) wanted.push({ deviceId: { exact: next } });
    const came = await new Promise<MediaTrackConstraints | null | undefined>((resolve) => {
      modal.peers.apply(call, (peer) => void peer.renewMedia('video', wanted).then(resolve));
    });
    button.busy = false;
    button.failed = !came && button.shown;
    if (!came || modal.view.call?.id !== call) return;
    modal.devices.choice = { ...modal.devices.choice, turned: came };
    forOneCall(modal);
  }
}

const watched = new WeakSet<Modal>();

/** The next page of the call goes on with this camera; the next call does not. */
function forOneCall(modal: Modal): void {
  if (watched.has(modal)) return;
  watched.add(modal);
  const { host, devices } = modal;
  const leave = (): void => leaveTurned(devices.choice.turned ?? null);
  const keeper: ReactiveController = {
    hostUpdate() {
      if (modal.hasLiveCall()) return;
      devices.choice = { ...devices.choice, turned: null };
      removeEventListener('pagehide', leave);
      host.removeController(keeper);
      watched.delete(modal);
    },
  };
  addEventListener('pagehide', leave);
  host.addController(keeper);
}
