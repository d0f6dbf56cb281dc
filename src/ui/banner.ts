import { css, html, nothing } from 'lit';
import type { ConnectionProblemCode } from '../i18n/en.js';
import { CcmElement, props } from './element.js';
import { wifiOff } from './icons.js';
import { base } from './styles.js';

/**
 * Says that the connection is away and why. Renders nothing while all is well.
 *
 * @csspart banner - The strip.
 * @csspart action - Its button.
 * @fires ccm-reconnect-request
 */
export class CcmBanner extends CcmElement {
  static override properties = props({ state: 'idle', problem: null });

  static override styles = [
    base,
    css`
      div {
        display: flex;
        gap: 8px;
        align-items: center;
        padding: 7px 16px;
        background: var(--_warn-soft);
        color: var(--_warn-text);
        font-size: 13px;
        --i: 15px;
      }
      p {
        flex: 1;
        text-wrap: balance;
      }
      .failed {
        background: var(--_danger-soft);
        color: var(--_danger-text);
      }
      button {
        font-weight: 600;
        text-decoration: underline;
        margin-block: -11px;
      }
    `,
  ];

  /** `element.connection`. */
  declare state: 'idle' | 'connecting' | 'open' | 'reconnecting' | 'failed';
  declare problem: ConnectionProblemCode | null;

  protected override render(): unknown {
    const { state, problem, strings } = this;
    const failed = state === 'failed';
    const text = problem ? strings.connection[problem] : strings.connectionLost;
    const shown = failed || state === 'reconnecting' || (problem && state !== 'open');
    // the region stays while it is empty: screen readers announce changes, not births
    return html`<div role="status" part="banner" class=${failed ? 'failed' : ''} ?hidden=${!shown}>
      ${
        shown
          ? html`${wifiOff}
              <p>${text}</p>
              ${
                failed
                  ? html`<button part="action" @click=${() => this.ask('reconnect')}>
                      ${strings.reconnect}
                    </button>`
                  : nothing
              }`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-banner': CcmBanner;
  }
}
