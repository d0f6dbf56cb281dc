import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CallSnapshot } from '../call/snapshot.js';

interface Host extends ReactiveControllerHost {
  open: boolean;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** A call that rings opens the modal by itself; a call that nobody took closes what it opened. */
export class RingingDialog implements ReactiveController {
  /** The call that opened the modal. */
  private opened: string | null = null;
  private hidden: string | null = null;
  private focused: string | null = null;

  constructor(
    private readonly host: Host,
    private readonly call: () => CallSnapshot | null,
  ) {
    host.addController(this);
  }

  /** The page shows its own ringing screen for this call. */
  isHidden(call: CallSnapshot | null): boolean {
    return call !== null && call.id === this.hidden;
  }

  /** `allowed`: the page did not prevent the widget's own screen. */
  rings(call: CallSnapshot | null, allowed: boolean): void {
    if (!call) return;
    if (!allowed) this.hidden = call.id;
    else if (!this.host.open) {
      this.opened = call.id;
      this.host.open = true;
    }
  }

  /** Somebody wants the modal: it stays when the call that opened it leaves the screen. */
  keep(): void {
    this.opened = null;
  }

  hostUpdate(): void {
    const call = this.call();
    if (this.opened !== null && call?.id === this.opened && call.phase === 'connecting') this.opened = null;
    if (this.opened !== null && call?.id !== this.opened) {
      this.opened = null;
      if (call === null) this.host.open = false;
    }
    if (this.hidden === call?.id && call.phase === 'connecting') this.host.open = true;
  }

  /** Focus moves to the screen as a whole: a key that was meant for the page answers nothing. */
  hostUpdated(): void {
    const { open } = this.host;
    const call = this.call();
    if (call?.phase !== 'ringing' || !open || this.isHidden(call) || this.focused === call.id) return;
    const pane = this.host.renderRoot.querySelector<HTMLElement>('.pane');
    if (!pane) return;
    this.focused = call.id;
    pane.focus();
  }
}
