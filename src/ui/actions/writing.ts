import { html, nothing, type TemplateResult } from 'lit';
import type { MessageEntry, TimelineEntry } from '../../chat/types.js';
import type { ActionStrings } from '../../i18n/actions/index.js';
import type { Quote } from '../../protocol/frames.js';
import { MAX_QUOTE_CHARS } from '../../protocol/limits.js';
import { cleanLine } from '../../protocol/text.js';
import { iconButton } from '../button.js';
import type { ExtrasHost } from '../conversation/extras.js';
import { x } from '../icons.js';
import { fieldOf, setText } from './field.js';

/** The message that what is being written answers or replaces. Escape leaves it. */
export class Writing {
  private about: { readonly as: 'reply' | 'edit'; readonly entry: MessageEntry } | null = null;
  /** What stood in the field before a message was edited in it. */
  private draft = '';

  constructor(
    private readonly host: ExtrasHost,
    private readonly words: () => ActionStrings,
  ) {
    const { renderRoot } = host;
    renderRoot.addEventListener('ccm-send-request', this.send);
    renderRoot.addEventListener('ccm-draft-request', this.wrote);
    renderRoot.addEventListener('keydown', this.key as EventListener);
  }

  begin(as: 'reply' | 'edit', entry: MessageEntry): void {
    const { host } = this;
    this.cancel();
    if (as === 'edit') this.draft = fieldOf(host)?.value ?? '';
    this.about = { as, entry };
    if (as === 'edit') setText(host, entry.text);
    host.focus();
    host.requestUpdate();
  }

  cancel(): void {
    const { about, host } = this;
    if (!about) return;
    this.about = null;
    if (about.as === 'edit') setText(host, this.draft);
    host.requestUpdate();
  }

  draw(): TemplateResult | typeof nothing {
    const { about, host } = this;
    if (!about) return nothing;
    const words = this.words();
    const { as, entry } = about;
    const author = entry.mine ? host.strings.you : host.peer?.name?.trim() || host.strings.someone;
    const close = (): void => {
      this.cancel();
      host.focus();
    };
    return html`<div
      class="strip"
      part="reply-strip"
      role="group"
      aria-label=${as === 'edit' ? words.editing : words.reply}
    >
      <div>
        <b><bdi>${as === 'edit' ? words.editing : words.replyTo(author)}</bdi></b>
        <span><bdi>${entry.text}</bdi></span>
      </div>
      ${iconButton('ib', 'cancel-button', words.cancel, x, close)}
    </div>`;
  }

  /** What is sent while a message is answered or edited is about that one. */
  private readonly send = (event: Event): void => {
    const { about, host } = this;
    const { text } = (event as CustomEvent<{ text: string }>).detail;
    // without words there may be files
    if (!about || !text) return;
    event.stopPropagation();
    const { as, entry } = about;
    // what was taken back meanwhile is not repeated
    const now = host.entries.find(({ id }) => id === entry.id);
    if (as === 'reply') host.ask('act', { act: as, text, quote: quoteOf(now ?? entry) });
    else if (text !== entry.text) host.ask('act', { act: as, id: entry.id, text });
    // the field is emptied when this is over
    queueMicrotask(() => this.cancel());
  };

  /** The text of a message that is edited is no draft. */
  private readonly wrote = (event: Event): void => {
    if (this.about?.as === 'edit') event.stopPropagation();
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.about || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    this.cancel();
    this.host.focus();
  };
}

/** As the wire says it: `own` is about whoever answers. */
function quoteOf(entry: TimelineEntry): Quote {
  const { id, mine } = entry;
  const text = entry.entry === 'message' ? entry.text.replaceAll(/\s+/g, ' ') : '';
  return { message_id: id, text: cleanLine(text, MAX_QUOTE_CHARS), own: mine };
}
