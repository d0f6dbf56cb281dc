import { css } from 'lit';

/** What the conversation's sheet needs beside its own once messages are more than texts. */
export const extraStyles = css`
  .more {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    max-width: 100%;
    min-width: 0;
  }
  .out .more {
    align-items: flex-end;
  }
  .group:not(.out) .more:not(:last-child) .bubble {
    border-end-start-radius: var(--_radius-bubble);
  }
  .out .more:not(:last-child) .bubble {
    border-end-end-radius: var(--_radius-bubble);
  }
  .quote {
    display: block;
    max-width: 100%;
    margin-block-end: -10px;
    padding: 6px 12px 16px;
    border-radius: var(--_radius-bubble) var(--_radius-bubble) 0 0;
    background: color-mix(in srgb, var(--_bubble) 60%, var(--_surface));
    box-shadow: inset 0 0 0 1px var(--_line);
    color: var(--_muted);
    font-size: 13px;
    line-height: 18px;
    text-align: start;
  }
  :is(.quote, .strip) :is(b, span) {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .quote b,
  .strip b {
    color: var(--_accent-text);
    font-weight: 600;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin: -4px 8px 2px;
    z-index: 1;
  }
  .chip {
    gap: 4px;
    min-width: 0;
    min-height: 26px;
    padding: 0 8px;
    background: var(--_surface);
    box-shadow: 0 0 0 1px var(--_line);
    font-size: 14px;
    line-height: 20px;
  }
  .chip b {
    color: var(--_muted);
    font-size: 12px;
    font-weight: 600;
  }
  .chip[aria-pressed='true'] {
    background: color-mix(in srgb, var(--_accent) 16%, var(--_surface));
    box-shadow: 0 0 0 1.5px var(--_accent-text);
  }
  .chip:disabled {
    opacity: 1;
  }
  .gone.gone {
    background: none;
    box-shadow: inset 0 0 0 1px var(--_line);
    color: var(--_muted);
    font-style: italic;
  }
  .out .fail {
    border: 1px solid #e5484d80;
    background: var(--_danger-soft);
    color: var(--_text);
  }
  /* with the time: neither goes to a line of its own */
  .last .meta {
    margin: 0;
    opacity: 1;
  }
  .out .fail .meta {
    margin-inline: 0;
    gap: 6px;
    color: var(--_danger-text);
    opacity: 1;
    white-space: normal;
  }
  .fail button {
    margin-block: -11px;
    border-radius: 4px;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .shown {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .strip {
    display: flex;
    gap: 8px;
    align-items: center;
    margin: 0 12px;
    padding-block: 6px;
    padding-inline: 12px 4px;
    border-inline-start: 3px solid var(--_accent-text);
    border-radius: 6px;
    background: var(--_bubble);
    font-size: 13px;
    line-height: 18px;
  }
  .strip > div {
    flex: 1;
    min-width: 0;
  }
  .strip .ib {
    width: 32px;
    height: 32px;
    --i: 16px;
  }
  @media (pointer: coarse) {
    .chip {
      position: relative;
      min-height: 32px;
    }
    /* what a finger reaches */
    .chip::after {
      content: '';
      position: absolute;
      inset: -6px;
    }
  }
`;
