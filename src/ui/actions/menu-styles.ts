import { css } from 'lit';

/** A menu that floats over the log. */
export const menuStyles = css`
  :host {
    position: absolute;
    z-index: 3;
    max-width: calc(100% - 16px);
  }
  .menu {
    display: flex;
    flex-direction: column;
    min-width: 190px;
    max-width: 100%;
    padding: 6px;
    border-radius: 16px;
    background: var(--_surface);
    color: var(--_text);
    box-shadow:
      0 0 0 1px var(--_line),
      0 12px 32px #0f172a40;
    animation: pop 0.12s ease-out;
    --i: 17px;
  }
  .menu > button {
    gap: 12px;
    justify-content: flex-start;
    min-height: 38px;
    padding: 0 12px;
    border-radius: 10px;
    text-align: start;
  }
  .menu svg {
    color: var(--_muted);
  }
  .menu > .danger,
  .danger svg {
    color: var(--_danger-text);
  }
  p {
    padding: 8px 12px;
    font-weight: 600;
  }
  .quick {
    display: flex;
    gap: 2px;
    padding-block-end: 6px;
    margin-block-end: 6px;
    border-block-end: 1px solid var(--_line);
  }
  .quick button {
    flex: 1 0 36px;
    min-width: 36px;
    height: 38px;
    font-size: 21px;
    line-height: 1;
  }
  .quick [aria-checked='true'] {
    background: color-mix(in srgb, var(--_accent) 18%, transparent);
  }
  button:focus-visible {
    outline-offset: -2px;
  }
  @media (hover: hover) {
    button:hover {
      background: var(--_bubble);
      filter: none;
    }
  }
  @media (pointer: coarse) {
    .menu > button {
      min-height: 44px;
    }
    .quick button {
      min-width: 40px;
      min-height: 44px;
    }
  }
  @keyframes pop {
    from {
      opacity: 0;
      transform: scale(0.96);
    }
  }
`;
