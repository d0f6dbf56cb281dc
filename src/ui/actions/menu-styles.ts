import { css } from 'lit';

/** A menu that floats over the log: a panel. */
export const menuStyles = css`
  :host {
    max-width: calc(100% - 16px);
  }
  .menu {
    min-width: 190px;
    max-width: 100%;
    padding: 6px;
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
  @media (pointer: coarse) {
    .menu > button {
      min-height: 44px;
    }
    .quick {
      gap: 0;
    }
    .quick button {
      min-width: 44px;
      min-height: 44px;
    }
  }
`;
