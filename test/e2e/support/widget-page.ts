/** Where the minimal page lies: the script tag, the element, and nothing else. Everything about it is in the address. */
export const PAGE_PATH = '/widget';

/** How the page loads the widget. */
export type ScriptKind = 'module' | 'classic' | 'both' | 'none';

export interface WidgetPageOptions {
  /** Attributes of the element; `''` for one without a value. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Default `module`. */
  readonly script?: ScriptKind;
  /** Nonce of the script tags. */
  readonly nonce?: string;
  /** Markup before the element, as the page's author would write it. */
  readonly before?: string;
}

/** The address of a page, relative to the site. It survives a reload, and another `name` is another page. */
export function widgetAddress(options: WidgetPageOptions, name = 'one'): string {
  const query = new URLSearchParams({ name, options: JSON.stringify(options) });
  return `${PAGE_PATH}?${query.toString()}`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

function scriptTags(kind: ScriptKind, nonce: string): string {
  const attribute = nonce ? ` nonce="${escape(nonce)}"` : '';
  const module = `<script type="module" src="/cdn/chat-call-modal.js"${attribute}></script>`;
  const classic = `<script src="/cdn/chat-call-modal.classic.js"${attribute}></script>`;
  return { module, classic, both: `${module}\n${classic}\n${classic}`, none: '' }[kind];
}

/** The page's HTML, as a server's template would print it. */
export function widgetPage(query: URLSearchParams): string {
  const options = JSON.parse(query.get('options') ?? '{}') as WidgetPageOptions;
  const attributes = Object.entries(options.attributes ?? {});
  const written = attributes.map(([name, value]) => ` ${escape(name)}="${escape(value)}"`).join('');
  const title = escape(query.get('name') ?? '');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,">
${scriptTags(options.script ?? 'module', options.nonce ?? '')}
</head>
<body><h1>Page ${title}</h1>${options.before ?? ''}
<chat-call-modal${written}></chat-call-modal>
</body>
</html>`;
}
