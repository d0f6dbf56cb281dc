import { css } from 'lit';

export const backStyles = css`
  :host {
    /* before the face, though it comes after it in the header's own tree */
    order: -1;
    margin-inline-start: -10px;
  }
  svg:dir(rtl) {
    transform: scaleX(-1);
  }
`;

export const chatsStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    background: var(--_surface);
    color: var(--_text);
  }
  header {
    display: flex;
    gap: 4px;
    align-items: center;
    min-height: 64px;
    padding: max(12px, env(safe-area-inset-top)) 10px 4px;
    padding-inline-start: 18px;
  }
  h2 {
    flex: 1;
    font-size: 20px;
    line-height: 28px;
    font-weight: 600;
    letter-spacing: -0.02em;
  }
  .search {
    display: flex;
    gap: 8px;
    align-items: center;
    min-height: 44px;
    margin: 0 12px 8px;
    padding-inline: 12px;
    border-radius: 999px;
    background: var(--_bubble);
    color: var(--_muted);
    --i: 17px;
  }
  .search:focus-within {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }
  input {
    flex: 1;
    min-width: 0;
    padding: 8px 0;
    border: 0;
    outline: none;
    background: none;
    color: var(--_text);
    font: inherit;
    letter-spacing: inherit;
  }
  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  ul {
    flex: 1;
    min-height: 0;
    padding: 0 8px max(8px, env(safe-area-inset-bottom));
    overflow-y: auto;
    list-style: none;
  }
  li button {
    display: flex;
    gap: 12px;
    width: 100%;
    min-height: 66px;
    padding: 8px 10px;
    border-radius: 14px;
    text-align: start;
    content-visibility: auto;
    contain-intrinsic-size: auto 66px;
  }
  li button:focus-visible {
    outline-offset: -2px;
  }
  @media (hover: hover) {
    li button:hover {
      background: var(--_bubble);
      filter: none;
    }
  }
  .face {
    position: relative;
    flex: none;
  }
  .dot {
    position: absolute;
    inset-inline-end: 0;
    bottom: 0;
    width: 13px;
    height: 13px;
    border: 2.5px solid var(--_surface);
    border-radius: 999px;
    background: var(--_success);
  }
  .main {
    flex: 1;
    min-width: 0;
  }
  b,
  .last {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  b {
    font-weight: 600;
  }
  .last {
    min-height: 20px;
    color: var(--_muted);
    font-size: 14px;
    line-height: 20px;
    --i: 15px;
  }
  .last svg {
    margin-inline-end: 5px;
    vertical-align: -3px;
  }
  .new .last {
    color: var(--_text);
  }
  .side {
    display: flex;
    flex: none;
    flex-direction: column;
    gap: 4px;
    align-items: flex-end;
    align-self: stretch;
    padding-block: 7px 3px;
    color: var(--_muted);
    font-size: 12px;
    line-height: 16px;
    font-variant-numeric: tabular-nums;
  }
  .count {
    min-width: 20px;
    padding: 0 6px;
    border-radius: 999px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-style: normal;
    font-weight: 600;
    line-height: 20px;
    text-align: center;
  }
  .empty {
    display: grid;
    flex: 1;
    align-content: center;
    justify-items: center;
    gap: 4px;
    padding: 24px;
    text-align: center;
  }
  h3 {
    font-size: 17px;
    line-height: 24px;
    font-weight: 600;
  }
  .empty p {
    color: var(--_muted);
  }
  .bones {
    flex: 1;
    padding: 0 18px;
  }
  /* a face, and two lines */
  i {
    position: relative;
    display: block;
    height: 46px;
    margin-block: 10px 20px;
  }
  i::before,
  i::after {
    content: '';
    position: absolute;
    width: 46px;
    height: 46px;
    border-radius: 999px;
    background: var(--_bubble);
  }
  i::after {
    inset-inline-start: 58px;
    top: 6px;
    width: 50%;
    height: 12px;
    box-shadow: 0 22px var(--_bubble);
  }
  @media (pointer: coarse) {
    /* Safari zooms into anything smaller */
    input {
      font-size: 16px;
    }
  }
`;
