import { assert } from '@open-wc/testing';
import type { AxeResults, RunOptions } from 'axe-core';
import 'axe-core';
import { states } from '../../../gallery/states.js';
import { show } from './helpers.js';
import type { Theme } from './helpers.js';

declare const axe: { run(context: Element, options: RunOptions): Promise<AxeResults> };

const options: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  rules: { 'label-content-name-mismatch': { enabled: true } },
  resultTypes: ['violations'],
};

/** What axe finds, short enough to read in a failure. */
async function violations(element: Element): Promise<string[]> {
  const { violations: found } = await axe.run(element, options);
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
}

describe('accessibility of every state in the gallery', () => {
  for (const state of states)
    for (const theme of (state.once ? ['light'] : ['light', 'dark']) as Theme[])
      it(`${state.id}, ${theme}: axe finds nothing`, async () => {
        assert.equal((await violations(await show(state.view, theme, state.dir))).join('\n'), '');
      });

  it('axe finds what is wrong', async () => {
    const { html } = await import('lit');
    const found = await violations(await show(html`<button></button>`));
    assert.match(found.join(), /button-name/);
  });
});
