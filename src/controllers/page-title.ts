import type { ReactiveControllerHost } from 'lit';

/**
 * While a call rings, the tab says who calls; while messages are unread, how many. Then the page has its title back, unless
 * it set another one meanwhile.
 * @param wanted in place of the page's title; with a space at its end, in front of it
 */
export function titlePage(host: ReactiveControllerHost, wanted: () => string): void {
  let before = '';
  let wish = '';
  let shown = '';
  const show = (title: string) => {
    if (title === wish) return;
    if (!wish || document.title !== shown) before = document.title;
    wish = title;
    document.title = title.endsWith(' ') ? title + before : title || before;
    // as the browser reads it back: without the spaces that it leaves out
    shown = document.title;
  };
  host.addController({ hostUpdated: () => show(wanted()), hostDisconnected: () => show('') });
}
