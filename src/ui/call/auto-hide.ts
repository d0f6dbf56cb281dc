import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How long the controls stay without a pointer, in ms (the look: "hides after 3 s"). */
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
    for (const type of ['pointermove', 'pointerdown', 'keydown', 'click', 'focusin'])
      host.addEventListener(type, (event) => {
        if (type.startsWith('p')) this.keyboard = false;
        if (type === 'keydown' || (type === 'click' && !(event as MouseEvent).detail)) this.keyboard = true;
        this.show();
      });
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
    this.timer = 0;
  }

  hostUpdated(): void {
    if (this.enabled() ? !this.timer && !this.hidden : this.timer || this.hidden) this.show();
  }

  private show(): void {
    this.hostDisconnected();
    this.set(false);
    if (this.enabled() && this.host.isConnected) this.timer = window.setTimeout(this.hide, patience);
  }

  private readonly hide = (): void => {
    this.timer = 0;
    // the stage itself may hold focus; a control must not
    const focused = this.host.shadowRoot?.activeElement;
    if (this.keyboard || (focused && !focused.matches('.stage'))) this.show();
    else this.set(true);
  };

  private set(hidden: boolean): void {
    if (this.hidden !== hidden) this.host.requestUpdate();
    this.hidden = hidden;
  }
}
