import { html, type TemplateResult } from 'lit';
import { defineDevices } from '../src/ui/devices.js';
import { rareWords } from '../src/i18n/en-rare.js';
import type { State } from './state.js';

defineDevices();

const devices = (...labels: string[]): { id: string; label: string }[] =>
  labels.map((label) => ({ id: label, label }));

const options = {
  audio: devices('Built-in microphone', 'Headset'),
  video: devices('Built-in camera', 'Document camera'),
  speaker: devices('Built-in speakers', 'Headset'),
};
const choice = { audio: 'Headset', video: '', speaker: 'Headset', music: true };

const details = {
  title: rareWords.details.title,
  lines: [
    [rareWords.details.roundTrip, '42 ms'],
    [rareWords.details.lostOut, '3%'],
    [rareWords.details.lostIn, '0%'],
    [rareWords.details.way, rareWords.details.wayOf(true, 'UDP')],
  ],
};

const sheet = (): TemplateResult =>
  html`<ccm-devices
    .words=${rareWords}
    .options=${options}
    .choice=${choice}
    .level=${0.4}
    .details=${details}
  ></ccm-devices>`;

/** The settings over a call. */
export const deviceStates = (stage: TemplateResult): readonly State[] => [
  {
    id: 'call-devices',
    title: 'Devices',
    once: true,
    view: html`${sheet()}${stage}`,
  },
  {
    id: 'call-devices-rtl',
    title: 'Devices, right to left',
    once: true,
    dir: 'rtl',
    view: html`${sheet()}${stage}`,
  },
  {
    id: 'call-devices-few',
    title: 'One microphone, no camera, nothing known yet',
    once: true,
    view: html`<ccm-devices
        .words=${rareWords}
        .options=${{ audio: options.audio.slice(0, 1) }}
        .choice=${{ ...choice, audio: '', music: false }}
      ></ccm-devices
      >${stage}`,
  },
];
