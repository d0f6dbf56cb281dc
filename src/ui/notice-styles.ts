import { css } from 'lit';

const act = css`
  button:not(.ib) {
    height: 34px;
    padding: 0 12px;
    font-size: 13px;
    font-weight: 600;
    white-space: nowrap;
  }
  .act {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .quiet {
    color: var(--_muted);
  }
`;

/** A card that floats over the page or in the modal, and a row of a conversation. */
export const noticeStyles = css`
  ${act}
  :host([docked]) {
    position: absolute;
    z-index: 3;
    inset-inline: 10px;
    top: max(10px, env(safe-area-inset-top));
  }
  section:not(.row) {
    padding-block: 8px;
    padding-inline: 12px 6px;
    border-radius: 16px;
    box-shadow:
      0 0 0 1px var(--_line),
      0 10px 30px -6px #0f172a59;
    animation: appear 0.2s ease-out;
  }
  section {
    display: flex;
    gap: 8px;
    align-items: center;
    background: var(--_surface);
    color: var(--_text);
  }
  .row {
    padding-block: 8px;
    padding-inline: 16px 10px;
    border-block-end: 1px solid var(--_line);
  }
  .row svg {
    color: var(--_muted);
  }
  p {
    flex: 1;
    min-width: 0;
    font-size: 13px;
    line-height: 18px;
  }
  b,
  .text {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  b {
    font-weight: 600;
  }
  .text {
    color: var(--_muted);
  }
  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
`;

/** The card while the modal is closed. */
export const floatStyles = css`
  :host(:not([docked])) {
    position: fixed;
    z-index: var(--_z);
    inset-inline-end: max(20px, env(safe-area-inset-right));
    bottom: calc(92px + env(safe-area-inset-bottom));
    width: min(360px, 100% - 40px);
  }
`;

export const bellStyles = css`
  section {
    position: absolute;
    z-index: 2;
    inset-inline-end: 10px;
    top: calc(max(12px, env(safe-area-inset-top)) + 48px);
    width: min(320px, 100% - 20px);
    padding: 8px;
    border-radius: 16px;
    background: var(--_surface);
    box-shadow:
      0 0 0 1px var(--_line),
      0 12px 40px -8px #0f172a59;
  }
  label {
    display: flex;
    gap: 10px;
    align-items: center;
    min-height: 44px;
    padding: 6px 8px;
    font-size: 14px;
    line-height: 18px;
    cursor: pointer;
  }
  input {
    flex: none;
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--_accent);
  }
  small {
    display: block;
    color: var(--_muted);
    font-size: 13px;
  }
`;
