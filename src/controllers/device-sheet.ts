/** The open settings of a call. Loaded when somebody opens them. */
import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/en.js';
import type { DeviceChoice } from '../rtc/types.js';
import type { DeviceMemory } from '../session/device-choice.js';
import type { PeerHost } from '../session/peer-host.js';
import type { SessionHost } from '../session/shell.js';
import type { SessionView } from '../session/types.js';
import { saveDevices } from '../storage/devices.js';
import { defineDevices, type CcmDevices, type DeviceOption, type DeviceSlot } from '../ui/devices.js';
import type { RequestEvent } from '../ui/requests.js';
import { watchDevices } from './device-list.js';
import { listenTo, type Meter } from './mic-level.js';
import { detailShower, type Stats } from './connection-details.js';

/** Ten times a second, as the ring around the peer's face. */
const EVERY_MS = 100;
/** Of these, between two looks at the connection: one a second. */
const LOOK = 10;
const SLOTS: Readonly<Record<string, DeviceSlot>> = {
  audioinput: 'audio',
  videoinput: 'video',
  audiooutput: 'speaker',
};

export interface Host extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** What a sheet is opened by. */
export interface Opener {
  readonly host: Host;
  readonly shell: SessionHost;
  readonly devices: Pick<DeviceMemory, 'choice' | 'set'>;
  readonly peers: Pick<PeerHost, 'apply'> & { readonly stats: Stats };
  readonly view: Pick<SessionView, 'call'>;
  readonly strings: Strings;
}

/** A file that opens one. */
export interface SheetRoom {
  openSheet(opener: Opener): Promise<DeviceSheet>;
}

export interface DeviceSheet {
  draw(strings: Strings, choice: DeviceChoice, local: MediaStream | null): TemplateResult;
  close(): void;
}

/** Lists the devices, again whenever one is plugged in or out, how loud the own microphone is, and how the connection does. */
export async function openSheet(opener: Opener): Promise<DeviceSheet> {
  const { host, peers, strings: spoken } = opener;
  const words = await spoken.rare();
  defineDevices();
  const abort = new AbortController();
  let [options, meter, ticks]: [CcmDevices['options'], Meter | null, number] = [{}, null, 0];
  const showDetails = detailShower(() => peers.stats(), words);
  const show = (): void => {
    const sheet = host.renderRoot.querySelector('ccm-devices');
    if (!sheet) return;
    sheet.level = meter?.level() ?? 0;
    if (ticks++ % LOOK === 0) void showDetails(sheet);
  };
  const list = watchDevices(abort.signal, (all) => ((options = choosable(all)), host.requestUpdate()));
  const timer = setInterval(show, EVERY_MS);
  return {
    draw(strings, choice, local) {
      const track = local?.getAudioTracks()[0];
      if (track !== meter?.track) {
        meter?.close();
        meter = track ? listenTo(track) : null;
        // names of devices are there once one of them is open
        void list();
      }
      return html`<ccm-devices
        .strings=${strings}
        .words=${words}
        .options=${options}
        .choice=${inUse(choice, local)}
        exportparts="devices, device-select"
        @ccm-choose-request=${(event: ChooseEvent) => choose(opener, event)}
      ></ccm-devices>`;
    },
    close() {
      abort.abort();
      clearInterval(timer);
      meter?.close();
    },
  };
}

type ChooseEvent = RequestEvent<'ccm-choose-request'>;

/** Devices for this call and the next ones. */
function choose(opener: Opener, event: ChooseEvent): void {
  event.stopPropagation();
  const { devices, peers, view } = opener;
  const change = event.detail;
  devices.set(change);
  void saveDevices(devices.choice);
  for (const kind of ['audio', 'video'] as const)
    if (kind in change || (kind === 'audio' && 'music' in change))
      peers.apply(view.call?.id ?? '', (peer) => void peer.renewMedia(kind));
}

/** A camera that was turned to stands in the list in place of the one that was chosen. */
function inUse(choice: DeviceChoice, local: MediaStream | null): DeviceChoice {
  const [track] = local?.getVideoTracks() ?? [];
  return choice.turned ? { ...choice, video: track?.getSettings().deviceId ?? '' } : choice;
}

/** Chromium lists the system's choice and the one for calls a second time; a device without an id may not be asked for. */
function choosable(all: readonly MediaDeviceInfo[]): CcmDevices['options'] {
  const options: Partial<Record<DeviceSlot, DeviceOption[]>> = {};
  for (const { kind, deviceId: id, label } of all) {
    const slot = SLOTS[kind];
    const isReal = id && id !== 'default' && id !== 'communications' && label;
    if (!slot || !isReal || (slot === 'speaker' && !('setSinkId' in HTMLMediaElement.prototype))) continue;
    (options[slot] ??= []).push({ id, label });
  }
  return options;
}
