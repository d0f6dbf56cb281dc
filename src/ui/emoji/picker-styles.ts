import { css } from 'lit';

export const pickerStyles = css`
  :host {
    position: absolute;
    z-index: 3;
    inset-inline: 8px;
    bottom: 4px;
    max-width: 380px;
    height: min(340px, 100% - 8px);
  }
  section {
    display: flex;
    flex-direction: column;
    gap: 6px;
    height: 100%;
    padding: 10px;
    overflow: hidden;
    border-radius: 16px;
    background: var(--_surface);
    color: var(--_text);
    box-shadow:
      0 0 0 1px var(--_line),
      0 12px 32px #0f172a40;
    animation: rise 0.15s ease-out;
  }
  input {
    width: 100%;
    height: 38px;
    padding: 0 14px;
    border: 0;
    border-radius: 19px;
    background: var(--_bubble);
    color: inherit;
    font: inherit;
  }
  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  input:focus-visible {
    outline-offset: -2px;
  }
  .groups {
    display: flex;
    justify-content: space-between;
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
  @media (pointer: coarse) {
    /* Safari zooms into anything smaller */
    input {
      font-size: 16px;
    }
    .grid {
      grid-template-columns: repeat(auto-fill, minmax(44px, 1fr));
    }
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
`;
