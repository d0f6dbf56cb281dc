import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { api, isPublic, readManual, type Manual } from '../../../scripts/readme.js';
import { codeIn, errorCodes, read, rowsOf, sourcesOf } from './documents.js';

describe('the tables of README.md', () => {
  const readme = read('README.md');
  const firstCells = rowsOf(readme).flatMap(([first = '']) => codeIn(first));
  let manual: Manual;
  before(() => {
    manual = readManual();
  });

  test('are drawn from the sources as they are', () => {
    assert.ok(readme.includes(api(manual)), 'stale: run `node --import tsx scripts/readme.ts`');
  });

  test('name every attribute that the element observes, and say what it means', () => {
    const element = read('src/chat-call-modal.ts') + read('src/controllers/properties.ts');
    const named = [...element.matchAll(/attribute: '([a-z-]+)'/g)].map(([, name = '']) => name);
    assert.ok(named.length > 10, 'the sources are written in another way');
    for (const name of [
      ...named,
      'open',
      'muted',
      'connect',
      'dialect',
      'token',
      'launcher',
      'theme',
      'lang',
    ])
      assert.ok(firstCells.includes(name), name);
    for (const { name, description } of manual.members.filter(isPublic))
      assert.ok(description, `${name} has no comment`);
  });

  test('name every event, part and custom property', () => {
    const events = [...read('src/events.ts').matchAll(/^ {2}'(ccm-[a-z-]+)':/gm)];
    const properties = [...read('src/themes/tokens.ts').matchAll(/var\((--ccm-[a-z-]+)/g)];
    const templates = read('src/ui/modal.ts') + read('src/chat-call-modal.ts');
    const parts = [...templates.matchAll(/exportparts="([^"]*)"/g)].flatMap(([, names = '']) =>
      names.split(/\s*,\s*/).map((name) => [name, name]),
    );
    for (const list of [events, properties, parts]) assert.ok(list.length > 5);
    for (const [, name = ''] of [...events, ...properties, ...parts])
      assert.ok(firstCells.includes(name), name);
  });

  test('name every code of ccm-error and every problem of the connection', () => {
    const codes = errorCodes().map((code) => [code, code]);
    const problems = [...sourcesOf('i18n').matchAll(/^ {2}\| '(\w+)'/gm)];
    assert.ok(codes.length > 5 && problems.length > 5);
    for (const [, name = ''] of [...codes, ...problems]) {
      if (['chromium', 'firefox', 'safari', 'android', 'ios'].includes(name)) continue;
      assert.ok(firstCells.includes(name), name);
    }
  });
});

test('package.json has the commands that the documents name', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = [...(read('README.md') + read('CONTRIBUTING.md')).matchAll(/npm (?:run )?(\w+)/g)];
  for (const [, command = ''] of named)
    if (!['install', 'pack'].includes(command)) assert.ok(scripts[command], `npm run ${command}`);
});
