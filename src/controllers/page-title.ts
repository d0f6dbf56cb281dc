import type { ReactiveControllerHost } from 'lit';

/** While a call rings, the tab says who calls; then the page has its title back, unless it set another one meanwhile. */
export function titlePage(host: ReactiveControllerHost, wanted: () => string): void {
  let before = '';
  let shown = '';
  const show = (title: string) => {
    if (title === shown) return;
    if (!shown || document.title !== shown) before = document.title;
    shown = title;
    document.title = title || before;
  };
  host.addController({ hostUpdated: () => show(wanted()), hostDisconnected: () => show('') });
}
