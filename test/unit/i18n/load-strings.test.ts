import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { en, type Strings } from '../../../src/i18n/en.js';
import { loadStrings } from '../../../src/i18n/index.js';

const german: Strings = { ...en, lang: 'de', accept: 'Annehmen' };
const languages = new Map([
  ['de', () => Promise.resolve(german)],
  ['fr', (): Promise<Strings> => Promise.reject(new Error('the chunk did not load'))],
]);

describe('loadStrings', () => {
  for (const lang of ['de', 'de-AT', 'DE', 'de-Latn-CH']) {
    it(`takes the first part of ${lang}`, async () => {
      assert.equal(await loadStrings(lang, languages), german);
    });
  }

  for (const lang of ['', 'en', 'en-GB', 'tlh', 'deutsch', '-', '__proto__', 'constructor']) {
    it(`is English for "${lang}"`, async () => {
      assert.equal(await loadStrings(lang, languages), en);
    });
  }

  it('is English where the language does not load', async () => {
    assert.equal(await loadStrings('fr', languages), en);
  });

  it('knows English without a table', async () => {
    assert.equal(await loadStrings('en'), en);
  });
});
