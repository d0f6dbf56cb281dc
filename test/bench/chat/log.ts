import { html, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { MessageEntry } from '../../../src/chat/types.js';
import { en } from '../../../src/i18n/en.js';
import { defineConversation, type CcmConversation } from '../../../src/ui/conversation.js';
import { bubble, stamp } from '../../../src/ui/conversation/bubbles.js';
import { defineFirst } from '../../../src/ui/first.js';

/** Times in milliseconds; `frames` of a slow scroll up. */
export interface LogFigures {
  readonly open: number;
  readonly append: readonly number[];
  readonly frames: readonly number[];
  readonly elements: number;
}

export type Drawn = 'ours' | 'repeat' | 'floor';

declare global {
  var measureLog: (what: Drawn, count: number) => Promise<LogFigures>;
  /** Takes away what `measureLog` drew last: until then it stays, so that its memory can be read. */
  var dropLog: () => void;
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

/** Frames of the scroll: 20 px each lead through what is drawn at first, and through two hundred more. */
const SCROLLED = 700;

interface Stand {
  /** `added`: only this one is new. */
  readonly show: (entries: readonly MessageEntry[], added?: MessageEntry) => Promise<void>;
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

/** The same styles without the widget. */
function bare(stand: HTMLElement): ShadowRoot {
  const root = stand.attachShadow({ mode: 'open' });
  const { styles } = customElements.get('ccm-conversation') as unknown as typeof CcmConversation;
  root.adoptedStyleSheets = [styles]
    .flat(3)
    .flatMap((style) => ('styleSheet' in style && style.styleSheet) || []);
  return root;
}

const row = (one: MessageEntry) =>
  html`<div class="group ${one.mine ? 'out' : ''}">${bubble(one, '', stamp(one, en))}</div>`;

/** Nothing but the last hundred bubbles, and one element more for one message more: no list, no chunks, no composer. */
function floor(stand: HTMLElement): Stand {
  const root = bare(stand);
  const view = document.createElement('div');
  const log = document.createElement('div');
  const rows = document.createElement('div');
  view.className = 'view';
  log.className = 'log';
  rows.className = 'rows';
  view.append(log);
  log.append(rows);
  root.append(view);
  return {
    show: (entries, added) => {
      for (const one of added ? [added] : entries.slice(-100)) {
        const part = document.createDocumentFragment();
        render(row(one), part);
        rows.append(part);
      }
      log.scrollTop = log.scrollHeight;
      return Promise.resolve();
    },
    log: () => log,
    root: () => root,
  };
}

/** The same bubbles, each keyed by its id, all of them: what one writes first. */
function plain(stand: HTMLElement): Stand {
  const root = bare(stand);
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

const stands: Record<Drawn, (stand: HTMLElement) => Stand> = { ours, repeat: plain, floor };

globalThis.measureLog = async (what, count) => {
  const stand = document.createElement('div');
  stand.className = 'stand';
  document.body.append(stand);
  // no place that a log before has left
  sessionStorage.clear();
  const { show, log, root } = stands[what](stand);
  let entries = Array.from({ length: count }, (_, i) => entry(i));
  const opened = performance.now();
  await show(entries);
  await painted();
  const open = performance.now() - opened;
  const append: number[] = [];
  for (let i = 0; i < 24; i++) {
    await painted();
    const at = performance.now();
    const added = entry(count + i);
    entries = [...entries, added];
    await show(entries, added);
    log().getBoundingClientRect(); // until laid out
    append.push(performance.now() - at);
  }
  const frames: number[] = [];
  let last = await frame();
  for (let i = 0; i < SCROLLED; i++) {
    log().scrollTop -= 20;
    const now = await frame();
    frames.push(now - last);
    last = now;
  }
  const elements = root().querySelectorAll('*').length;
  globalThis.dropLog = () => stand.remove();
  return { open, append, frames, elements };
};
