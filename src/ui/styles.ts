import { css } from 'lit';

/** The base of every element's sheet: box model, buttons, icons, focus, and what people asked of their system. */
export const base = css`
  :host {
    display: block;
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
    margin: 0;
  }
  button {
    display: inline-grid;
    place-items: center;
    flex: none;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    letter-spacing: inherit;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }
  button:disabled,
  [aria-disabled='true'] {
    opacity: 0.45;
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .i {
    display: block;
    flex: none;
    width: var(--i, 20px);
    height: var(--i, 20px);
  }
  .ib {
    width: 40px;
    height: 40px;
    border-radius: 99px;
    color: var(--_muted);
    transition: background 0.15s ease-out;
  }
  .vh {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (hover: hover) {
    .ib:not([aria-disabled='true']):hover {
      background: var(--_bubble);
    }
  }
  @media (pointer: coarse) {
    .ib {
      width: 44px;
      height: 44px;
    }
  }
  @media (forced-colors: active) {
    button {
      border: 1px solid ButtonText;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: opacity 0.2s !important;
    }
  }
`;

/** The dark stage of ringing and calls: the same in both themes, lit by the peer's colour. */
export const stage = css`
  :host {
    --_focus: #fff;
    height: 100%;
    color: #fff;
    background: #0b0e14;
    color-scheme: dark;
  }
  .stage {
    position: relative;
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
    overflow: hidden auto;
    outline-offset: -3px;
    background: radial-gradient(120% 70% at 50% 28%, var(--_glow, transparent), transparent 70%), #0b0e15;
  }
  .top {
    display: flex;
    gap: 8px;
    align-items: center;
    justify-content: center;
    min-height: 66px;
    padding: 16px;
    padding-block-start: max(16px, env(safe-area-inset-top));
  }
  .tag {
    display: inline-flex;
    gap: 7px;
    align-items: center;
    padding: 4px 12px;
    border-radius: 99px;
    background: #ffffff1f;
    font-size: 13px;
    font-weight: 500;
    --i: 15px;
  }
  .mid {
    flex: 1 0 auto;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    padding: 16px 24px;
    text-align: center;
  }
  h2 {
    margin-block-start: 28px;
    max-width: 100%;
    overflow-wrap: anywhere;
    font-size: 24px;
    line-height: 30px;
    font-weight: 600;
    letter-spacing: -0.02em;
  }
  .sub {
    margin-block-start: 4px;
    color: #ffffffc0;
  }
  .rings {
    position: relative;
    display: grid;
    place-items: center;
    border-radius: 999px;
  }
  .rings i {
    position: absolute;
    width: 150px;
    height: 150px;
    border: 1.5px solid #ffffff47;
    border-radius: 999px;
  }
  .rings i + i {
    width: 190px;
    height: 190px;
    opacity: 0.6;
  }
  .rings i + i + i {
    width: 236px;
    height: 236px;
    opacity: 0.3;
  }
  @media (prefers-reduced-motion: no-preference) {
    .rings i {
      animation: ring 2.4s ease-out infinite;
    }
    .rings i + i {
      animation-delay: 0.2s;
    }
    .rings i + i + i {
      animation-delay: 0.4s;
    }
  }
  @keyframes ring {
    0% {
      transform: scale(0.94);
    }
    30% {
      transform: scale(1.05);
    }
    100% {
      transform: scale(0.94);
    }
  }
  @media (max-height: 520px) {
    h2 {
      margin-block-start: 12px;
    }
    .mid {
      padding-block: 0;
    }
    .rings i {
      display: none;
    }
  }
`;
