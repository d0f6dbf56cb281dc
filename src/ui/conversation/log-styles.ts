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
  .day,
  .new {
    color: var(--_muted);
    font-size: 12px;
    font-weight: 500;
    text-align: center;
  }
  .new {
    display: flex;
    gap: 10px;
    align-items: center;
    color: var(--_danger-text);
  }
  .new::before,
  .new::after {
    content: '';
    flex: 1;
    height: 1px;
    background: currentColor;
    opacity: 0.4;
  }
  .typing {
    display: flex;
    gap: 4px;
    align-self: flex-start;
    padding: 12px 14px;
    border-radius: var(--_radius-bubble);
    background: var(--_bubble);
  }
  .typing i {
    width: 7px;
    height: 7px;
    border-radius: 9px;
    background: var(--_muted);
  }
  .bone {
    height: 40px;
    width: 62%;
    border-radius: var(--_radius-bubble);
    background: var(--_bubble);
  }
  .bone.out {
    align-self: flex-end;
    width: 46%;
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
    min-width: 36px;
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
  .typing i {
    animation: dot 1.2s ease-in-out infinite;
  }
  .typing i + i {
    animation-delay: 0.15s;
  }
  .typing i + i + i {
    animation-delay: 0.3s;
  }
  .bone {
    animation: bone 1.4s ease-in-out infinite alternate;
  }
  @keyframes dot {
    30% {
      transform: translateY(-3px);
    }
    60% {
      transform: none;
    }
  }
  @keyframes bone {
    to {
      opacity: 0.45;
    }
  }
`;
