import { css } from 'lit';

/** Notices over the stage, and what stands on it when the call is over. */
export const noteStyles = css`
  .notices {
    z-index: 3;
    display: grid;
    gap: 8px;
    justify-items: start;
    padding: 0 16px;
  }
  .note {
    display: flex;
    gap: 10px;
    width: 100%;
    max-width: 400px;
    padding: 10px 12px;
    border-radius: 14px;
    background: #1b202be6;
    box-shadow: 0 0 0 1px #ffffff1f;
    font-size: 13px;
    line-height: 18px;
    text-align: start;
    --i: 18px;
  }
  .note > .i {
    margin-block-start: 1px;
    color: #fcd58a;
  }
  .note p {
    flex: 1;
    color: #ffffffd0;
  }
  .note b {
    display: block;
    color: #fff;
    font-weight: 600;
  }
  .note button {
    width: 28px;
    height: 28px;
    margin: -4px -6px 0 0;
    margin-inline: 0 -6px;
    border-radius: 99px;
    color: #ffffffb0;
    --i: 15px;
  }
  .hint {
    width: auto;
    align-items: center;
    background: #0b0e14b3;
    --i: 14px;
  }
  .hint > .i {
    color: inherit;
    margin: 0;
  }
  .low {
    padding-block-start: 8px;
    /* beside one's own picture */
    padding-inline-end: 132px;
  }
  .said {
    max-width: 300px;
    margin-block-start: 16px;
    padding: 8px 14px;
    border-radius: 18px;
    background: #ffffff1f;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .two {
    display: flex;
    gap: 12px;
    padding: 0 20px max(24px, env(safe-area-inset-bottom));
  }
  .two button {
    flex: 1;
    display: flex;
    gap: 9px;
    align-items: center;
    justify-content: center;
    min-height: 48px;
    border-radius: 99px;
    background: #ffffff22;
    font-weight: 600;
  }
  .two .again {
    background: #fff;
    color: #12151c;
  }
`;
