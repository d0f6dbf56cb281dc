import { html, nothing, type TemplateResult } from 'lit';
import type { MessageEntry, Reaction } from '../../chat/types.js';
import type { ActionStrings } from '../../i18n/actions/index.js';
import type { Strings } from '../../i18n/en.js';
import type { Found, Tools } from '../conversation/extras.js';
import type { Ask } from '../requests.js';

export interface BubbleContext {
  readonly tools: Tools;
  readonly strings: Strings;
  readonly words: ActionStrings;
  /** It holds what is looked for. */
  readonly found: Found | null;
  /** The peer's name. */
  readonly peer: string;
  readonly canReact: boolean;
  readonly ask: Ask;
  readonly reveal: (id: string) => void;
}

/** A message that is more than a text: it answers one, was changed, has reactions, did not go out, or is looked for. */
export function bubbleOf(
  message: MessageEntry,
  who: string,
  meta: unknown,
  context: BubbleContext,
): TemplateResult | null {
  const { more, mine } = message;
  const { found, words } = context;
  const { bubble } = context.tools;
  const { body, look } = found ?? {};
  if (mine && message.status === 'failed') return failed(message, who, context);
  if (!more) return found && bubble(message, who, meta, body, look);
  if (more.deleted) return bubble(message, who, meta, words.deleted, 'gone');
  const end =
    more.edited === undefined
      ? meta
      : html`<span class="meta last"><span class="edited">${words.edited}</span>${meta}</span>`;
  return html`<div class="more">
    ${more.reply_to ? quote(message, context) : nothing}
    ${bubble(message, who, end, body, look)}${chips(message, context)}
  </div>`;
}

/** The beginning of the message that this one answers; a click leads there. */
function quote(
  { more, mine }: MessageEntry,
  { words, strings, peer, reveal }: BubbleContext,
): TemplateResult {
  const { message_id: id = '', text = '', own } = more?.reply_to ?? {};
  const author = mine === (own ?? false) ? strings.you : peer;
  return html`<button class="quote box" part="quote" title=${words.toMessage} @click=${() => reveal(id)}>
    <b><bdi>${author}</bdi></b
    ><span><bdi>${text}</bdi></span>
  </button>`;
}

/** Each emoji once, with who chose it; one's own is taken back with a click. */
function chips(message: MessageEntry, context: BubbleContext): TemplateResult | typeof nothing {
  const active = (message.more?.reactions ?? []).filter((one) => one.active);
  const emojis = [...new Set(active.map(({ emoji }) => emoji))];
  if (!emojis.length) return nothing;
  return html`<div class="chips">
    ${emojis.map((emoji) =>
      chip(
        message.id,
        emoji,
        active.filter((one) => one.emoji === emoji),
        context,
      ),
    )}
  </div>`;
}

function chip(
  id: string,
  emoji: string,
  from: readonly Reaction[],
  { words, strings, peer, ask, canReact }: BubbleContext,
): TemplateResult {
  const isOwn = from.some(({ mine }) => mine);
  // what is seen is part of the name
  const seen = from.length > 1 ? `${emoji} ${from.length}:` : emoji;
  const label = words.reacted(seen, from.map(({ mine }) => (mine ? strings.you : peer)).join(', '));
  const flip = (): void => ask('act', { act: 'react', id, emoji, active: !isOwn });
  return html`<button
    class="chip box"
    part="reaction"
    aria-label=${label}
    title=${label}
    aria-pressed=${isOwn ? 'true' : 'false'}
    ?disabled=${!canReact}
    @click=${flip}
  >
    ${emoji}${from.length > 1 ? html`<b>${from.length}</b>` : nothing}
  </button>`;
}

/** A message that did not go out: why, and what can be done. */
function failed(
  message: MessageEntry,
  who: string,
  { strings, words, ask, tools, found }: BubbleContext,
): TemplateResult {
  const { id, error } = message;
  const meta = html`<span class="meta" role="alert">
    ${error ? (words.refused[error] ?? error) : strings.status.failed}
    <button part="retry-button" @click=${() => ask('act', { act: 'retry', id })}>${words.retry}</button>
    <button part="delete-button" @click=${() => ask('act', { act: 'discard', id })}>${words.delete}</button>
  </span>`;
  return tools.bubble(message, who, meta, found?.body, `fail ${found?.look ?? ''}`);
}
