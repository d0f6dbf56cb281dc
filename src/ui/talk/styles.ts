import { css } from 'lit';
import { fieldStyles } from '../panel-styles.js';

/** The menu stands under the header's last buttons. */
export const talkMenuStyles = css`
  :host {
    inset-block-start: 8px;
    inset-inline-end: 8px;
  }
  p {
    max-width: 260px;
  }
  .switch {
    width: 32px;
    height: 20px;
    margin-inline-start: auto;
    padding: 3px;
    border-radius: 10px;
    background: var(--_muted);
  }
  .switch::after {
    content: '';
    display: block;
    width: 14px;
    height: 14px;
    border-radius: 50%;
    background: var(--_surface);
  }
  [aria-checked='true'] .switch {
    background: var(--_accent);
  }
  [aria-checked='true'] .switch::after {
    margin-inline-start: 12px;
    background: var(--_on-accent);
  }
  @media (forced-colors: active) {
    .switch::after {
      background: CanvasText;
    }
  }
`;

/** What the conversation's sheet needs beside its own once something is looked for. */
export const talkStyles = css`
  ${fieldStyles}
  .find {
    position: absolute;
    z-index: 2;
    inset-inline: 0;
    top: 0;
    display: flex;
    gap: 2px;
    align-items: center;
    padding: 8px;
    border-block-end: 1px solid var(--_line);
    background: var(--_surface);
  }
  .find > bdi {
    padding: 0 6px;
    color: var(--_muted);
    font-size: 13px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .find .ib {
    width: 36px;
    height: 36px;
    --i: 18px;
  }
  @media (max-width: 420px) {
    .find {
      flex-wrap: wrap;
    }
    /* in a line of its own: beside the buttons it took the field's room */
    .find > bdi {
      order: 1;
      flex: 0 0 100%;
      padding: 0 14px;
    }
  }
  .blocked {
    display: flex;
    gap: 10px;
    align-items: center;
    margin: 8px 12px max(12px, env(safe-area-inset-bottom));
    padding: 8px 16px;
    border-radius: 14px;
    background: var(--_bubble);
    color: var(--_muted);
    font-size: 14px;
    --i: 18px;
  }
  .blocked p {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .blocked button {
    height: 32px;
    border-radius: 6px;
    color: var(--_accent-text);
    font-weight: 600;
  }
  mark {
    border-radius: 3px;
    background: #ffd54a;
    color: #12151c;
  }
  .current mark {
    background: #ff9b38;
  }
  .current {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  @media (pointer: coarse) {
    .find .ib {
      width: 44px;
      height: 44px;
    }
  }
`;
