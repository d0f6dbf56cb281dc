import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Keys of a call, heard in the root that its host stands in: the whole dialog, and no more of the page than that.
 * Text fields keep their letters, and a key with a modifier belongs to the browser.
 */
export class Shortcuts implements ReactiveController {
  private root: Node | null = null;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly press: (key: string) => boolean,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.root = this.host.getRootNode();
    this.root.addEventListener('keydown', this.heard);
  }

  hostDisconnected(): void {
    this.root?.removeEventListener('keydown', this.heard);
    this.root = null;
  }

  private readonly heard = (event: Event): void => {
    const key = event as KeyboardEvent;
    if (key.defaultPrevented || key.repeat || key.isComposing || key.ctrlKey || key.metaKey || key.altKey)
      return;
    const target = key.composedPath()[0];
    if (
      target instanceof HTMLElement &&
      (target.isContentEditable || target.matches('input, textarea, select'))
    )
      return;
    if (this.press(key.key.toLowerCase())) key.preventDefault();
  };
}
