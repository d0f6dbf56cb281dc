import { css } from 'lit';

/** Groups of bubbles, and calls between them. */
export const bubbleStyles = css`
  .group {
    display: flex;
    flex-direction: column;
    gap: 3px;
    align-items: flex-start;
    align-self: flex-start;
    max-width: 82%;
  }
  .group.out {
    align-items: flex-end;
    align-self: flex-end;
  }
  .bubble {
    max-width: 100%;
    padding: 8px 12px;
    border-radius: var(--_radius-bubble);
    background: var(--_bubble);
    overflow-wrap: anywhere;
    text-align: start;
  }
  p.bubble {
    position: relative;
  }
  .text {
    white-space: pre-wrap;
  }
  .beside {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 100%;
    display: flex;
    align-items: center;
    padding: 4px 6px;
  }
  .out .beside {
    inset-inline: auto 100%;
  }
  .bubble:not(:hover) .beside,
  .gone .beside {
    display: none;
  }
  .dots {
    position: sticky;
    inset-block: 4px;
    width: 30px;
    height: 30px;
    background: var(--_surface);
    color: var(--_muted);
    box-shadow:
      0 0 0 1px var(--_line),
      0 2px 6px #0f172a26;
    --i: 16px;
  }
  .group:not(.out) .bubble:last-child {
    border-end-start-radius: 6px;
  }
  .out .bubble {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .out .bubble:last-child {
    border-end-end-radius: 6px;
  }
  .bubble a {
    color: inherit;
    text-underline-offset: 2px;
  }
  .meta {
    float: right;
    float: inline-end;
    display: inline-flex;
    gap: 3px;
    align-items: center;
    margin-block-start: 3px;
    margin-inline-start: 8px;
    font-size: 11px;
    line-height: 22px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    color: var(--_muted);
    --i: 14px;
  }
  .out .meta {
    color: inherit;
    opacity: 0.86;
  }
  .meta svg {
    opacity: 0.8;
  }
  .read svg {
    color: #a5ffcd;
    opacity: 1;
    stroke-width: 2.8;
  }
  .typing {
    display: flex;
    gap: 4px;
    align-self: flex-start;
    padding: 13px 12px;
  }
  i {
    width: 6px;
    height: 6px;
    border-radius: 50%;
    background: var(--_muted);
    animation: writes 1.2s infinite alternate;
  }
  i + i {
    animation-delay: 0.2s;
  }
  i + i + i {
    animation-delay: 0.4s;
  }
  @keyframes writes {
    to {
      opacity: 0.3;
    }
  }
  .entry button {
    color: var(--_accent-text);
    margin-block: -11px;
    border-radius: 4px;
    font-weight: 600;
  }
  .entry {
    align-self: center;
    display: flex;
    gap: 8px;
    align-items: center;
    max-width: 100%;
    padding: 5px 12px;
    border-radius: 999px;
    background: var(--_bubble);
    color: var(--_muted);
    font-size: 13px;
    --i: 15px;
  }
  .missed svg {
    color: var(--_danger-text);
  }
  @media (pointer: coarse) {
    .bubble {
      -webkit-touch-callout: none;
      -webkit-user-select: none;
      user-select: none;
    }
  }
`;
