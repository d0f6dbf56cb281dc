import type { ReactiveControllerHost } from 'lit';
import { en, type Strings } from '../i18n/en.js';
import { loadStrings } from '../i18n/index.js';

/** The words of one element: those of its own `lang`, else of the closest ancestor's, through shadow roots. */
export function localize(
  host: ReactiveControllerHost & HTMLElement,
  load = loadStrings,
): { readonly strings: Strings } {
  const words = { strings: en };
  let current = '';
  host.addController({
    hostUpdate() {
      const lang = languageOf(host);
      if (lang === current) return;
      current = lang;
      void load(lang).then((strings) => {
        if (lang !== current || strings === words.strings) return;
        words.strings = strings;
        host.requestUpdate();
      });
    },
  });
  return words;
}

function languageOf(element: Element): string {
  const named = element.closest('[lang]');
  if (named) return named.getAttribute('lang') ?? '';
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageOf(root.host) : '';
}
