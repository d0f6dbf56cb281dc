import type { ReactiveControllerHost } from 'lit';

export interface DialogHost extends ReactiveControllerHost, HTMLElement {
  open: boolean;
  variant: 'modal' | 'panel';
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/**
 * Keeps the native dialog in step with `open` and `variant`, also after the element was moved.
 * @returns whether the dialog is shown, as far as this room knows: a browser closes one by itself too
 */
export function syncDialog(host: DialogHost): () => boolean {
  let shown: 'modal' | 'panel' | null = null;
  /** Where focus was in the page. The browser knows only what had it last, which may have been the pill. */
  let before: Element | null = null;
  host.addController({
    hostConnected() {
      // A dialog that left the document left the top layer with it.
      shown = null;
      host.requestUpdate();
    },
    hostUpdated() {
      const dialog = host.renderRoot.querySelector('dialog');
      const wanted = host.open && host.isConnected ? host.variant : null;
      if (!dialog || (wanted === shown && dialog.open === !!wanted)) return;
      const { activeElement, body } = document;
      if (wanted && activeElement !== host && activeElement !== body) before = activeElement;
      if (dialog.open) dialog.close();
      shown = wanted;
      if (wanted === 'modal') dialog.showModal();
      else if (wanted) dialog.show();
      else if (document.activeElement === body) (before as HTMLElement | null)?.focus();
    },
  });
  return () => !!shown;
}
