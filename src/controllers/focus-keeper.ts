import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface Host extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** A control that has focus may leave with its screen: focus goes to the screen in its place, where the keys work. */
export class FocusKeeper implements ReactiveController {
  private hadFocus = false;

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostUpdate(): void {
    this.hadFocus = this.hasFocus();
  }

  hostUpdated(): void {
    if (this.hadFocus && !this.hasFocus()) this.host.renderRoot.querySelector<HTMLElement>('.pane')?.focus();
  }

  private hasFocus(): boolean {
    const { renderRoot } = this.host;
    return renderRoot instanceof ShadowRoot && renderRoot.activeElement !== null;
  }
}
