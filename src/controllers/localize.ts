import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { en, type Strings } from '../i18n/en.js';
import { loadStrings } from '../i18n/index.js';

/** The words of one element: those of its own `lang`, else of the closest ancestor's, through shadow roots. */
export class Localize implements ReactiveController {
  strings: Strings = en;
  private lang = '';

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly load = loadStrings,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    const lang = languageOf(this.host);
    if (lang === this.lang) return;
    this.lang = lang;
    void this.load(lang).then((strings) => {
      if (lang !== this.lang || strings === this.strings) return;
      this.strings = strings;
      this.host.requestUpdate();
    });
  }
}

function languageOf(element: Element): string {
  const named = element.closest('[lang]');
  if (named) return named.getAttribute('lang') ?? '';
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageOf(root.host) : '';
}
