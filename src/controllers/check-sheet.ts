/** The check before a call: devices and network. Loaded when somebody opens it. */
import { html, type ReactiveController, type TemplateResult } from 'lit';
import type { MediaProblem } from '../call/snapshot.js';
import type { RareStrings } from '../i18n/en-rare.js';
import type { Strings } from '../i18n/en.js';
import { reachability } from '../session/reachability.js';
import type { Hop } from '../session/types.js';
import { defineCheck } from '../ui/check.js';
import type { DeviceSheet, Opener } from './device-sheet.js';
import { listenTo, type Meter } from './mic-level.js';
import { playSound } from './speaker-sound.js';
import { tryDevices } from './try-devices.js';

/** As in the settings of a call. */
const EVERY_MS = 100;
/** Of full scale: somebody speaks, and not the room. */
const HEARD = 0.15;

/** Asks the network at once, and the devices when the person presses the button; lets all go when it is closed. */
export async function openSheet(opener: Opener): Promise<DeviceSheet> {
  const words = await opener.strings.rare();
  defineCheck();
  return new Check(opener, words);
}

class Check implements DeviceSheet, ReactiveController {
  private readonly abort = new AbortController();
  private readonly timer = setInterval(() => this.look(), EVERY_MS);
  private hops: readonly Hop[] = [];
  private isDone = false;
  private turned: 'idle' | 'asking' | 'on' = 'idle';
  private stream: MediaStream | null = null;
  private problems: readonly MediaProblem[] = [];
  private meter: Meter | null = null;
  private heard = false;

  constructor(
    private readonly opener: Opener,
    private readonly words: RareStrings,
  ) {
    opener.host.addController(this);
    void this.askNetwork();
  }

  draw(strings: Strings): TemplateResult {
    const asked = (event: CustomEvent<{ what: 'devices' | 'sound' }>): void => {
      event.stopPropagation();
      if (event.detail.what === 'devices') void this.turnOn();
      else playSound(this.opener.devices.choice.speaker, this.abort.signal);
    };
    return html`<ccm-check
      .strings=${strings}
      .words=${this.words}
      .hops=${this.hops}
      .done=${this.isDone}
      .turned=${this.turned}
      .stream=${this.stream}
      .problems=${this.problems}
      .heard=${this.heard}
      exportparts="check"
      @ccm-check-request=${asked}
    ></ccm-check>`;
  }

  close(): void {
    this.abort.abort();
    clearInterval(this.timer);
    this.meter?.close();
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.opener.host.removeController(this);
  }

  hostDisconnected(): void {
    this.close();
  }

  private async askNetwork(): Promise<void> {
    const { host, shell } = this.opener;
    const found = (hop: Hop): void => {
      this.hops = [...this.hops, hop];
      host.requestUpdate();
    };
    await reachability(shell, found, this.abort.signal);
    this.isDone = true;
    host.requestUpdate();
  }

  private async turnOn(): Promise<void> {
    const { host, shell, devices } = this.opener;
    const { signal } = this.abort;
    if (this.turned !== 'idle') return;
    this.turned = 'asking';
    host.requestUpdate();
    const found = await tryDevices(shell.settings.getUserMedia, () => devices.choice, signal);
    if (signal.aborted) return;
    [this.stream, this.problems] = found;
    // what was refused may be allowed meanwhile: it can be tried again
    this.turned = this.stream ? 'on' : 'idle';
    const [track] = this.stream?.getAudioTracks() ?? [];
    this.meter = track ? listenTo(track) : null;
    host.requestUpdate();
  }

  private look(): void {
    const { host } = this.opener;
    const sheet = host.renderRoot.querySelector('ccm-check');
    const level = this.meter?.level() ?? 0;
    if (sheet) sheet.level = level;
    if (level <= HEARD || this.heard) return;
    this.heard = true;
    host.requestUpdate();
  }
}
