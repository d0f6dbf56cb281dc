/** The open settings of a call. Loaded when somebody opens them. */
import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Strings } from '../i18n/en.js';
import type { DeviceChoice } from '../rtc/types.js';
import { defineDevices, type CcmDevices, type DeviceOption, type DeviceSlot } from '../ui/devices.js';

/** Ten times a second, as the ring around the peer's face. */
const EVERY_MS = 100;
/** Speech at arm's length has a root mean square of about a tenth of full scale. */
const LOUD = 0.2;

const SLOTS: Readonly<Record<string, DeviceSlot>> = {
  audioinput: 'audio',
  videoinput: 'video',
  audiooutput: 'speaker',
};

interface Host extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

export interface DeviceSheet {
  draw(strings: Strings, choice: DeviceChoice, local: MediaStream | null): TemplateResult;
  close(): void;
}

/** Lists the devices, again whenever one is plugged in or out, and shows how loud the own microphone is. */
export function openDeviceSheet(host: Host): DeviceSheet {
  defineDevices();
  const abort = new AbortController();
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  let options: CcmDevices['options'] = {};
  let meter: Meter | null = null;
  const list = async (): Promise<void> => {
    const all = (await devices?.enumerateDevices().catch(() => null)) ?? [];
    if (abort.signal.aborted) return;
    options = choosable(all);
    host.requestUpdate();
  };
  devices?.addEventListener('devicechange', () => void list(), { signal: abort.signal });
  void list();
  const timer = setInterval(() => {
    const sheet = host.renderRoot.querySelector('ccm-devices');
    if (sheet) sheet.level = meter?.level() ?? 0;
  }, EVERY_MS);
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
        .options=${options}
        .choice=${choice}
        exportparts="devices, device-select"
      ></ccm-devices>`;
    },
    close() {
      abort.abort();
      clearInterval(timer);
      meter?.close();
    },
  };
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

interface Meter {
  readonly track: MediaStreamTrack;
  level(): number;
  close(): void;
}

function listenTo(track: MediaStreamTrack): Meter | null {
  try {
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 1024 });
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    return {
      track,
      level() {
        analyser.getFloatTimeDomainData(samples);
        const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
        return Math.min(1, Math.sqrt(power) / LOUD);
      },
      close: () => void context.close(),
    };
  } catch {
    return null; // no Web Audio here
  }
}
