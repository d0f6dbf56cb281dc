import { css } from 'lit';

/** The frame of everything: the dialog as a card, a docked panel, or a sheet on phones, and its panes. */
export const modalStyles = css`
  :host {
    display: contents;
  }
  dialog {
    width: min(var(--_w, 400px), 100vw - 32px);
    height: min(var(--_h, 680px), 100dvh - 32px);
    max-width: none;
    max-height: none;
    margin: auto;
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    overflow: hidden;
    background: var(--_surface);
    color: inherit;
    box-shadow:
      0 1px 2px #0f172a1f,
      0 24px 64px -12px #0f172a59;
  }
  /* who is in a call is not rung for, and what stands there is to be pressed */
  :is(ccm-pill, ccm-elsewhere) ~ ccm-cannot-ring {
    display: none;
  }
  dialog[open] {
    display: flex;
  }
  .wide {
    --_w: 1040px;
    --_h: 720px;
  }
  dialog::backdrop {
    background: #0b0e1466;
  }
  :host([variant='panel']) dialog {
    position: fixed;
    z-index: var(--_z);
    inset: auto;
    inset-inline-end: max(20px, env(safe-area-inset-right));
    bottom: max(20px, env(safe-area-inset-bottom));
    margin: 0;
  }
  .pane {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    outline: none;
  }
  .pane > :last-child {
    flex: 1;
    min-height: 0;
  }
  .pane + .pane {
    flex: 0 0 360px;
    border-inline-start: 1px solid var(--_line);
  }
  @media (max-width: 800px) {
    .wide {
      flex-direction: column;
    }
    .pane + .pane {
      flex: 1;
      border: 0;
    }
  }
  @media (max-width: 560px) {
    dialog,
    :host([variant='panel']) dialog {
      inset: 0;
      width: 100vw;
      height: 100dvh;
      border-radius: 0;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    dialog[open],
    dialog[open]::backdrop {
      animation: rise 0.2s ease-out;
    }
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(12px) scale(0.98);
    }
  }
`;
