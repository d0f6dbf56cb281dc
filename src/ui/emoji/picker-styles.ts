import { css } from 'lit';

/** A panel with a field. */
export const pickerStyles = css`
  :host {
    inset-inline: 8px;
    bottom: 4px;
    max-width: 380px;
    height: min(340px, 100% - 8px);
  }
  section {
    gap: 6px;
    height: 100%;
    padding: 10px;
    overflow: hidden;
  }
  .field {
    flex: none;
  }
  .groups {
    flex: none;
    display: flex;
    overflow: auto hidden;
    scrollbar-width: none;
  }
  .groups button {
    flex: 1 1 32px;
    min-width: 0;
    height: 34px;
    border-radius: 8px;
    font-size: 17px;
    filter: grayscale(1);
    opacity: 0.75;
  }
  .groups [aria-pressed='true'] {
    background: var(--_bubble);
    filter: none;
    opacity: 1;
  }
  p {
    padding: 0 4px;
    color: var(--_muted);
    font-size: 12px;
    font-weight: 600;
    line-height: 16px;
  }
  .grid {
    flex: 1;
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(38px, 1fr));
    align-content: start;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .grid button {
    height: 40px;
    border-radius: 8px;
    font-size: 23px;
    line-height: 1;
  }
  @media (pointer: coarse) {
    .groups button {
      min-width: 44px;
    }
    .grid {
      grid-template-columns: repeat(auto-fill, minmax(44px, 1fr));
    }
  }
`;
