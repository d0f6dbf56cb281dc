import { assert, html } from '@open-wc/testing';
import { call, message, now, sara } from '../../../gallery/samples.js';
import { aroundWords } from '../../../src/i18n/en-around.js';
import { defineNotices } from '../../../src/ui/notices.js';
import { safeAvatar } from '../../../src/ui/avatar.js';
import { all, everything, one, show } from './helpers.js';
import { waitUntil } from '../wait-until.js';

defineNotices();

const corpus = [
  '<script>window.hit = 1</script>',
  '<img src=x onerror="window.hit = 1">',
  '<svg onload="window.hit = 1"><a xlink:href="javascript:window.hit=1">x</a></svg>',
  '"><iframe srcdoc="<script>parent.hit = 1</script>"></iframe>',
  "' autofocus onfocus='window.hit = 1",
  '${window.hit = 1}',
  '<template><slot name="empty"></slot></template>',
  '\u202Egnp.exe<b>bold</b>',
];

/** Elements that none of our templates makes. */
const foreign = 'script, iframe, template, a[href^="javascript"], [onerror], [onload], [onfocus], [srcdoc]';

describe('X6 what others wrote is text', () => {
  const hit = (): unknown => (window as { hit?: unknown }).hit;
  const bold = (root: Element): number => all(root, 'b:not([part=name], [part=notice] b)').length;

  for (const bad of corpus)
    it(`X6 as a name, a message, a reply: ${bad}`, async () => {
      const peer = { ...sara, name: bad, avatar: bad };
      const card = await show(
        html`<ccm-header .peer=${peer}></ccm-header>
          <ccm-ringing .call=${call({ phase: 'ringing', peer })}></ccm-ringing>
          <ccm-call
            .call=${call({ phase: 'ended', endReason: 'declined', declineMessage: bad, peer })}
          ></ccm-call>
          <ccm-pill .call=${call({ peer })} .now=${now}></ccm-pill>
          <ccm-conversation
            .peer=${peer}
            .entries=${[message(false, bad, now)]}
            .now=${now}
          ></ccm-conversation>
          <ccm-notice .words=${aroundWords} .peer=${peer} .text=${bad}></ccm-notice>`,
      );
      // a card says its text two frames after it stands
      await waitUntil(() => all(card, '.text').length > 1);
      assert.deepEqual(all(card, foreign), []);
      assert.equal(bold(card), 0);
      assert.deepEqual(
        all(card, '.text').map(({ textContent }) => textContent),
        [bad, bad],
      );
      assert.equal(one(card, '.said').textContent, bad);
      assert.equal(one(card, 'header bdi').textContent, bad.trim());
      assert.isUndefined(hit());
    });

  it('X6 only http and https become links, which know nothing of this page', async () => {
    const text =
      'see https://example.com/a?b=1. Not javascript:alert(1), data:text/html,x or ftp://example.com';
    const card = await show(
      html`<ccm-conversation .entries=${[message(false, text, now)]}></ccm-conversation>`,
    );
    const link = one<HTMLAnchorElement>(card, 'a');
    assert.equal(link.href, 'https://example.com/a?b=1');
    assert.equal(link.target, '_blank');
    assert.includeMembers([...link.relList], ['noopener', 'noreferrer']);
    assert.equal(one(card, '.text').textContent, text);
  });

  it('X6 brackets in pairs belong to an address, one that begins with www. is one too', async () => {
    for (const [text, ...hrefs] of [
      ['(see https://example.com/a_(b)).', 'https://example.com/a_(b)'],
      [
        '(https://example.com/a), www.example.com/b?c!',
        'https://example.com/a',
        'https://www.example.com/b?c',
      ],
      ['www.javascript:alert(1)', 'https://www.javascript:alert(1)'],
      ['awww.example.com, https://, https://. and www.'],
    ] as const) {
      const card = await show(
        html`<ccm-conversation .entries=${[message(false, text, now)]}></ccm-conversation>`,
      );
      const links = all<HTMLAnchorElement>(card, '.text a').map((link) => link.getAttribute('href'));
      assert.deepEqual(links, hrefs, text);
      assert.equal(one(card, '.text').textContent, text);
    }
  });

  it('X6 an avatar is a picture or nothing', async () => {
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', 'ftp://example.com/a.png', 'http://[', ''])
      assert.isNull(safeAvatar(bad), bad);
    for (const good of [
      'https://example.com/a.png',
      'data:image/png;base64,AA',
      'blob:https://example.com/1',
    ])
      assert.equal(safeAvatar(good), good);
    assert.equal(safeAvatar('/a.png'), `${location.origin}/a.png`);

    const card = await show(
      html`<ccm-avatar .profile=${{ ...sara, avatar: 'data:image/png;base64,AA' }}></ccm-avatar>`,
    );
    assert.equal(one<HTMLImageElement>(card, 'img').referrerPolicy, 'no-referrer');
  });

  it('X6 no template carries a style or a handler as an attribute', async () => {
    const card = await show(html`<ccm-call .call=${call({ muted: true })} .now=${now}></ccm-call>`);
    for (const element of everything(card.shadowRoot ?? card))
      for (const { name } of element.attributes) assert.notMatch(name, /^on/);
    assert.deepEqual(all(card, 'style'), []);
  });
});
