import { assert } from '@open-wc/testing';
import type { AxeResults, RunOptions } from 'axe-core';
import 'axe-core';
import { states, type State } from '../../../gallery/states.js';
import { everything, settled, show } from './helpers.js';
import { waitUntil } from '../wait-until.js';
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

/** As it stands when somebody has done what the state says. */
async function stand({ view, dir, act }: State, theme: Theme): Promise<Element> {
  const card = await show(view, theme, dir);
  const root = card.shadowRoot?.querySelector('ccm-conversation')?.shadowRoot;
  if (act) await waitUntil(() => !!root && act(root), 'what somebody does');
  await settled(card);
  // a menu fades in, and colours are looked at
  for (const one of act ? everything(card.shadowRoot ?? card) : [])
    for (const moves of one.getAnimations())
      if (moves.effect?.getComputedTiming().endTime !== Infinity) moves.finish();
  return card;
}

describe('accessibility of every state in the gallery', () => {
  for (const state of states)
    for (const theme of (state.once ? ['light'] : ['light', 'dark']) as Theme[])
      it(`${state.id}, ${theme}: axe finds nothing`, async () => {
        assert.equal((await violations(await stand(state, theme))).join('\n'), '');
      });

  it('axe finds what is wrong', async () => {
    const { html } = await import('lit');
    const found = await violations(await show(html`<button></button>`));
    assert.match(found.join(), /button-name/);
  });
});
