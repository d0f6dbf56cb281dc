/** Voice messages: from the press on the microphone until they go out. Loaded with the first press. */
import { html, nothing, type ReactiveController } from 'lit';
import type { MediaProblem } from '../call/snapshot.js';
import type { RareStrings } from '../i18n/en-rare.js';
import { fileStrings } from '../i18n/files/index.js';
import { voiceStrings } from '../i18n/voice/index.js';
import { sameProfile } from '../protocol/identity.js';
import { uploadLimit } from '../session/upload.js';
import { problemText } from '../ui/call/problems.js';
import type { CcmElement } from '../ui/element.js';
import { hush } from '../ui/files/player.js';
import { defineVoice, type VoiceNote } from '../ui/voice/bar.js';
import type { FilesHost } from './files-owner.js';
import { MAX_LENGTH_MS, Take, type Ending } from './take.js';

/** As in a call: where a device is there at once, nobody asks. In ms. */
const ASKS_MS = 600;

type Why = MediaProblem['code'] | 'call';

/** What is recorded and not sent, of everybody one wrote to. Lives as long as the element. */
export class Voice implements ReactiveController {
  private takes: readonly Take[] = [];
  /** Why there is no recording. */
  private why: Why | null = null;
  private rare: RareStrings | null = null;
  private asks = false;

  /** @param send takes what is to go out */
  constructor(
    private readonly attach: FilesHost,
    private readonly send: (take: Take) => void,
  ) {
    defineVoice();
    attach.owner.host.addController(this);
  }

  /** The microphone was pressed. */
  async start(): Promise<void> {
    const { owner } = this.attach;
    const { profile, peer } = owner.shell.settings;
    if (!profile || !peer || this.shown) return;
    this.why = this.attach.isBusy ? 'call' : null;
    if (this.why) return this.attach.update();
    hush();
    const take = new Take(profile, peer, this.words.name, {
      changed: () => this.update(),
      ticked: () => this.bar?.requestUpdate(),
      finished: () => this.finished(take),
    });
    this.takes = [...this.takes, take];
    this.update();
    void this.attach.view?.updateComplete.then(() => this.bar?.focus());
    await this.open(take);
  }

  hostUpdate(): void {
    const { isBusy, owner } = this.attach;
    const { host, shell } = owner;
    const { profile, peer } = shell.settings;
    const isOn = (take: Take): boolean => host.open && !!peer && sameProfile(take.to, peer);
    for (const take of this.takes) {
      if (!profile || !sameProfile(take.from, profile)) this.remove(take);
      else if (isBusy) this.end(take, 'call');
      else if (!isOn(take)) this.end(take);
    }
  }

  hostDisconnected(): void {
    const { host } = this.attach.owner;
    // it may only have been moved
    queueMicrotask(() => host.isConnected || this.takes.forEach((take) => this.remove(take)));
  }

  draw({ strings }: CcmElement): unknown {
    const take = this.shown;
    if (!take && !this.why) return nothing;
    return html`<ccm-voice
      class=${take ? 'over' : ''}
      .words=${this.words}
      .fileWords=${fileStrings(strings.lang)}
      .prompt=${(this.asks && this.rare?.prompt('voice')) || ''}
      .calm=${matchMedia('(prefers-reduced-motion: reduce)').matches}
      .take=${take}
      .note=${this.note(take)}
      .acts=${this.acts}
      .speakers=${this.attach.owner.devices}
    ></ccm-voice>`;
  }

  private readonly acts = {
    drop: (): void => {
      if (this.shown) this.remove(this.shown);
      this.leave();
    },
    stop: (): void => this.shown?.stop(),
    send: (): void => {
      const take = this.shown;
      if (!take) return;
      take.isWanted = true;
      if (take.state === 'done') this.finished(take);
      else take.stop();
    },
    dismiss: (): void => {
      this.why = null;
      if (this.shown) this.shown.ending = '';
      this.update();
      if (!this.shown) this.leave();
    },
  };

  /** What is made for whom one talks to now, by who is signed in. */
  private get shown(): Take | null {
    const { profile, peer } = this.attach.owner.shell.settings;
    const isShown = ({ from, to }: Take): boolean =>
      !!profile && !!peer && sameProfile(from, profile) && sameProfile(to, peer);
    return this.takes.find(isShown) ?? null;
  }

  private get bar(): HTMLElementTagNameMap['ccm-voice'] | null {
    return this.attach.view?.renderRoot.querySelector('ccm-voice') ?? null;
  }

  private get words(): ReturnType<typeof voiceStrings> {
    return voiceStrings(this.attach.view?.strings.lang ?? '');
  }

  private async open(take: Take): Promise<void> {
    const { owner, view } = this.attach;
    const { settings } = owner.shell;
    uploadLimit(owner.host.uploadFile, settings).then(
      (bytes) => (take.limits = { ...take.limits, bytes }),
      () => {}, // the upload will tell
    );
    const timer = setTimeout(() => this.ask(true), ASKS_MS);
    try {
      this.rare = (await view?.strings.rare()) ?? null;
      const [rtc] = await Promise.all([import('../rtc/index.js'), owner.devices.ready]);
      const { getUserMedia } = settings;
      const devices = () => owner.devices.choice;
      const open = rtc.deviceOpener({ devices, ...(getUserMedia && { getUserMedia }) });
      await take.begin(
        () => open(['audio']),
        () => devices().music,
      );
    } catch (error) {
      await this.failed(take, error);
    } finally {
      clearTimeout(timer);
      this.ask(false);
    }
  }

  private ask(asks: boolean): void {
    this.asks = asks;
    this.update();
  }

  private async failed(take: Take, error: unknown): Promise<void> {
    if (!this.takes.includes(take)) return;
    const room = await import('../rtc/media-errors.js').catch(() => null);
    this.remove(take);
    this.fail(room?.mediaErrorCode(error, 'microphone') ?? 'unknown');
  }

  private fail(why: MediaProblem['code']): void {
    this.why = why;
    this.attach.owner.shell.fail('media', `no microphone for a voice message: ${why}`);
    this.update();
  }

  private finished(take: Take): void {
    if (!take.result) {
      this.remove(take);
      return this.fail('unknown');
    }
    if (!take.isWanted) return this.update();
    const isShown = take === this.shown;
    this.send(take);
    this.remove(take);
    if (isShown) this.leave();
  }

  /** Kept, where there is something. */
  private end(take: Take, ending?: Ending): void {
    if (take.state === 'asking') this.remove(take);
    else take.stop(ending);
  }

  private remove(take: Take): void {
    take.drop();
    this.takes = this.takes.filter((other) => other !== take);
    this.update();
  }

  private update(): void {
    const listen = this.takes.length ? addEventListener : removeEventListener;
    listen('beforeunload', keep);
    listen('pagehide', this.hide);
    this.attach.update();
    this.bar?.requestUpdate();
  }

  private readonly hide = (): void => this.takes.forEach((take) => this.end(take));

  /** Back to the button, not to the field: a phone would bring up its keyboard. */
  private leave(): void {
    const { view } = this.attach;
    void view?.updateComplete.then(() =>
      view.renderRoot.querySelector<HTMLElement>('[part="voice-button"]')?.focus(),
    );
  }

  private note(take: Take | null): VoiceNote | null {
    const { words, why, rare } = this;
    const { ended, remedy, inCall } = words;
    if (why === 'call') return { title: inCall };
    if (why && rare) {
      const said = problemText({ device: 'microphone', code: why }, rare);
      return { ...said, remedy: remedy[why] ?? said.remedy };
    }
    const { ending } = take ?? {};
    if (!ending) return null;
    return { title: ending === 'long' ? ended.long(MAX_LENGTH_MS / 60_000) : ended[ending] };
  }
}

/** What is recorded and not sent cannot be made again: the browser asks before the page goes. */
const keep = (event: Event): void => event.preventDefault();

export function openVoice(...how: ConstructorParameters<typeof Voice>): Voice {
  return new Voice(...how);
}
