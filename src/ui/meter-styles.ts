import { css } from 'lit';

/** How loud a microphone is, as a bar: `--_loud` on `--_quiet`. */
export const meterStyles = css`
  meter {
    width: 100%;
    height: 6px;
    border: 0;
    border-radius: 3px;
    background: var(--_quiet);
    appearance: none;
    overflow: hidden;
  }
  ::-webkit-meter-inner-element {
    display: block;
  }
  ::-webkit-meter-bar {
    height: 6px;
    border: 0;
    background: none;
  }
  ::-webkit-meter-optimum-value {
    background: var(--_loud);
  }
  ::-moz-meter-bar {
    background: var(--_loud);
  }
`;
