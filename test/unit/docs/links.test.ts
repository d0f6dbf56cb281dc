import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { documents, proseOf, root } from './documents.js';

/** As GitHub makes the anchor of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

function anchorsOf(path: string): string[] {
  return [...proseOf(path).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

test('there are documents, and nothing but ours', () => {
  for (const path of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/protocol.md'])
    assert.ok(documents.includes(path), path);
});

for (const path of documents) {
  test(`the links of ${path} lead somewhere`, () => {
    const links = [...proseOf(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    for (const link of links.filter((each) => !/^https?:/.test(each))) {
      const [file = '', anchor = ''] = link.split('#');
      const target = file ? join(dirname(path), file) : path;
      assert.ok(existsSync(join(root, target)), `${link}: no such file`);
      if (anchor) assert.ok(anchorsOf(target).includes(anchor), `${link}: no such heading`);
    }
  });

  test(`${path} names no machine`, () => {
    assert.doesNotMatch(proseOf(path), /(^|[\s(`'"])\/(home|root|work|tmp|Users)\//m);
  });
}
