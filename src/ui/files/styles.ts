import { css } from 'lit';

/** Adopted by the conversation when the first file is there. */
export const fileStyles = css`
  :host {
    position: relative;
  }
  .files {
    display: flex;
    flex-direction: column;
    gap: 4px;
    margin: 0 -4px 4px;
  }
  .files:last-child {
    margin-block-end: 0;
  }
  /* files alone: the time follows closely */
  .text:empty + .meta {
    margin-block-start: -8px;
  }
  .bubble:has(img) {
    /* as wide as the widest picture */
    max-width: min(100%, 276px);
  }
  .picture:not(:has(img)) {
    padding: 10px 14px;
  }
  .bubble .picture {
    align-self: flex-start;
    margin-block: 0;
    max-width: 100%;
    min-width: 48px;
    border-radius: 12px;
    background: #8882;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  .picture img {
    display: block;
    max-width: 100%;
    height: auto;
    object-fit: cover;
  }
  ccm-player {
    width: 250px;
    max-width: 100%;
    height: 48px;
  }
  .bubble .file {
    display: flex;
    gap: 10px;
    align-items: center;
    min-height: 52px;
    padding: 6px 10px 6px 6px;
    border-radius: 12px;
    background: #8882;
    text-decoration: none;
  }
  .kind,
  .thumb {
    flex: none;
    display: grid;
    place-items: center;
    width: 40px;
    height: 40px;
    border-radius: 10px;
    background: #8883;
    overflow: hidden;
  }
  .about {
    flex: 1;
    min-width: 0;
    display: flex;
    flex-direction: column;
    font-size: 14px;
    line-height: 19px;
  }
  .about > bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-weight: 500;
  }
  .about small {
    font-size: 12px;
    line-height: 16px;
  }
  .chosen {
    display: flex;
    flex-direction: column;
    gap: 6px;
    max-height: 220px;
    padding: 8px 12px 0;
    overflow: hidden auto;
  }
  .one {
    flex: none;
    display: flex;
    gap: 10px;
    align-items: center;
    padding: 6px;
    border-radius: 14px;
    background: var(--_bubble);
  }
  .one .ib:hover {
    background: #8883;
  }
  .thumb canvas {
    width: 100%;
    height: 100%;
    object-fit: cover;
  }
  .one.failed small {
    color: var(--_danger-text);
    opacity: 1;
  }
  progress {
    appearance: none;
    width: 100%;
    height: 4px;
    margin-block-start: 3px;
    border: 0;
    border-radius: 2px;
    background: #8884;
    overflow: hidden;
  }
  ::-webkit-progress-bar {
    background: none;
  }
  ::-webkit-progress-value {
    background: var(--_accent);
  }
  ::-moz-progress-bar {
    background: var(--_accent);
  }
  .note {
    color: var(--_danger-text);
    padding-inline: 6px;
    font-size: 13px;
  }
  .note:empty {
    display: none;
  }
  ccm-voice.over {
    order: 1;
  }
  ccm-voice.over ~ ccm-composer {
    display: none;
  }
  .drop {
    position: absolute;
    inset: 8px;
    z-index: 2;
    display: grid;
    place-items: center;
    padding: 24px;
    border: 2px dashed var(--_accent);
    border-radius: 16px;
    background: color-mix(in srgb, var(--_surface) 96%, transparent);
    color: var(--_accent-text);
    font-size: 17px;
    font-weight: 600;
    text-align: center;
    overflow-wrap: anywhere;
    pointer-events: none;
  }
`;
