import { css } from 'lit';

/** Notices over the stage, and what stands on it when the call is over. */
export const noteStyles = css`
  .notices {
    display: grid;
    gap: 8px;
    justify-items: start;
    padding: 0 16px;
  }
  .note {
    display: flex;
    gap: 10px;
    align-items: start;
    width: 100%;
    max-width: 400px;
    padding: 10px 12px;
    border-radius: 14px;
    background: #1b202be6;
    box-shadow: 0 0 0 1px #fff2;
    color: #fffc;
    font-size: 13px;
    line-height: 18px;
    --i: 17px;
  }
  .note > svg {
    color: #fcd58a;
  }
  p {
    flex: 1;
  }
  .note b {
    display: block;
    color: #fff;
    font-weight: 600;
  }
  .note button {
    margin: -10px;
    padding: 12px;
  }
  .hint {
    width: auto;
    background: #000a;
  }
  .low {
    padding-block-start: 8px;
    /* beside one's own picture */
    padding-inline-end: 132px;
  }
  .said {
    flex: none;
    max-width: 300px;
    margin-block-start: 16px;
    padding: 8px 14px;
    border-radius: 18px;
    background: #fff2;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .sub {
    flex: none;
  }
  .two {
    display: flex;
    gap: 12px;
    padding: 0 20px max(24px, env(safe-area-inset-bottom));
  }
  .big {
    min-height: 48px;
    padding: 0 22px;
    background: #fff2;
    font-weight: 600;
  }
  .two .big {
    flex: 1;
  }
  .white {
    background: #fff;
    color: #12151c;
  }
  .hear {
    margin-block-start: 20px;
  }
  @media (hover: none) {
    .keys {
      display: none;
    }
  }
`;
