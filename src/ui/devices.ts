import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { RareStrings } from '../i18n/en-rare.js';
import { iconButton } from './button.js';
import { CcmElement, define, props } from './element.js';
import { x } from './icons.js';
import { meterStyles } from './meter-styles.js';
import { base } from './styles.js';

/** A device that can be chosen; `id` is empty for the system's own choice. */
export interface DeviceOption {
  readonly id: string;
  readonly label: string;
}

export type DeviceSlot = 'audio' | 'video' | 'speaker';

/**
 * Which microphone, camera and speaker, how loud one is, and whether sound is left as it is.
 *
 * @csspart devices - The sheet.
 * @csspart device-select - A list of devices.
 * @csspart details - How the connection does.
 * @fires ccm-choose-request - `{change}`
 * @fires ccm-devices-request - closes
 */
export class CcmDevices extends CcmElement {
  static override properties = props({ words: null, options: {}, choice: null, level: 0, details: null });

  static override styles = [
    base,
    meterStyles,
    css`
      :host {
        --_focus: #fff;
        --_loud: #4ade80;
        --_quiet: #fff2;
        position: absolute;
        z-index: 3;
        inset-inline: 10px;
        bottom: 92px;
        max-width: 420px;
        margin-inline: auto;
        color: #fff;
        color-scheme: dark;
      }
      section {
        display: grid;
        gap: 12px;
        max-height: 60vh;
        padding: 14px 16px 16px;
        overflow: auto;
        border-radius: 20px;
        background: #171b26;
        box-shadow:
          0 0 0 1px #fff2,
          0 8px 24px #0006;
        animation: rise 0.2s ease-out;
      }
      header {
        display: flex;
        align-items: center;
      }
      h3 {
        flex: 1;
        font-size: 15px;
        font-weight: 600;
      }
      .ib {
        margin: -6px -8px;
        color: #fffc;
      }
      label {
        display: grid;
        gap: 5px;
        color: #fffc;
        font-size: 13px;
        line-height: 17px;
      }
      select {
        width: 100%;
        height: 40px;
        padding: 0 10px;
        border: 0 solid transparent;
        border-inline-end-width: 10px;
        border-radius: 10px;
        background: #fff2;
        color: #fff;
        font: inherit;
        font-size: 14px;
      }
      @media (pointer: coarse) {
        select {
          height: 44px;
          /* Safari zooms into anything smaller */
          font-size: 16px;
        }
      }
      option {
        background: #171b26;
      }
      meter {
        margin-block-start: -4px;
      }
      .check {
        grid-template-columns: auto 1fr;
        gap: 10px;
        align-items: center;
        color: #fff;
        font-size: 14px;
        line-height: 18px;
      }
      small {
        display: block;
        color: #fffb;
        font-size: 12px;
      }
      input {
        width: 20px;
        height: 20px;
        accent-color: var(--_accent);
      }
      table {
        margin-inline: -3px;
        border-block-start: 1px solid #fff2;
        padding-block-start: 10px;
        color: #fffb;
        font-size: 12px;
        line-height: 18px;
      }
      th {
        font-weight: 400;
        text-align: start;
      }
      td {
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(12px);
        }
      }
    `,
  ];

  declare words: RareStrings;
  /** What there is to choose from; a list that is missing is not shown. */
  declare options: { readonly [S in DeviceSlot]?: readonly DeviceOption[] };
  declare choice: { readonly [S in DeviceSlot]: string } & { readonly music: boolean };
  /** How loud the own microphone is, 0 to 1. */
  declare level: number;

  /** How the connection does, in words. */
  declare details: { readonly title: string; readonly lines: readonly (readonly [string, string])[] } | null;

  /** Where the focus was, and goes back to. */
  private opener: Element | null = null;

  protected override firstUpdated(): void {
    let before = (this.getRootNode() as ShadowRoot).activeElement;
    while (before?.shadowRoot?.activeElement) before = before.shadowRoot.activeElement;
    this.opener = before;
    // the lists may come later
    const [first] = ['select', 'button']
      .map((name) => this.renderRoot.querySelector<HTMLElement>(name))
      .filter(Boolean);
    first?.focus();
  }

  /** Escape is for the sheet here, and no letter is a shortcut of the call. */
  private readonly pressed = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.close();
  };

  private readonly close = (): void => {
    this.ask('devices');
    (this.opener as HTMLElement | null)?.focus();
  };

  protected override render(): unknown {
    const { strings, words, choice } = this;
    const flip = (event: Event): void =>
      this.ask('choose', { music: (event.target as HTMLInputElement).checked });
    return html`<section part="devices" role="group" aria-labelledby="title" @keydown=${this.pressed}>
      <header>
        <h3 id="title">${strings.devices}</h3>
        ${iconButton('ib', 'close-button', words.closeDevices, x, this.close)}
      </header>
      ${this.list('audio', words.microphone)}
      <meter aria-label=${words.micLevel} min="0" max="1" .value=${this.level}></meter>
      ${this.list('video', words.camera)} ${this.list('speaker', words.speaker)}
      <label class="check">
        <input type="checkbox" .checked=${choice.music} @change=${flip} />
        <span>${words.music}<small>${words.musicHint}</small></span>
      </label>
      ${this.details ? this.table(this.details) : nothing}
    </section>`;
  }

  private table({ title, lines }: NonNullable<this['details']>): TemplateResult {
    return html`<table part="details" aria-label=${title}>
      ${lines.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td><bdi>${value}</bdi></td>
          </tr>`,
      )}
    </table>`;
  }

  private list(slot: DeviceSlot, label: string): TemplateResult | typeof nothing {
    const options = this.options[slot];
    if (!options?.length) return nothing;
    const { words } = this;
    const wanted = this.choice[slot];
    const shown = options.some(({ id }) => id === wanted) ? wanted : '';
    const choose = (event: Event): void =>
      this.ask('choose', {
        [slot]: (event.target as HTMLSelectElement).value,
        // in place of one that was turned to
        ...(slot === 'video' && { turned: null }),
      });
    return html`<label
      >${label}
      <select part="device-select" aria-label=${label} @change=${choose}>
        ${[{ id: '', label: words.systemDevice }, ...options].map(
          ({ id, label: text }) => html`<option value=${id} .selected=${id === shown}>${text}</option>`,
        )}
      </select></label
    >`;
  }
}

/** Safe to call more than once. */
export function defineDevices(): void {
  define('ccm-devices', CcmDevices);
}

declare global {
  interface HTMLElementTagNameMap {
    'ccm-devices': CcmDevices;
  }
}
