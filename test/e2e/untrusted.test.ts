import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { backToChat, openMenuOf } from './support/chat.js';
import {
  controls,
  eventually,
  expectNothingLeft,
  launchChromium,
  newPerson,
  openProfile,
  SARA,
  startSite,
  TARIQ,
  whenConnected,
  whenReady,
  type Person,
  type Site,
} from './support/index.js';

const NONCE = 'dGVzdA';
/** Pictures of nowhere may be asked for: a browser that tries to load one says so, and that is all it may say. */
const POLICY = [
  ...["default-src 'none'", `script-src 'nonce-${NONCE}' 'strict-dynamic'`, "style-src 'self'"],
  ...["connect-src 'self'", "img-src 'self' data: https:", 'media-src https:', "base-uri 'none'"],
  ...["form-action 'none'", "require-trusted-types-for 'script'"],
].join('; ');

const CORPUS = [
  '<script>xss()</script>',
  '<img src=x onerror=xss()>',
  '"><svg onload=xss()>',
  "'-xss()-'",
  '<iframe srcdoc="<script>parent.xss()</script>">',
  '<a href="javascript:xss()">x</a>',
  'javascript:xss()',
  'JaVaScRiPt:xss()//https://example.com',
  'data:text/html,<script>parent.xss()</script>',
  'https://example.com/"onmouseover="xss()',
  'https://example.com/<img src=x onerror=xss()>',
  '</style><script>xss()</script>',
  '<!--${xss()}-->{{xss()}}',
  '<template shadowrootmode=open><script>xss()</script></template>',
  '<math><mtext></table><mglyph><style><img src=x onerror=xss()>',
];

const WIDGET = 'chat-call-modal';
const HEAD = { to_profile_id: SARA.id, to_profile_type: SARA.type, party_id: 'p' };
const from = (id: string, name: string) => ({
  ...{ ...HEAD, from_profile_id: id, from_profile_type: 'tutor' },
  ...{ from_name: name, from_avatar: name },
});

/** Sara's page, and whoever writes to it. */
class World {
  private constructor(
    private readonly site: Site,
    readonly context: BrowserContext,
    readonly sara: Person,
  ) {}

  static async open(browser: Browser, site: Site): Promise<World> {
    const context = await newPerson(browser);
    await context.addInitScript(() => {
      const executed: string[] = [];
      const ran = (how: string) => () => executed.push(how);
      Object.assign(globalThis, { executed, xss: ran('xss'), alert: ran('alert') });
    });
    const page = await openProfile(context, {
      ...{ site, profile: SARA, peer: TARIQ, nonce: NONCE },
      attributes: { 'api-base-url': site.url, 'ice-servers': '[]' },
    });
    const world = new World(site, context, { page, ...controls(page) });
    await world.arrive();
    return world;
  }

  /** Connected, to a server that says what it can, with the conversation open. */
  async arrive(): Promise<void> {
    const { page, messages } = this.sara;
    await whenConnected(page);
    this.deliver({ type: 'welcome', features: ['chat', 'changes', 'upload'], server_time: 1 });
    await page.evaluate(() => document.querySelector('chat-call-modal')?.show());
    await messages.waitFor();
  }

  deliver(...frames: object[]): void {
    const { forwarder } = this.site;
    for (const frame of frames)
      for (const socket of forwarder?.sockets(SARA.id, SARA.type) ?? []) socket.send(JSON.stringify(frame));
  }

  /** Calls something of the element, or sets it. */
  set(values: Record<string, string>): Promise<void> {
    return this.sara.page.evaluate(async (all) => {
      const widget = document.querySelector('chat-call-modal');
      Object.assign(widget ?? {}, all);
      await widget?.updateComplete;
    }, values);
  }

  /** What elements say, as it is written. */
  texts(selector: string): Promise<string[]> {
    return this.sara.page
      .locator(`${WIDGET} ${selector}`)
      .evaluateAll((all) => all.map(({ textContent }) => textContent ?? ''));
  }

  /** Each of the corpus is there, as text. */
  async whenAll(selector: string, wanted: readonly string[] = CORPUS): Promise<void> {
    const isThere = (texts: readonly string[]) =>
      wanted.every((one) => texts.some((text) => text.includes(one)));
    await eventually(selector, () => this.texts(selector), isThere);
  }

  /** Writes each of the corpus into a field, and looks at what comes of it. */
  async type(
    name: string,
    look: (payload: string) => Promise<unknown> = async () => {},
    payloads = CORPUS,
  ): Promise<void> {
    const field = this.sara.page.locator(WIDGET).getByLabel(name, { exact: true });
    for (const payload of payloads) {
      await field.fill(payload);
      assert.equal(await field.inputValue(), payload);
      await look(payload);
    }
    await field.fill('');
  }
}

const FILES = ['image/svg+xml', 'text/html', 'image/png', 'audio/mpeg'];
const said = (message_id: string, text: string, more: object = {}, id = TARIQ.id, name = 'Tariq') => ({
  ...from(id, name),
  ...{ type: 'chat_message', message_id, text, ...more },
});

/** Where what others wrote shows. A new place is one more line. */
const PLACES: readonly (readonly [place: string, fill: (world: World) => Promise<unknown>])[] = [
  [
    'messages, their links, and who wrote them',
    (world) => {
      world.deliver(...CORPUS.map((bad, i) => said(`said ${i}`, bad, {}, TARIQ.id, bad)));
      return world.whenAll('.bubble .text');
    },
  ],
  [
    'quotes of replies',
    (world) => {
      const quote = (text: string, i: number) => ({ reply_to: { message_id: `said ${i}`, text } });
      world.deliver(...CORPUS.map((bad, i) => said(`reply ${i}`, 'Yes', quote(bad, i))));
      return world.whenAll('[part="quote"] span');
    },
  ],
  [
    'edited messages, and reactions that are none',
    (world) => {
      const about = (type: string, i: number) => ({
        ...{ ...from(TARIQ.id, 'Tariq'), type, message_id: `reply ${i}`, change_id: `${type} ${i}` },
      });
      world.deliver(
        ...CORPUS.map((emoji, i) => ({ ...about('chat_reaction', i), emoji, active: true })),
        ...CORPUS.map((bad, i) => ({ ...about('chat_edit', i), text: `${bad} anew` })),
        { ...about('chat_reaction', 0), change_id: 'fine', emoji: '👍', active: true },
      );
      return world
        .whenAll(
          '.bubble .text',
          CORPUS.map((bad) => `${bad} anew`),
        )
        .then(async () => {
          await eventually(
            'one reaction',
            () => world.texts('[part="reaction"]'),
            (all) => all.length > 0,
          );
          assert.deepEqual(
            (await world.texts('[part="reaction"]')).map((text) => text.trim()),
            ['👍'],
          );
        });
    },
  ],
  [
    'names, addresses and types of files',
    async (world) => {
      const file = (name: string, url: string, type: string) => ({ name, url, type, size: 1 });
      const all = CORPUS.flatMap((bad, i) => [
        said(`file ${i}`, 'f', { attachments: [file(bad, bad, 'image/png')] }),
        said(`typed ${i}`, 'f', { attachments: [file('f', 'https://a.test/1', bad)] }),
        ...FILES.map((type) =>
          said(`named ${i} ${type}`, 'f', { attachments: [file(bad, `https://a.test/${bad}`, type)] }),
        ),
        said(`fine ${i}`, 'f', { attachments: [file(bad, 'https://a.test/1', 'text/html')] }),
      ]);
      world.deliver(...all);
      await world.whenAll('[part="file"] bdi');
    },
  ],
  [
    'the name over the conversation, of who writes, and the picture',
    async (world) => {
      for (const bad of CORPUS) {
        world.deliver({ ...from(TARIQ.id, bad), type: 'typing', active: true });
        await world.set({ peerName: bad, peerAvatar: bad });
        await world.whenAll('[part="name"]', [bad]);
      }
      const last = CORPUS.at(-1) ?? '';
      await eventually(
        'who writes',
        () => {
          // it is believed for some seconds only
          world.deliver({ ...from(TARIQ.id, last), type: 'typing', active: true });
          return world.texts('[part="typing"]');
        },
        (texts) => texts.some((text) => text.includes(last)),
      );
      await world.set({ peerName: 'Tariq', peerAvatar: '' });
    },
  ],
  [
    'the strip over the field, and the menu',
    async (world) => {
      const { sara } = world;
      for (const bad of CORPUS.slice(0, 3)) {
        await openMenuOf(sara, `${bad} anew`);
        await sara.page.getByRole('menuitem', { name: 'Reply' }).click();
        await world.whenAll('[part="reply-strip"] span', [bad]);
        await sara.message.press('Escape');
      }
    },
  ],
  [
    'the field, and a draft over a reload',
    async (world) => {
      await world.type('Message');
      await world.sara.message.fill(CORPUS.join('\n'));
      await world.sara.page.reload();
      await whenReady(world.sara.page);
      await world.arrive();
      const value = () => world.sara.message.inputValue();
      await eventually('the draft', value, (text) => text === CORPUS.join('\n'));
      await world.sara.message.fill('');
    },
  ],
  [
    'the search for emoji',
    async (world) => {
      await world.sara.messages.locator('p.bubble').last().hover();
      await world.sara.button('Emoji').click();
      await world.type('Search emoji');
      await world.sara.page.keyboard.press('Escape');
    },
  ],
  [
    'the search of a conversation',
    async (world) => {
      const { page } = world.sara;
      await world.sara.button('Menu').click();
      await page.getByRole('menuitem', { name: 'Search' }).click();
      // it waits until one has stopped typing
      await world.type('Search', (bad) => world.whenAll('.find [role="status"]', [bad]), CORPUS.slice(0, 4));
      await world.sara.button('End search').click();
    },
  ],
  [
    'calls: who rings, the title meanwhile, and why one ended',
    async (world) => {
      const { sara } = world;
      for (const [i, bad] of CORPUS.entries()) {
        const call = { ...from(TARIQ.id, bad), call_id: `call ${i}`, call_type: 'video', offer: null };
        world.deliver({ ...call, type: 'call_invitation' });
        await sara.page.getByRole('heading', { name: bad, exact: true }).waitFor();
        await eventually(
          'the title',
          () => sara.page.title(),
          (title) => title.startsWith(bad.slice(0, 10)),
        );
        world.deliver({ ...call, type: 'call_ended', reason: 'cancelled' });
        await backToChat(sara);
      }
      for (const bad of CORPUS.slice(0, 4)) {
        await sara.voiceCall.click();
        await sara.endCall.waitFor();
        const id = await sara.page.evaluate(() => document.querySelector('chat-call-modal')?.call?.id);
        const end = { ...from(TARIQ.id, bad), call_id: id, reason: 'declined', message: bad };
        world.deliver({ ...end, type: 'call_declined' });
        await world.whenAll('.said', [bad]);
        await backToChat(sara);
      }
    },
  ],
  [
    'the card of a message, the list of conversations, and its search',
    async (world) => {
      const { page } = world.sara;
      world.deliver(...CORPUS.map((bad, i) => said(`other ${i}`, bad, {}, `x${i}`, bad)));
      // one card for all of them, which goes after a while
      await Promise.all(
        ['b', '.text'].map((part) => world.whenAll(`[part="notice"] ${part}`, CORPUS.slice(-1))),
      );
      await world.set({ peerId: '', peerType: '', peerName: '' });
      await world.whenAll('[part="chat-entry"] b');
      await world.whenAll('[part="chat-entry"] .last');
      await world.type('Search', (bad) => world.whenAll('[part="chat-entry"] .last', [bad]));
      await page.evaluate((peer) => document.querySelector('chat-call-modal')?.show(peer), TARIQ);
    },
  ],
  [
    "what a site's own chat API gives and refuses",
    async (world) => {
      await world.sara.page.evaluate((corpus) => {
        const widget = document.querySelector('chat-call-modal')!;
        const messages = corpus.map((bad, i) => ({ id: bad, text: `${bad} kept`, at: i + 1, mine: false }));
        widget.historyProvider = () => Promise.resolve({ messages, more: false });
        widget.messageSender = ({ text }) => Promise.reject(new Error(text));
      }, CORPUS);
      for (const bad of CORPUS.slice(0, 4))
        await world.sara.page.evaluate(
          (it) => document.querySelector('chat-call-modal')?.sendMessage(it),
          bad,
        );
      await world.whenAll('.fail .meta', CORPUS.slice(0, 4));
    },
  ],
];

/** Elements, attributes and links that text alone never makes, in every shadow root of the widget. */
function suspects(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const visit = (root: Document | ShadowRoot | Element) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.matches('script, iframe, object, embed, template, math, style, svg[onload]'))
          found.push(element.outerHTML);
        for (const { name, value } of element.attributes) {
          const isLink = /^(href|src|action|formaction)$/.test(name);
          const scheme = isLink ? new URL(value, document.baseURI).protocol : 'https:';
          if (
            name.startsWith('on') ||
            !/^(https?|blob|data):$/.test(scheme) ||
            (isLink && /^data:text/i.test(value))
          )
            found.push(`${element.localName} ${name}=${value}`);
        }
        if (element.shadowRoot) visit(element.shadowRoot);
      }
    };
    const widget = document.querySelector('chat-call-modal');
    if (widget?.shadowRoot) visit(widget.shadowRoot);
    return found;
  });
}

describe('markup that others send', { timeout: 600_000 }, () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    const headers = { 'content-security-policy': POLICY };
    const bare = startSite({ backend: 'bare', bare: { any: true }, headers });
    [site, browser] = await Promise.all([bare, launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  test('X6 the corpus is text wherever it shows: no script runs, and a strict policy has nothing to report', async (t) => {
    const world = await World.open(browser, site);
    const { page } = world.sara;
    for (const [place, fill] of PLACES) {
      await t.test(`X6 ${place}`, async () => {
        await fill(world);
        assert.deepEqual(await suspects(page), []);
        const ran = () => [...observed.violations, ...(Reflect.get(globalThis, 'executed') as string[])];
        assert.deepEqual(await page.evaluate(ran), []);
      });
    }
    await expectNothingLeft(page);
    await world.context.close();
  });
});
