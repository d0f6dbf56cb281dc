import { html, type TemplateResult } from 'lit';
import { iconButton } from '../button.js';
import { arrowDown, smile } from '../icons-lazy.js';
import type { Strings } from '../../i18n/en.js';
import type { Profile } from '../../protocol/identity.js';
import type { Wish } from './extras.js';
import type { Stick } from './stick.js';

interface View {
  readonly strings: Strings;
  readonly peer: Profile | null;
  readonly cannotSendReason: string;
  readonly stick: Stick;
  readonly reach: (wish: Wish) => void;
}

/** Nothing was said yet, or cannot be. @param filled the page has words of its own for that */
export function emptyView(
  { strings, peer, cannotSendReason }: View,
  filled: boolean,
  slotted: (event: Event) => void,
): TemplateResult {
  const name = peer?.name?.trim() || strings.someone;
  return html`<slot name="empty" @slotchange=${slotted}></slot>
    <div class="empty" ?hidden=${filled}>
      <ccm-avatar .strings=${strings} .profile=${peer} .size=${72}></ccm-avatar>
      <h3>${cannotSendReason ? name : strings.emptyTitle(name)}</h3>
      <p>${cannotSendReason ? '' : strings.emptyText}</p>
    </div>`;
}

/** Back to the latest message. @param fresh how many came while one was reading further up */
export function latestButton({ strings, stick }: View, fresh: number): TemplateResult {
  const content = html`${fresh ? html`<span>${fresh}</span>` : ''}${arrowDown}`;
  return iconButton('latest', 'latest-button', strings.latest(fresh), content, stick.toLatest);
}

/** Emoji, in the composer. */
export function emojiButton({ strings, reach }: View): TemplateResult {
  return html`<span slot="composer-actions"
    >${iconButton('ib', 'emoji-button', strings.emoji, smile, () => reach({ type: 'emoji' }))}</span
  >`;
}

/** The peer is writing. */
export function typingView({ strings }: View, name: string): TemplateResult {
  return html`<div class="bubble typing" part="typing">
    <span class="vh">${strings.typing(name)}</span><i></i><i></i><i></i>
  </div>`;
}
