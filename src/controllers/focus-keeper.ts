import type { ReactiveControllerHost } from 'lit';

interface Host extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** A control that has focus may leave with its screen: focus goes to the screen in its place, where the keys work. */
export function keepFocus(host: Host): void {
  let hadFocus = false;
  const hasFocus = () => host.renderRoot instanceof ShadowRoot && !!host.renderRoot.activeElement;
  host.addController({
    hostUpdate: () => void (hadFocus = hasFocus()),
    hostUpdated() {
      if (hadFocus && !hasFocus()) host.renderRoot.querySelector<HTMLElement>('.pane')?.focus();
    },
  });
}
