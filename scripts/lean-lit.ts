import type { Plugin } from 'vite';

/** A file of Lit, a text in its published form, and what stands there instead (nothing by default). */
type Cut = readonly [file: string, text: string, instead?: string];

const CUTS: readonly Cut[] = [
  // Every browser that we build for has shadow roots and constructable style sheets, so no polyfill of Lit's is there.
  [
    'css-tag.js',
    't.ShadowRoot&&(void 0===t.ShadyCSS||t.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype',
    '!0',
  ],
  ['reactive-element.js', 'p=a.reactiveElementPolyfillSupport,'],
  ['reactive-element.js', 'p?.({ReactiveElement:y}),'],
  ['lit-html.js', ',B=t.litHtmlPolyfillSupport;B?.(S,k),', ';'],
  [
    'lit-element.js',
    ',s.litElementHydrateSupport?.({LitElement:i});const o=s.litElementPolyfillSupport;o?.({LitElement:i});',
    ';',
  ],

  // The list of versions on a page, which only Lit's development mode reads.
  ['reactive-element.js', ',(a.reactiveElementVersions??=[]).push("2.1.2")'],
  ['lit-html.js', '(t.litHtmlVersions??=[]).push("3.3.3");'],
  ['lit-element.js', '(s.litElementVersions??=[]).push("4.2.2");'],

  // Words about mistakes that the type checker finds here.
  [
    'css-tag.js',
    'if(this._$cssResult$=!0,o!==s)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");',
    'this._$cssResult$=!0;',
  ],
  [
    'css-tag.js',
    `if("number"==typeof t)return t;throw Error("Value passed to 'css' function must be a 'css' function result: "+t+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")`,
    'return t',
  ],

  // Standard decorators and decorators of accessors.
  ['reactive-element.js', 'Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;'],
  ['reactive-element.js', 'static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}'],
  [
    'reactive-element.js',
    'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}',
  ],

  // Directives, and what only they ask of a part.
  [
    'lit-html.js',
    'function M(t,i,s=t,e){if(i===E)return i;let h=void 0!==e?s._$Co?.[e]:s._$Cl;const o=a(i)?void 0:i._$litDirective$;return h?.constructor!==o&&(h?._$AO?.(!1),void 0===o?h=void 0:(h=new o(t),h._$AT(t,s,e)),void 0!==e?(s._$Co??=[])[e]=h:s._$Cl=h),void 0!==h&&(i=M(t,h._$AS(t,i.values),h,e)),i}',
    'function M(t,i){return i}',
  ],
  ['lit-html.js', ':6===r.type&&(i=new Z(h,this,t))', ':0'],
  [
    'lit-html.js',
    'get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t)',
    'u(t)',
  ],
  ['lit-html.js', 'get _$AU(){return this._$AM?._$AU??this._$Cv}'],
  [
    'lit-html.js',
    'get parentNode(){let t=this._$AA.parentNode;const i=this._$AM;return void 0!==i&&11===t?.nodeType&&(t=i.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}',
  ],
  ['lit-html.js', 'get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}'],

  // Templates compiled ahead, and the tags `svg` and `mathml`.
  [
    'lit-html.js',
    '"number"==typeof s?this._$AC(t):(void 0===s.el&&(s.el=S.createElement(V(s.h,s.h[0]),this.options)),s)',
    'this._$AC(t)',
  ],
  ['lit-html.js', 'l=2===i?"<svg>":3===i?"<math>":"",', 'l="",'],
  ['lit-html.js', '+(2===i?"</svg>":3===i?"</math>":"")'],
  [
    'lit-html.js',
    ',2===i||3===i){const t=this.el.content.firstChild;t.replaceWith(...t.childNodes)}',
    ',0){}',
  ],
];

/** What our modules must not use as long as the cuts stand. */
const CUT_OFF =
  /^import[^;]*(\b(svg|mathml)\b[^;]*["']lit["']|["']lit\/(decorators|directive|async-directive))/m;

/**
 * Takes out of Lit what nothing here uses and no bundler can know: 0.9 kB of 16, brotli. Each text must be there, or the
 * build fails: when Lit changes, look the text up anew, or drop its line. To use a directive, `svg` or a decorator,
 * drop the lines under its heading.
 */
export function leanLit(): Plugin {
  return {
    name: 'lean-lit',
    transform: {
      order: 'post',
      handler(code, id) {
        if (!id.includes('/node_modules/')) {
          if (CUT_OFF.test(code)) this.error(`${id} uses what scripts/lean-lit.ts takes out of Lit`);
          return null;
        }
        let lean = code;
        for (const [file, text, instead = ''] of CUTS) {
          if (!/\/(@lit|lit-html|lit-element)\//.test(id) || !id.endsWith(`/${file}`)) continue;
          if (lean.split(text).length !== 2)
            this.error(`${file} no longer holds ${text}, see scripts/lean-lit.ts`);
          lean = lean.replace(text, () => instead);
        }
        return { code: lean, map: null };
      },
    },
  };
}
