import { css } from 'lit';

/** The control buttons, shared by the stage and the minimized call. */
export const controlStyles = css`
  .c {
    position: relative;
    width: 50px;
    height: 50px;
    background: #fff2;
    --i: 22px;
  }
  .off {
    background: #fff;
    color: #12151c;
    forced-color-adjust: none;
  }
  .red {
    background: var(--_danger);
  }
  .badge::after {
    content: '';
    position: absolute;
    top: 10px;
    inset-inline-end: 11px;
    width: 9px;
    height: 9px;
    border-radius: 999px;
    background: #5b7bff;
    box-shadow: 0 0 0 2px #0006;
  }
`;
