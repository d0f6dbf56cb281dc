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
    display: inline-flex;
    gap: 8px;
    align-items: center;
    justify-content: center;
    flex: none;
    padding: 0;
    border: 0;
    border-radius: 999px;
    background: none;
    color: inherit;
    font: inherit;
    letter-spacing: inherit;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
    transition: 0.15s ease-out;
  }
  :disabled,
  [aria-disabled='true'] {
    opacity: 0.45;
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  svg {
    flex: none;
    width: var(--i, 20px);
    height: var(--i, 20px);
    fill: none;
    stroke: currentColor;
    stroke-width: 1.9;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .ib {
    width: 40px;
    height: 40px;
    color: var(--_muted);
  }
  /* a sentence of another direction than the page's keeps its full stop at its end, and stands where the page's would */
  p,
  small {
    text-align: -webkit-match-parent;
    text-align: match-parent;
    unicode-bidi: plaintext;
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
    button:hover {
      filter: brightness(1.12);
    }
    .ib:hover {
      background: var(--_bubble);
    }
  }
  @media (pointer: coarse) {
    button {
      min-width: 44px;
      min-height: 44px;
    }
  }
  @media (forced-colors: active) {
    button,
    textarea,
    .box {
      border: 1px solid;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition-property: opacity !important;
    }
  }
`;

/** The dark stage of ringing and calls: the same in both themes, lit by the peer's colour. */
export const stage = css`
  :host {
    --_focus: #fff;
    height: 100%;
    color: #fff;
    color-scheme: dark;
  }
  .stage {
    position: relative;
    display: flex;
    flex-direction: column;
    height: 100%;
    overflow: hidden auto;
    outline-offset: -3px;
    text-wrap: balance;
    background:
      radial-gradient(120% 70% at 50% 28%, color-mix(in srgb, var(--_a) 38%, transparent), transparent 70%),
      #0b0e15;
  }
  .top {
    display: flex;
    gap: 8px;
    align-items: center;
    justify-content: center;
    min-height: 66px;
    padding: max(16px, env(safe-area-inset-top)) 16px 16px;
  }
  .tag {
    display: flex;
    gap: 7px;
    align-items: center;
    padding: 4px 12px;
    border-radius: 999px;
    background: #fff2;
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
    padding: 0 24px;
    text-align: center;
  }
  h2 {
    margin-block-start: 28px;
    overflow-wrap: anywhere;
    font-size: 24px;
    line-height: 30px;
    font-weight: 600;
    letter-spacing: -0.02em;
  }
  .sub {
    margin-block-start: 4px;
    color: #fffc;
  }
  .rings {
    position: relative;
    display: grid;
    place-items: center;
  }
  i {
    position: absolute;
    width: 150px;
    height: 150px;
    border: 1.5px solid #fff4;
    border-radius: 999px;
    animation: ring 2.4s ease-in-out infinite;
  }
  i + i {
    width: 190px;
    height: 190px;
    opacity: 0.6;
    animation-delay: 0.2s;
  }
  i + i + i {
    width: 236px;
    height: 236px;
    opacity: 0.3;
    animation-delay: 0.4s;
  }
  @keyframes ring {
    30% {
      transform: scale(1.08);
    }
  }
  @media (max-height: 520px) {
    h2 {
      margin-block-start: 8px;
    }
    i {
      display: none;
    }
  }
`;
