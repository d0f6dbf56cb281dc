import { css } from 'lit';

export const logStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    background: var(--_surface);
    color: var(--_text);
  }
  .view {
    position: relative;
    flex: 1;
    min-height: 0;
    display: flex;
  }
  .log {
    flex: 1;
    min-width: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    outline-offset: -3px;
    scrollbar-width: thin;
  }
  .rows {
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    gap: 8px;
    min-height: 100%;
    padding: 12px 16px;
  }
  .chunk {
    flex: none;
    min-height: 0;
    padding: 0;
  }
  /* what is far above is not laid out; the last ones always are, so that the end is where it is */
  .chunk:not(:nth-last-child(-n + 12)) {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 500px;
  }
  .day {
    color: var(--_muted);
    font-size: 12px;
    font-weight: 500;
    text-align: center;
  }
  .new {
    color: var(--_accent-text);
    font-weight: 600;
  }
  .empty {
    flex: 1;
    display: flex;
    flex-direction: column;
    gap: 4px;
    align-items: center;
    justify-content: center;
    padding: 24px;
    text-align: center;
  }
  h3 {
    margin-block-start: 16px;
    font-size: 18px;
    line-height: 24px;
    font-weight: 600;
    letter-spacing: -0.015em;
  }
  .empty p {
    max-width: 260px;
    color: var(--_muted);
  }
  .latest {
    position: absolute;
    inset-inline-end: 16px;
    bottom: 8px;
    gap: 6px;
    min-width: 44px;
    height: 36px;
    padding: 0 9px;
    background: var(--_surface);
    font-size: 13px;
    font-weight: 600;
    box-shadow:
      0 0 0 1px var(--_line),
      0 4px 14px #0f172a33;
    --i: 18px;
  }
`;
