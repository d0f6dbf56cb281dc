import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** While a call rings, the tab says who calls; then the page has its title back, unless it set another one meanwhile. */
export class PageTitle implements ReactiveController {
  private before = '';
  private shown = '';

  constructor(
    host: ReactiveControllerHost,
    private readonly wanted: () => string,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    this.show(this.wanted());
  }

  hostDisconnected(): void {
    this.show('');
  }

  private show(title: string): void {
    if (title === this.shown) return;
    if (!this.shown) this.before = document.title;
    else if (document.title !== this.shown) this.before = document.title;
    this.shown = title;
    document.title = title || this.before;
  }
}
