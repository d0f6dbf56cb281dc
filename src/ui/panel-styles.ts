import { css } from 'lit';

/** A field to search in. */
export const fieldStyles = css`
  .field {
    flex: 1;
    min-width: 0;
    height: 38px;
    padding: 0 14px;
    border: 0;
    border-radius: 22px;
    background: var(--_bubble);
    color: inherit;
    font: inherit;
    letter-spacing: inherit;
    appearance: none;
  }
  .field::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .field::-webkit-search-cancel-button {
    display: none;
  }
  .field:focus-visible {
    outline-offset: -2px;
  }
  @media (pointer: coarse) {
    .field {
      height: 44px;
      /* Safari zooms into anything smaller */
      font-size: 16px;
    }
  }
`;

/** What floats over the log, with its buttons. */
export const panelStyles = css`
  :host {
    position: absolute;
    z-index: 3;
  }
  .panel {
    display: flex;
    flex-direction: column;
    border-radius: 16px;
    background: var(--_surface);
    color: var(--_text);
    box-shadow:
      0 0 0 1px var(--_line),
      0 12px 32px #0f172a40;
    animation: pop 0.15s ease-out;
  }
  button:focus-visible {
    outline-offset: -2px;
  }
  @media (hover: hover) {
    button:hover {
      background: var(--_bubble);
      filter: none;
      opacity: 1;
    }
  }
  @keyframes pop {
    from {
      opacity: 0;
      transform: scale(0.97);
    }
  }
`;
