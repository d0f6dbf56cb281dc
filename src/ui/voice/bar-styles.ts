import { css } from 'lit';

export const barStyles = css`
  .bar {
    display: flex;
    gap: 6px;
    align-items: center;
    padding: 8px 12px max(12px, env(safe-area-inset-bottom));
  }
  .pill {
    flex: 1;
    min-width: 0;
    display: flex;
    gap: 10px;
    align-items: center;
    height: 40px;
    padding-inline: 14px;
    border-radius: 22px;
    background: var(--_bubble);
  }
  ccm-player {
    flex: 1;
    min-width: 0;
    margin-inline-start: -14px;
  }
  [role='status']:not(.vh) {
    font-size: 13px;
    line-height: 17px;
    text-wrap: balance;
  }
  i {
    flex: none;
    width: 10px;
    height: 10px;
    border-radius: 5px;
    background: var(--_danger);
    animation: on 1.6s ease-in-out infinite;
  }
  @keyframes on {
    50% {
      opacity: 0.3;
    }
  }
  time {
    min-width: 34px;
    font-variant-numeric: tabular-nums;
  }
  .long {
    color: var(--_danger-text);
    font-weight: 600;
  }
  .wave {
    flex: 1;
    min-width: 0;
    width: auto;
    height: 34px;
    color: var(--_accent-text);
    stroke-width: 2;
  }
  .wave path {
    vector-effect: non-scaling-stroke;
  }
  :host(:dir(rtl)) .wave {
    transform: scaleX(-1);
  }
  .stop {
    color: var(--_danger-text);
  }
  .stop svg {
    fill: currentColor;
  }
  .send {
    width: 40px;
    height: 40px;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .note {
    display: flex;
    gap: 8px;
    align-items: center;
    margin: 8px 12px 0;
    padding-inline-start: 14px;
    border-radius: 14px;
    background: var(--_bubble);
    font-size: 13px;
    line-height: 18px;
  }
  .note p {
    flex: 1;
    padding-block: 8px;
  }
  .note b {
    display: block;
    font-weight: 600;
  }
  .bad {
    background: var(--_danger-soft);
  }
  .bad b {
    color: var(--_danger-text);
  }
  @media (pointer: coarse) {
    .pill {
      height: 44px;
    }
  }
`;
