import { css } from 'lit';

/** The stage of a call: the picture, the name and the status that move, the bar. */
export const stageStyles = css`
  .remote,
  .shade {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    transition: 0.25s ease-out;
  }
  .remote {
    object-fit: cover;
    opacity: 0;
  }
  .whole {
    object-fit: contain;
  }
  .mirror {
    transform: scaleX(-1);
  }
  [data-live] {
    opacity: 1;
  }
  .shade {
    pointer-events: none;
    background: linear-gradient(#0009, transparent 22% 64%, #000b);
  }
  .reconnecting .shade {
    background: #000a;
  }
  .reconnecting .remote {
    filter: blur(10px) saturate(0.7);
  }
  .mid {
    z-index: 1;
  }
  .top,
  .bar,
  .notices {
    position: relative;
    z-index: 2;
  }
  .top,
  .bar,
  .notices,
  .who {
    transition: opacity 0.2s ease-out;
  }
  .top {
    justify-content: end;
  }
  .kind {
    position: absolute;
    inset-inline: 66px;
    margin: auto;
    width: max-content;
  }
  .min {
    width: 34px;
    height: 34px;
    background: #fff2;
    --i: 18px;
  }
  .bars {
    display: grid;
    place-content: center;
    border-radius: 999px;
    background: #0006;
  }
  .bars svg {
    stroke-width: 4;
    mask: linear-gradient(90deg, #000 var(--q, 100%), #0005 0);
  }
  .q1 {
    --q: 36%;
    color: #ff8f8f;
  }
  .q2 {
    --q: 64%;
    color: #fcd58a;
  }
  [role='status'] {
    color: #fffc;
    font-variant-numeric: tabular-nums;
  }
  .who [role='status'] {
    margin-block-start: 4px;
  }
  .reconnecting [role='status'] {
    color: #fcd58a;
  }
  /* one's own picture while it rings over there: the face makes room */
  .preview .shade {
    background: linear-gradient(#000c, #0006 40%, transparent 60%, #000b);
  }
  .preview .mid {
    justify-content: start;
  }
  .preview i {
    display: none;
  }
  .preview h2 {
    margin-block-start: 12px;
  }
  /* the peer's picture fills the stage: name and time move to the corner, as two tags */
  .picture .mid {
    visibility: hidden;
  }
  .picture :is(.who, .hear, .sub) {
    visibility: visible;
  }
  .picture .who {
    position: absolute;
    top: max(16px, env(safe-area-inset-top));
    inset-inline: 16px 102px;
    display: flex;
    gap: 8px;
    align-items: center;
    height: 34px;
    pointer-events: none;
  }
  .picture .who > * {
    margin: 0;
    padding: 4px 12px;
    border-radius: 999px;
    background: #0009;
    font: inherit;
    font-size: 13px;
    font-weight: 500;
    white-space: nowrap;
  }
  .picture h2 {
    overflow: hidden;
    text-overflow: ellipsis;
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
    transition: 0.12s linear;
  }
  .level::after {
    inset: -18px;
    opacity: calc(var(--_level, 0) * 0.45);
  }
  .dim {
    filter: saturate(0.6) brightness(0.8);
  }
  .bar {
    display: flex;
    gap: clamp(4px, 100vw - 350px, 10px);
    justify-content: center;
    padding: 16px 8px max(24px, env(safe-area-inset-bottom));
  }
  .bare :is(.bar, .top, .low, .who) {
    opacity: 0;
  }
  /* a tap only wakes them; a mouse has moved and woken them before it clicks */
  @media (hover: none) {
    .bare :is(.bar, .top, .low) {
      pointer-events: none;
    }
  }
  .bare {
    cursor: none;
  }
  @media (pointer: coarse) {
    .picture .who {
      height: 44px;
    }
  }
`;
