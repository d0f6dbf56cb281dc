import { css } from 'lit';

/** The control buttons, shared by the stage and the minimized call. */
export const controlStyles = css`
  .c {
    position: relative;
    width: 50px;
    height: 50px;
    border-radius: 99px;
    background: #ffffff26;
    color: #fff;
    --i: 22px;
    transition: background 0.15s ease-out;
  }
  .c.off {
    background: #fff;
    color: #12151c;
  }
  .c.red {
    background: var(--_danger);
  }
  .c.badge::after {
    content: '';
    position: absolute;
    top: 10px;
    inset-inline-end: 11px;
    width: 9px;
    height: 9px;
    border-radius: 9px;
    background: #5b7bff;
    box-shadow: 0 0 0 2px #0006;
  }
  @media (hover: hover) {
    .c:hover {
      background: #ffffff3d;
    }
    .c.off:hover {
      background: #e6e9f0;
    }
    .c.red:hover {
      background: var(--_danger);
      filter: brightness(1.1);
    }
  }
  @media (forced-colors: active) {
    .c.off {
      forced-color-adjust: none;
    }
  }
`;
