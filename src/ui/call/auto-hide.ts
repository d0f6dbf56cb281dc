import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long the controls stay without a pointer, in ms (docs/design: the look). */
const patience = 3000;

/**
 * Hides the controls over moving pictures: `hidden` turns true after three seconds without a pointer, never while a
 * control has focus, and never after a key or an assistive technology's click until a pointer moves again.
 */
export class AutoHide implements ReactiveController {
  hidden = false;
  private timer = 0;
  private keyboard = false;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly enabled: () => boolean,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    const { host } = this;
    for (const type of ['pointermove', 'pointerdown', 'pointerleave', 'focusout'] as const)
      host.addEventListener(type, this.pointer);
    for (const type of ['keydown', 'focusin', 'click'] as const) host.addEventListener(type, this.other);
  }

  hostDisconnected(): void {
    const { host } = this;
    for (const type of ['pointermove', 'pointerdown', 'pointerleave', 'focusout'] as const)
      host.removeEventListener(type, this.pointer);
    for (const type of ['keydown', 'focusin', 'click'] as const) host.removeEventListener(type, this.other);
    clearTimeout(this.timer);
    this.timer = 0;
  }

  hostUpdated(): void {
    if (!this.enabled()) {
      clearTimeout(this.timer);
      this.timer = 0;
      this.set(false);
    } else if (!this.timer && !this.hidden) this.show();
  }

  private readonly pointer = (event: Event): void => {
    if (event.type !== 'focusout') this.keyboard = false;
    this.show();
  };

  private readonly other = (event: Event): void => {
    if (event.type === 'keydown' || (event as MouseEvent).detail === 0) this.keyboard = true;
    this.show();
  };

  private show(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    this.set(false);
    if (this.enabled() && this.host.isConnected) this.timer = window.setTimeout(this.hide, patience);
  }

  private readonly hide = (): void => {
    this.timer = 0;
    // the stage itself may hold focus; a control must not
    const focused = this.host.shadowRoot?.activeElement;
    if (this.keyboard || focused?.matches('button, ccm-self-view'))
      this.timer = window.setTimeout(this.hide, patience);
    else this.set(true);
  };

  private set(hidden: boolean): void {
    if (this.hidden === hidden) return;
    this.hidden = hidden;
    this.host.requestUpdate();
  }
}
