import type { Core } from '../core.js';

/** A server that announces itself does so first; this long after opening it will not. */
const WELCOME_MS = 1000;
/** How long a frame to oneself may take, in ms. */
const ECHO_MS = 3000;

/**
 * Whether a server that announces nothing passes on more than the five call frames: asked with one harmless frame to
 * oneself, which comes back or does not. Once per page, only in the default dialect, and only where somebody looks at a
 * conversation: nothing else tells such a server from one that drops messages without a word.
 */
export class Probe {
  /** Nothing is known yet. */
  pending = false;
  private asked = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly core: Core,
    private readonly changed: () => void,
  ) {}

  /** Call when the socket's state or the screen has changed. */
  update(isShown: boolean): void {
    const { link, settings } = this.core.shell;
    const isUnknown = link.state === 'open' && !link.announced && settings.dialect === 'profile';
    if (this.asked || this.pending || !isShown || !isUnknown) return;
    this.pending = true;
    this.timer = setTimeout(() => this.ask(), WELCOME_MS);
  }

  /** A frame of this profile came back. */
  echo(party: string | undefined): void {
    const { link } = this.core.shell;
    if (party !== this.core.state.config.partyId || link.announced) return;
    link.assume(['chat', 'receipts', 'typing', 'changes']);
    this.end();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.pending = false;
  }

  private ask(): void {
    const { core } = this;
    const { link, settings } = core.shell;
    const head = settings.profile && core.envelope(settings.profile);
    if (link.announced || link.state !== 'open' || !head) return this.end();
    this.asked = true;
    link.send({ ...head, type: 'typing', active: false });
    this.timer = setTimeout(() => this.end(), ECHO_MS);
  }

  private end(): void {
    this.stop();
    this.changed();
  }
}
