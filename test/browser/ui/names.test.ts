import { assert, html } from '@open-wc/testing';
import 'axe-core';
import type { TemplateResult } from 'lit';
import type { CallSnapshot } from '../../../src/call/snapshot.js';
import { call, now, sara, talk, tariq } from '../../../gallery/samples.js';
import { everything, show } from './helpers.js';

declare const axe: {
  setup(root: Element): void;
  teardown(): void;
  utils: { getNodeFromTree(element: Element): unknown };
  commons: {
    text: { accessibleText(element: Element): string };
    aria: { getRole(element: Element): string | null };
    dom: { isVisibleToScreenReaders(element: Element): boolean };
  };
};

/** What assistive technology is told, by axe's reckoning: `role: name` of everything that a template shows. */
async function tree(content: TemplateResult): Promise<string[]> {
  const card = await show(content);
  const { text, aria, dom } = axe.commons;
  axe.setup(card);
  try {
    return everything(card.shadowRoot ?? card)
      .filter((element) => axe.utils.getNodeFromTree(element) && dom.isVisibleToScreenReaders(element))
      .map((element) => `${aria.getRole(element)}: ${text.accessibleText(element)}`);
  } finally {
    axe.teardown();
  }
}

const buttons = (lines: readonly string[]): string[] =>
  lines.filter((line) => line.startsWith('button: ')).map((line) => line.slice(8));

describe('accessible names are those of the contract', () => {
  it('header', async () => {
    const lines = await tree(html`<ccm-header .peer=${sara}></ccm-header>`);
    assert.deepEqual(buttons(lines), ['Voice call', 'Video call', 'Menu', 'Close']);
  });

  it('conversation', async () => {
    const lines = await tree(
      html`<ccm-conversation .entries=${talk} .peer=${sara} .now=${now}></ccm-conversation>`,
    );
    assert.include(lines, 'log: Messages');
    assert.include(lines, 'textbox: Message');
    assert.includeMembers(buttons(lines), ['Send', 'Call back']);
  });

  it('an incoming video call', async () => {
    const lines = await tree(
      html`<ccm-ringing
        .call=${call({ phase: 'ringing', direction: 'incoming', peer: tariq })}
      ></ccm-ringing>`,
    );
    assert.includeMembers(buttons(lines), ['Accept', 'Decline', 'Accept without video']);
    assert.include(lines, 'status: Call status');
  });

  it('an incoming voice call has no choice about video', async () => {
    const ringing = call({ phase: 'ringing', direction: 'incoming', kind: 'voice' });
    const lines = buttons(await tree(html`<ccm-ringing .call=${ringing}></ccm-ringing>`));
    assert.includeMembers(lines, ['Accept', 'Decline']);
    assert.notInclude(lines, 'Accept without video');
  });

  it('a video call, as it is', async () => {
    const lines = await tree(html`<ccm-call .call=${call()} .now=${now}></ccm-call>`);
    assert.deepEqual(buttons(lines), [
      'Minimize',
      'Mute',
      'Turn camera off',
      'Share screen',
      'Devices',
      'End call',
    ]);
    assert.include(lines, 'status: Call status');
  });

  it('a video call with everything the other way round', async () => {
    const snapshot = call({ muted: true, cameraOff: true, sharing: true });
    const lines = buttons(await tree(html`<ccm-call .call=${snapshot} .now=${now}></ccm-call>`));
    assert.includeMembers(lines, ['Unmute', 'Turn camera on', 'Stop sharing', 'End call']);
    assert.notIncludeMembers(lines, ['Mute', 'Turn camera off']);
  });

  it('a voice call offers a camera once it is up', async () => {
    const of = async (phase: CallSnapshot['phase']) => {
      const voice = call({ kind: 'voice', cameraOff: true, phase });
      return buttons(await tree(html`<ccm-call .call=${voice} .now=${now}></ccm-call>`));
    };
    assert.deepEqual(await of('inviting'), ['Minimize', 'Mute', 'End call']);
    assert.deepEqual(await of('connected'), [
      'Minimize',
      'Mute',
      'Turn camera on',
      'Share screen',
      'Devices',
      'End call',
    ]);
  });

  it('a call that has ended', async () => {
    const lines = await tree(
      html`<ccm-call .call=${call({ phase: 'ended', endReason: 'busy' })}></ccm-call>`,
    );
    assert.deepEqual(buttons(lines), ['Back to chat', 'Call again']);
  });

  it('the minimized call and the launcher', async () => {
    assert.deepEqual(buttons(await tree(html`<ccm-pill .call=${call()} .now=${now}></ccm-pill>`)), [
      'Return to call',
      'Mute',
      'End call',
    ]);
    assert.deepEqual(buttons(await tree(html`<ccm-launcher .unread=${120}></ccm-launcher>`)), [
      'Open chat, 99+ unread',
    ]);
  });
});
