import type { TemplateResult } from 'lit';
import type { MessageEntry, TimelineEntry } from '../../chat/types.js';
import type { Profile } from '../../protocol/identity.js';
import type { CcmElement } from '../element.js';
import type { bubble } from './bubbles.js';
import type { FilesPart } from './files.js';
import type { linkify } from './linkify.js';

/** What people do with messages, as the conversation sees it. Its part loads when somebody first reaches for it. */
export interface Extras {
  /** What is looked for, and where one is: messages that hold it look otherwise. */
  readonly query: string;
  /** A message that is more than a text. `null`: it is none. */
  bubble(message: MessageEntry, who: string, meta: unknown): TemplateResult | null;
  /** What stands over the log. */
  over(): unknown;
  /** What stands between log and field. */
  strip(): unknown;
  handle(wish: Wish | undefined): void;
}

/** What somebody wants: the menu of the conversation, an emoji for the field, or something of a message; with the key that was pressed. */
export type Wish =
  | { readonly type: 'menu' | 'emoji' }
  | { readonly type: 'row'; readonly row: HTMLElement; readonly key: string | undefined };

/** What it draws with: handed over, so that it need not be in a file of its own that both load. */
export interface Tools {
  readonly bubble: typeof bubble;
  readonly linkify: typeof linkify;
}

/** A message that holds what is looked for. `body`: in place of its text, where that is shown. */
export interface Found {
  readonly body?: unknown;
  readonly look: string;
}

/** The conversation, as that part sees it. */
export interface ExtrasHost extends CcmElement {
  readonly entries: readonly TimelineEntry[];
  readonly peer: Profile | null;
  readonly terms: string;
  readonly canSend: boolean;
  readonly files: FilesPart | null;
  readonly window: { grow(): boolean; chunks(): (readonly TimelineEntry[])[] };
  readonly stick: { fresh(): number | null; toLatest(): void };
  /** Makes a message the one that Tab leads to. */
  lead(row?: HTMLElement): void;
  /** Tells screen readers. */
  say(text: string): void;
}

/** Whether a message needs that part to be shown. */
export const isMore = (one: TimelineEntry): boolean =>
  one.entry === 'message' && (!!one.more || one.status === 'failed');

/** Whoever one talks to is blocked. */
export const isBlocked = ({ terms }: { readonly terms: string }): boolean => terms.includes('blocked');

/** That part, on its way. One promise for all who ask: of two the second may come first, and draw anew the row that was pressed. */
export type ExtrasRoom = Promise<{ createExtras(host: ExtrasHost, tools: Tools): Extras }> | null;
