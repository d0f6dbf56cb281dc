import { html, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { MessageEntry } from '../../../src/chat/types.js';
import { en } from '../../../src/i18n/en.js';
import { defineConversation, type CcmConversation } from '../../../src/ui/conversation.js';
import { bubble } from '../../../src/ui/conversation/bubbles.js';
import { defineFirst } from '../../../src/ui/first.js';

/** Times in milliseconds; `frames` of a slow scroll up. */
export interface LogFigures {
  readonly open: number;
  readonly append: readonly number[];
  readonly frames: readonly number[];
  readonly elements: number;
}

declare global {
  var measureLog: (what: 'ours' | 'repeat', count: number) => Promise<LogFigures>;
}

defineFirst();
defineConversation();

const start = new Date(2026, 4, 6, 8).getTime();
const words =
  'the integral of a product is found by parts when one factor becomes simpler by differentiation'.split(' ');

function entry(i: number): MessageEntry {
  const text = words.slice(0, 3 + ((i * 7) % 13)).join(' ');
  return {
    entry: 'message',
    id: `m${i}`,
    mine: i % 3 === 0,
    text,
    at: start + i * 20_000,
    status: 'read',
    cursor: `${i}`,
  };
}

const frame = (): Promise<number> => new Promise((drawn) => requestAnimationFrame(drawn));

/** After the frame that shows it: a task that is queued while it is drawn runs when it is. */
async function painted(): Promise<void> {
  await frame();
  await new Promise<void>((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done();
    port2.postMessage(null);
  });
}

interface Stand {
  readonly show: (entries: readonly MessageEntry[]) => Promise<void>;
  readonly log: () => Element;
  readonly root: () => ParentNode;
}

function ours(stand: HTMLElement): Stand {
  const element: CcmConversation = document.createElement('ccm-conversation');
  stand.append(element);
  element.peer = { id: '7', type: 'student', name: 'Sara' };
  return {
    show: async (entries) => {
      element.entries = entries;
      await element.updateComplete;
    },
    log: () => element.renderRoot.querySelector('.log')!,
    root: () => element.renderRoot,
  };
}

/** The same bubbles with the same styles, each keyed by its id, all of them: what one writes first. */
function plain(stand: HTMLElement): Stand {
  const root = stand.attachShadow({ mode: 'open' });
  const { styles } = customElements.get('ccm-conversation') as unknown as typeof CcmConversation;
  root.adoptedStyleSheets = [styles]
    .flat(3)
    .flatMap((style) => ('styleSheet' in style && style.styleSheet) || []);
  const row = (one: MessageEntry) =>
    html`<div class="group ${one.mine ? 'out' : ''}">${bubble(one, '', true, en, () => {})}</div>`;
  return {
    show: (entries) => {
      const rows = repeat(entries, ({ id }) => id, row);
      render(
        html`<div class="view">
          <div class="log" role="log"><div class="rows">${rows}</div></div>
        </div>`,
        root,
      );
      const log = root.querySelector('.log')!;
      log.scrollTop = log.scrollHeight;
      return Promise.resolve();
    },
    log: () => root.querySelector('.log')!,
    root: () => root,
  };
}

globalThis.measureLog = async (what, count) => {
  const stand = document.createElement('div');
  stand.className = 'stand';
  document.body.append(stand);
  const { show, log, root } = what === 'ours' ? ours(stand) : plain(stand);
  let entries = Array.from({ length: count }, (_, i) => entry(i));
  const opened = performance.now();
  await show(entries);
  await painted();
  const open = performance.now() - opened;
  const append: number[] = [];
  for (let i = 0; i < 8; i++) {
    await painted();
    const at = performance.now();
    entries = [...entries, entry(count + i)];
    await show(entries);
    log().getBoundingClientRect(); // until laid out
    append.push(performance.now() - at);
  }
  const frames: number[] = [];
  let last = await frame();
  for (let i = 0; i < 40; i++) {
    log().scrollTop -= 20;
    const now = await frame();
    frames.push(now - last);
    last = now;
  }
  const elements = root().querySelectorAll('*').length;
  stand.remove();
  return { open, append, frames, elements };
};
