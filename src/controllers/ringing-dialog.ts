import type { CallSnapshot } from '../call/snapshot.js';
import type { DialogHost } from './dialog-controller.js';

export interface RingingDialog {
  /** The page shows its own ringing screen for this call. */
  isHidden(call: CallSnapshot | null): boolean;
  /** `allowed`: the page did not prevent the widget's own screen. */
  rings(allowed: boolean): void;
  /** Somebody wants the modal: it stays when the call that opened it leaves the screen. */
  keep(): void;
}

/** A call that rings opens the modal by itself; a call that nobody took closes what it opened. */
export function ringingDialog(host: DialogHost, current: () => CallSnapshot | null): RingingDialog {
  /** The calls that opened the modal, that the page shows itself, and that had the focus. */
  let opened = '';
  let hidden = '';
  let focused = '';
  const isHidden = (call: CallSnapshot | null) => call?.id === hidden;
  host.addController({
    hostUpdate() {
      const call = current();
      // it may have connected before anything was drawn
      const isTaken = !!call && call.phase !== 'ringing' && call.phase !== 'ended';
      if (isTaken && isHidden(call)) {
        hidden = '';
        host.open = true;
      }
      if (!opened || (call?.id === opened && !isTaken)) return;
      opened = '';
      if (!call) host.open = false;
    },
    /** Focus moves to the screen as a whole: a key that was meant for the page answers nothing. */
    hostUpdated() {
      const call = current();
      if (call?.phase !== 'ringing' || !host.open || isHidden(call) || focused === call.id) return;
      const pane = host.renderRoot.querySelector<HTMLElement>('.pane');
      if (!pane) return;
      focused = call.id;
      pane.focus();
    },
  });
  return {
    isHidden,
    rings(allowed) {
      const id = current()?.id ?? '';
      if (!allowed) hidden = id;
      else if (!host.open) {
        opened = id;
        host.open = true;
      }
    },
    keep: () => void (opened = ''),
  };
}
