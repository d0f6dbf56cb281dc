import { css } from 'lit';

/** The check before a call, on the surface of the conversation. */
export const checkStyles = css`
  :host {
    --_loud: var(--_success);
    --_quiet: var(--_bubble);
    height: 100%;
    overflow: auto;
    background: var(--_surface);
    color: var(--_text);
  }
  header {
    position: sticky;
    z-index: 1;
    top: 0;
    display: flex;
    align-items: center;
    padding: max(12px, env(safe-area-inset-top)) 10px 12px 16px;
    padding-inline: 16px 10px;
    border-block-end: 1px solid var(--_line);
    background: var(--_surface);
  }
  h3 {
    flex: 1;
    font-size: 15px;
    font-weight: 600;
  }
  .body {
    display: grid;
    gap: 14px;
    padding: 16px 16px max(16px, env(safe-area-inset-bottom));
  }
  .view {
    display: grid;
    gap: 12px;
    place-content: center;
    place-items: center;
    aspect-ratio: 16 / 9;
    overflow: hidden;
    padding: 0 20px;
    border-radius: 16px;
    background: #10141d;
    color: #fffc;
    text-align: center;
    font-size: 13px;
    line-height: 18px;
    text-wrap: balance;
    --_focus: #fff;
  }
  .view:has(video) {
    padding: 0;
  }
  video {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  .mirror {
    transform: scaleX(-1);
  }
  .wide {
    height: 40px;
    padding: 0 16px;
    background: var(--_bubble);
    font-size: 14px;
    font-weight: 500;
    --i: 18px;
  }
  .start {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .problem {
    padding: 10px 12px;
    border-radius: 12px;
    background: var(--_warn-soft);
    color: var(--_warn-text);
    font-size: 13px;
    line-height: 18px;
    text-wrap: pretty;
  }
  .problem b {
    display: block;
  }
  .sound {
    display: grid;
    gap: 14px;
  }
  .mic {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: 10px;
    align-items: center;
    font-size: 13px;
  }
  .mic svg {
    display: block;
  }
  ul {
    display: grid;
    gap: 8px;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    gap: 10px;
    align-items: start;
    color: var(--_muted);
    font-size: 13px;
    line-height: 20px;
  }
  li b {
    margin-inline-end: 4px;
    color: var(--_text);
    font-weight: 500;
  }
  small {
    display: block;
    font-size: 12px;
    line-height: 16px;
  }
  .ok,
  .ok > svg {
    color: var(--_success);
  }
  .silent > svg,
  .refused > svg {
    color: var(--_danger-text);
  }
  .ok p {
    color: var(--_muted);
  }
  .verdict {
    font-weight: 600;
    text-wrap: balance;
  }
`;
