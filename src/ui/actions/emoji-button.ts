import { html } from 'lit';
import { en, type ActionStrings } from '../../i18n/actions/en.js';
import { iconButton } from '../button.js';
import type { ExtrasHost } from '../conversation/extras.js';
import { CcmElement, define, props } from '../element.js';
import { smile } from '../icons-actions.js';
import { base } from '../styles.js';

/**
 * Emoji, in the composer's own slot: the composer loads with the conversation, and this does not.
 *
 * @csspart emoji-button - Emoji.
 * @fires press
 */
export class CcmEmojiButton extends CcmElement {
  static override properties = props({ words: en });

  static override styles = [base];

  declare words: ActionStrings;

  protected override render(): unknown {
    const press = (): void => void this.dispatchEvent(new Event('press'));
    return html`${iconButton('ib', 'emoji-button', this.words.emoji, smile, press)}`;
  }
}

/** Keeps the button in the composer. */
export function emojiButton(host: ExtrasHost, words: () => ActionStrings, press: () => void): void {
  define('ccm-emoji-button', CcmEmojiButton);
  const button = document.createElement('ccm-emoji-button') as CcmEmojiButton;
  button.slot = 'composer-actions';
  button.addEventListener('press', press);
  const hostUpdated = (): void => {
    button.words = words();
    const composer = host.renderRoot.querySelector('ccm-composer');
    if (composer && button.parentNode !== composer) composer.append(button);
  };
  host.addController({ hostUpdated, hostDisconnected: () => button.remove() });
}
