import { css } from 'lit';

/** The stage of a call: the picture, the name and the status that move, the bar. */
export const stageStyles = css`
  .remote,
  .shade {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .remote {
    object-fit: cover;
    opacity: 0;
    transition: opacity 0.25s ease-out;
  }
  .remote.whole {
    object-fit: contain;
    background: #0b0e14;
  }
  .remote.mirror {
    transform: scaleX(-1);
  }
  .remote[data-live] {
    opacity: 1;
  }
  .shade {
    pointer-events: none;
    background: linear-gradient(#0009, transparent 22%, transparent 64%, #000b);
    transition: background 0.25s ease-out;
  }
  .reconnecting .shade {
    background: #0b0e14a6;
  }
  /* one's own picture while it rings over there: the face makes room */
  .preview .shade {
    background: linear-gradient(#000c, #0006 40%, transparent 60%, #000b);
  }
  .preview .mid {
    justify-content: flex-start;
    padding-block-start: 0;
  }
  .preview .rings i {
    display: none;
  }
  .preview h2 {
    margin-block-start: 12px;
  }
  .poor {
    background: #0b0e1499;
    color: #fcd58a;
  }
  .reconnecting .remote {
    filter: blur(10px) saturate(0.7);
    transform: scale(1.06);
  }
  .top,
  .mid,
  .bar,
  .notices {
    position: relative;
    z-index: 1;
  }
  .top {
    z-index: 3;
    justify-content: flex-end;
    gap: 8px;
  }
  .top .kind {
    position: absolute;
    inset-inline: 66px;
    margin-inline: auto;
    width: max-content;
  }
  .sp {
    flex: 1;
  }
  .min {
    width: 34px;
    height: 34px;
    border-radius: 99px;
    background: #ffffff1f;
    --i: 18px;
  }
  .who {
    max-width: 100%;
  }
  [role='status'] {
    margin-block-start: 4px;
    color: #ffffffd0;
    font-variant-numeric: tabular-nums;
  }
  .reconnecting [role='status'] {
    color: #fcd58a;
  }
  /* the picture fills the stage: name and time move to the corner, as two tags */
  .picture .who {
    position: absolute;
    z-index: 3;
    inset-block-start: max(16px, env(safe-area-inset-top));
    inset-inline: 16px 58px;
    display: flex;
    gap: 8px;
    align-items: center;
    height: 34px;
    pointer-events: none;
  }
  .picture h2,
  .picture [role='status'] {
    flex: none;
    margin: 0;
    padding: 4px 12px;
    border-radius: 99px;
    background: #0b0e1499;
    color: #fff;
    font-size: 13px;
    line-height: 22px;
    font-weight: 500;
    letter-spacing: inherit;
  }
  .picture h2 {
    flex: 0 1 auto;
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .picture.reconnecting [role='status'] {
    color: #fcd58a;
  }
  .picture .mid {
    position: static;
    visibility: hidden;
  }
  .picture .who,
  .picture .hear,
  .picture .sub {
    visibility: visible;
  }
  /* the ring follows the sound: --_level is set from outside, 0 to 1 */
  .level::before,
  .level::after {
    content: '';
    position: absolute;
    inset: -9px;
    border: 3px solid #7c9bff;
    border-radius: 999px;
    opacity: calc(0.15 + var(--_level, 0) * 0.85);
    transition:
      opacity 0.12s linear,
      transform 0.12s linear;
  }
  .level::after {
    inset: -18px;
    opacity: calc(var(--_level, 0) * 0.45);
  }
  @media (prefers-reduced-motion: no-preference) {
    .level::after {
      transform: scale(calc(0.96 + var(--_level, 0) * 0.08));
    }
  }
  .dim {
    filter: saturate(0.6) brightness(0.8);
  }
  .hear {
    display: inline-flex;
    gap: 9px;
    align-items: center;
    min-height: 48px;
    margin-block-start: 20px;
    padding-inline: 22px;
    border-radius: 99px;
    background: #fff;
    color: #12151c;
    font-weight: 600;
  }
  .bar {
    z-index: 3;
    display: flex;
    gap: 10px;
    justify-content: center;
    padding: 16px;
    padding-block-end: max(24px, calc(8px + env(safe-area-inset-bottom)));
  }
  .bar,
  .top,
  .low,
  .who {
    transition: opacity 0.2s ease-out;
  }
  .bare .bar,
  .bare .top,
  .bare .low,
  .bare .who {
    opacity: 0;
  }
  /* a tap only wakes them; a mouse has moved and woken them before it clicks */
  @media (hover: none) {
    .bare .bar,
    .bare .top,
    .bare .low {
      pointer-events: none;
    }
  }
  .bare {
    cursor: none;
  }
  @media (hover: none) {
    .keys {
      display: none;
    }
  }
  @media (pointer: coarse) {
    .min,
    .note button {
      width: 44px;
      height: 44px;
    }
  }
  @media (max-width: 359px) {
    .bar {
      gap: 6px;
      padding-inline: 8px;
    }
  }
`;
