import { assert, fixture, html, nextFrame } from '@open-wc/testing';
import { LitElement } from 'lit';
import { localize } from '../../../src/controllers/localize.js';
import { en, type Strings } from '../../../src/i18n/en.js';
import '../../../src/index.js';
import { waitUntil } from '../wait-until.js';

const german: Strings = { ...en, lang: 'de' };
const french: Strings = { ...en, lang: 'fr' };
const table: Record<string, Strings> = { de: german, fr: french };

class LocalizedThing extends LitElement {
  static override properties = { lang: { reflect: true, useDefault: true } };
  readonly localize = localize(this, (lang) => Promise.resolve(table[lang] ?? en));
  protected override render(): unknown {
    return this.localize.strings.lang;
  }
}
customElements.define('localized-thing', LocalizedThing);

/** What it shows once it has settled. */
async function shown(thing: Element | null | undefined): Promise<string> {
  await nextFrame();
  await (thing as LocalizedThing).updateComplete;
  return thing?.shadowRoot?.textContent ?? '';
}

describe('the language of an element', () => {
  it('is its own lang, else that of the closest ancestor', async () => {
    const page = await fixture(html`
      <div lang="de">
        <localized-thing id="inherits"></localized-thing>
        <localized-thing id="own" lang="fr"></localized-thing>
        <p lang="fr"><localized-thing id="nearer"></localized-thing></p>
        <p lang=""><localized-thing id="unknown"></localized-thing></p>
      </div>
    `);
    assert.equal(await shown(page.querySelector('#inherits')), 'de');
    assert.equal(await shown(page.querySelector('#own')), 'fr');
    assert.equal(await shown(page.querySelector('#nearer')), 'fr');
    assert.equal(await shown(page.querySelector('#unknown')), 'en');
  });

  it('reaches through shadow roots', async () => {
    const page = await fixture(html`<div lang="de"><section></section></div>`);
    const root = page.querySelector('section')?.attachShadow({ mode: 'open' });
    const thing = document.createElement('localized-thing');
    root?.append(thing);
    assert.equal(await shown(thing), 'de');
  });

  it('changes with the attribute', async () => {
    const thing = await fixture(html`<localized-thing lang="de"></localized-thing>`);
    assert.equal(await shown(thing), 'de');
    thing.setAttribute('lang', 'fr');
    assert.equal(await shown(thing), 'fr');
    thing.removeAttribute('lang');
    assert.equal(await shown(thing), 'en');
  });
});

describe('lang of chat-call-modal', () => {
  it('is not written where the page wrote none, and is English where there is no such language', async () => {
    const modal = await fixture<HTMLElementTagNameMap['chat-call-modal']>(
      html`<chat-call-modal launcher connect="manual"></chat-call-modal>`,
    );
    assert.equal(modal.hasAttribute('lang'), false);
    modal.lang = 'tlh';
    modal.show();
    await modal.updateComplete;
    assert.equal(modal.getAttribute('lang'), 'tlh');
    const close = () => modal.shadowRoot?.querySelector('ccm-header')?.shadowRoot?.querySelector('button');
    await waitUntil(close);
    assert.equal(close()?.getAttribute('aria-label'), 'Voice call');
    modal.close();
  });
});
