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
  ],
  [
    'css-tag.js',
    `(t=>{if(!0===t._$cssResult$)return t.cssText;if("number"==typeof t)return t;throw Error("Value passed to 'css' function must be a 'css' function result: "+t+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)`,
    's.cssText',
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

  // Bindings in comments, in tags, and in elements whose content is no markup; a tag that ends in `${…}/>`.
  [
    'lit-html.js',
    String.raw`v=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,_=/-->/g,m=/>/g,`,
    String.raw`v=/<(?:\/?[a-zA-Z][^>\s]*|\/?$)/g,`,
  ],
  ['lit-html.js', 'y=/^(?:script|style|textarea|title)$/i,'],
  [
    'lit-html.js',
    'c===v?"!--"===u[1]?c=_:void 0!==u[1]?c=m:void 0!==u[2]?(y.test(u[2])&&(n=RegExp("</"+u[2],"g")),c=p):void 0!==u[3]&&(c=p):c===p?">"===u[0]?(c=n??v,d=-1)',
    'c===v?c=p:c===p?">"===u[0]?(c=v,d=-1)',
  ],
  [
    'lit-html.js',
    ':c===$||c===g?c=p:c===_||c===m?c=v:(c=p,n=void 0);const x=c===p&&t[i+1].startsWith("/>")?" ":"";l+=c===v?s+r:d>=0?(e.push(a),s.slice(0,d)+h+s.slice(d)+o+x):s+o+(-2===d?i:x)}',
    ':c=p;l+=c===v?s+r:(e.push(a),s.slice(0,d)+h+s.slice(d)+o)}',
  ],
  [
    'lit-html.js',
    'else t.startsWith(o)&&(d.push({type:6,index:l}),r.removeAttribute(t));if(y.test(r.tagName)){const t=r.textContent.split(o),i=t.length-1;if(i>0){r.textContent=s?s.emptyScript:"";for(let s=0;s<i;s++)r.append(t[s],c()),P.nextNode(),d.push({type:2,index:++l});r.append(t[i],c())}}}else if(8===r.nodeType)if(r.data===n)d.push({type:2,index:l});else{let t=-1;for(;-1!==(t=r.data.indexOf(o,t+1));)d.push({type:7,index:l}),t+=o.length-1}l++}}',
    '}else r.data===n&&d.push({type:2,index:l});l++}}',
  ],

  // What tells directives that their part comes and goes.
  ['lit-html.js', 'this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=i}', 'this._$AV=[],this._$AD=t}'],
  [
    'lit-html.js',
    'this.type=2,this._$AH=A,this._$AN=void 0,this._$AA=t,this._$AB=i,this._$AM=s,this.options=e,this._$Cv=e?.isConnected??!0',
    'this._$AH=A,this._$AA=t,this._$AB=i,this.options=e',
  ],
  ['lit-html.js', 'for(this._$AP?.(!1,!0,s);', 'for(;'],
  ['lit-html.js', 'setConnected(t){void 0===this._$AM&&(this._$Cv=t,this._$AP?.(t))}'],
  [
    'lit-html.js',
    'this.type=1,this._$AH=A,this._$AN=void 0,this.element=t,this.name=i,this._$AM=e,this.options=h,',
    'this.element=t,this.name=i,this.options=h,',
  ],
  ['lit-html.js', 'constructor(){super(...arguments),this.type=3}'],
  ['lit-html.js', 'constructor(){super(...arguments),this.type=4}'],
  ['lit-html.js', 'constructor(t,i,s,e,h){super(t,i,s,e,h),this.type=5}'],
  ['lit-element.js', ',this._$Do=void 0'],
  [
    'lit-element.js',
    'this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=e(',
    'super.update(t),e(',
  ],
  [
    'lit-element.js',
    'connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}',
  ],
  ['lit-element.js', 'i._$litElement$=!0,'],

  // Lists that are no arrays, listeners that are no functions, another document.
  ['lit-html.js', 'd=t=>u(t)||"function"==typeof t?.[Symbol.iterator],', 'd=u,'],
  [
    'lit-html.js',
    'const s=this._$AH,e=t===A&&s!==A||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,h=t!==A&&(s===A||e);e&&this.element.removeEventListener(this.name,this,s),h&&this.element.addEventListener(this.name,this,t),this._$AH=t}',
    'const s=this._$AH;t===A?s!==A&&this.element.removeEventListener(this.name,this):s===A&&this.element.addEventListener(this.name,this),this._$AH=t}',
  ],
  [
    'lit-html.js',
    '"function"==typeof this._$AH?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)',
    'this._$AH.call(this.options?.host??this.element,t)',
  ],
  ['lit-html.js', '(t?.creationScope??l).importNode', 'l.importNode'],

  // Styles that are no list of what `css` gives.
  [
    'css-tag.js',
    'this.cssText=t,this.t=e}get styleSheet(){let t=this.o;const s=this.t;if(e&&void 0===t){const e=void 0!==s&&1===s.length;e&&(t=o.get(s)),void 0===t&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),e&&o.set(s,t))}return t}toString(){return this.cssText}',
    'this.cssText=t}get styleSheet(){let t=this.o;return t||(this.o=t=new CSSStyleSheet).replaceSync(this.cssText),t}',
  ],
  ['css-tag.js', 't=>t instanceof CSSStyleSheet?t:t.styleSheet', 't=>t.styleSheet'],
  [
    'reactive-element.js',
    'const i=[];if(Array.isArray(s)){const e=new Set(s.flat(1/0).reverse());for(const s of e)i.unshift(t(s))}else void 0!==s&&i.push(t(s));return i',
    'return s??[]',
  ],

  // Ways to declare a property: objects in attributes, converters that are no functions, symbols, `state`, `hasChanged`.
  [
    'reactive-element.js',
    'switch(s){case Boolean:t=t?l:null;break;case Object:case Array:t=null==t?t:JSON.stringify(t)}return t',
    'return s===Boolean?t?"":null:t',
  ],
  [
    'reactive-element.js',
    'let i=t;switch(s){case Boolean:i=null!==t;break;case Number:i=null===t?null:Number(t);break;case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}}return i',
    'return s===Boolean?null!==t:s===Number&&null!==t?Number(t):t',
  ],
  [
    'reactive-element.js',
    'b={attribute:!0,type:String,converter:u,reflect:!1,useDefault:!1,hasChanged:f}',
    'b={}',
  ],
  ['reactive-element.js', 's.state&&(s.attribute=!1),'],
  ['reactive-element.js', ',!s.noAccessor){', ',1){'],
  ['reactive-element.js', 'void 0!==h&&e(this.prototype,t,h)', 'e(this.prototype,t,h)'],
  ['reactive-element.js', ',void 0!==t.l&&(this.l=[...t.l])'],
  ['reactive-element.js', ',this.constructor.l?.forEach(t=>t(this))'],
  [
    'reactive-element.js',
    'const t=this.properties,s=[...r(t),...o(t)];for(const i of s)',
    'const t=this.properties;for(const i in t)',
  ],
  [
    'reactive-element.js',
    '"string"==typeof i?i:"string"==typeof t?t.toLowerCase():void 0',
    '"string"==typeof i?i:t.toLowerCase()',
  ],
  ['reactive-element.js', '(void 0!==i.converter?.toAttribute?i.converter:u).toAttribute', 'u.toAttribute'],
  [
    'reactive-element.js',
    ',h="function"==typeof t.converter?{fromAttribute:t.converter}:void 0!==t.converter?.fromAttribute?t.converter:u;this._$Em=e;const r=h.fromAttribute(s,t.type);',
    ';this._$Em=e;const r=(t.converter??u.fromAttribute)(s,t.type);',
  ],
  ['reactive-element.js', '(i.hasChanged??f)(', 'f('],
];

/** What our modules must not use as long as the cuts stand. */
const CUT_OFF =
  /^import[^;]*(\b(svg|mathml)\b[^;]*["']lit["']|["']lit\/(decorators|directive|async-directive))/m;
/** Markup that it could not read any more. */
const CUT_MARKUP = /<(textarea|title|style|script)\b[^>]*>\s*\$\{|<!--|\$\{[^{}]*\}\/>/;

/**
 * Takes out of Lit what nothing here uses and no bundler can know: 1.7 kB of 16, brotli. Each text must be there, or the
 * build fails: when Lit changes, look the text up anew, or drop its line. To use a directive, `svg`, a decorator or any other of
 * these, drop the lines under its heading.
 */
export function leanLit(): Plugin {
  return {
    name: 'lean-lit',
    transform: {
      order: 'post',
      handler(code, id) {
        if (!id.includes('/node_modules/')) {
          if (CUT_OFF.test(code) || CUT_MARKUP.test(code))
            this.error(`${id} uses what scripts/lean-lit.ts takes out of Lit`);
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
