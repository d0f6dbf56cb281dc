import { html, type TemplateResult } from 'lit';
import { rareWords } from '../src/i18n/en-rare.js';
import { defineCheck, type CcmCheck, type HopView } from '../src/ui/check.js';
import type { State } from './state.js';

defineCheck();

const hop = (name: HopView['hop'], state: HopView['state'], ms: number | null = null): HopView => ({
  hop: name,
  state,
  ms,
});
const good = [
  hop('socket', 'ok', 24),
  hop('stun', 'ok', 31),
  hop('turn_udp', 'ok', 58),
  hop('turn_tls', 'ok', 143),
];
const bad = [
  hop('socket', 'ok', 24),
  hop('stun', 'silent'),
  hop('turn_udp', 'silent'),
  hop('turn_tcp', 'refused'),
];
const begun: Partial<CcmCheck> = { hops: good.slice(0, 1), done: false };

const check = (more: Partial<CcmCheck>): TemplateResult =>
  html`<ccm-check
    .words=${rareWords}
    .hops=${more.hops ?? good}
    .done=${more.done ?? true}
    .turned=${more.turned ?? 'idle'}
    .stream=${more.stream ?? null}
    .problems=${more.problems ?? []}
    .heard=${more.heard ?? false}
    .level=${more.level ?? 0}
  ></ccm-check>`;

/** The check before a call. `camera` has a picture and no sound: a microphone stands in. */
export function checkStates(camera: MediaStream): readonly State[] {
  const [sound] = new AudioContext().createMediaStreamDestination().stream.getTracks();
  const stream = new MediaStream([...camera.getTracks(), ...(sound ? [sound] : [])]);
  return [
    { id: 'check', title: 'Check before a call', view: check(begun) },
    {
      id: 'check-good',
      title: 'All works',
      view: check({ turned: 'on', stream, heard: true, level: 0.6 }),
    },
    {
      id: 'check-bad',
      title: 'A blocked camera and a network that lets nothing through',
      view: check({ hops: bad, problems: [{ device: 'camera', code: 'denied' }] }),
    },
    {
      id: 'check-listening',
      title: 'Say something; no relay',
      view: check({ hops: [...good.slice(0, 2), hop('turn_udp', 'none')], turned: 'on', stream, level: 0.1 }),
    },
    { id: 'check-asking', title: 'The browser asks', view: check({ ...begun, turned: 'asking' }) },
    {
      id: 'check-offline',
      title: 'No chat server, no devices',
      view: check({
        hops: [hop('socket', 'refused'), hop('stun', 'ok', 31), hop('turn_udp', 'none')],
        problems: [
          { device: 'microphone', code: 'not_found' },
          { device: 'camera', code: 'in_use' },
        ],
      }),
    },
    { id: 'check-rtl', title: 'Check, right to left', dir: 'rtl', view: check({ hops: bad }) },
  ];
}
