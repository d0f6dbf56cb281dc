import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface DialogHost extends ReactiveControllerHost, HTMLElement {
  open: boolean;
  variant: 'modal' | 'panel';
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** Keeps the native dialog in step with `open` and `variant`, also after the element was moved. */
export class DialogController implements ReactiveController {
  private shown: 'modal' | 'panel' | null = null;
  /** Where focus was in the page. The browser knows only what had it last, which may have been the pill. */
  private before: Element | null = null;

  constructor(private readonly host: DialogHost) {
    host.addController(this);
  }

  hostConnected(): void {
    // A dialog that left the document left the top layer with it.
    this.shown = null;
    this.host.requestUpdate();
  }

  hostUpdated(): void {
    const dialog = this.host.renderRoot.querySelector('dialog');
    const { open, variant, isConnected } = this.host;
    const wanted = open && isConnected ? variant : null;
    // A browser closes a dialog by itself too.
    if (!dialog || (wanted === this.shown && dialog.open === (wanted !== null))) return;
    const { activeElement, body } = document;
    if (wanted && activeElement !== this.host && activeElement !== body) this.before = activeElement;
    if (dialog.open) dialog.close();
    this.shown = wanted;
    if (wanted === 'modal') dialog.showModal();
    else if (wanted === 'panel') dialog.show();
    else if (document.activeElement === body) (this.before as HTMLElement | null)?.focus();
  }
}
