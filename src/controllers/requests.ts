import type { ReactiveControllerHost } from 'lit';
import type { MessageAct } from '../chat/types.js';
import type { CallKind } from '../protocol/frames.js';
import type { Session } from '../session/session.js';
import type { Strings } from '../i18n/en.js';
import type { Request } from '../ui/requests.js';

type Handlers = {
  readonly [R in Request as R[0]]?: (detail: R extends readonly [string, infer D] ? D : void) => void;
};

/** Who does what is asked. */
type Asked = Session & {
  readonly strings: Strings;
  readonly host: ReactiveControllerHost & {
    show(): void;
    close(): void;
    readonly renderRoot: HTMLElement | DocumentFragment;
  };
  readonly audio: { play(): void };
  follow(isNeeded: boolean): void;
  readonly files: { send(text: string): boolean } | null;
  readonly missing: () => void;
  toggleChat(): void;
  toggleDevices(): void;
};

/** Requests from the interface stop at the element's root and become intents. One line each. */
export function listenToRequests(modal: Asked): void {
  const { host } = modal;
  const call = ({ kind }: { kind: CallKind }) => void modal.startCall(kind, modal.view.call?.peer);
  const handlers: Handlers = {
    close: () => host.close(),
    minimize: () => host.close(),
    restore: () => host.show(),
    chat: () => modal.toggleChat(),
    hear: () => modal.audio.play(),
    reconnect: () => modal.shell.link.retry(),
    call,
    'call-again': call,
    accept: (detail) => modal.dispatch({ type: 'accept', ...detail }),
    decline: (detail) => modal.dispatch({ type: 'decline', ...detail }),
    mute: (detail) => modal.dispatch({ type: 'set_muted', ...detail }),
    camera: (detail) => modal.dispatch({ type: 'set_camera', ...detail }),
    share: ({ sharing }) => modal.setSharing(sharing),
    'hang-up': () => modal.dispatch({ type: 'hang_up' }),
    dismiss() {
      modal.follow(false);
      modal.dispatch({ type: 'dismiss' });
    },
    menu: () => host.renderRoot.querySelector('ccm-conversation')?.reach({ type: 'menu' }),
    devices: () => modal.toggleDevices(),
    tile: (tile) => void import('./flip.js').then((room) => room.addFlip(modal, tile)).catch(modal.missing),
    steer: ({ action }) => modal.shell.tabs?.steer(action),
    send: ({ text }) => modal.files?.send(text) || modal.chat.use((talks) => talks.send(text)),
    act: (act) => perform(modal, act),
    older: () => modal.chat.talks?.older(),
    draft: ({ text }) => modal.chat.use((talks) => talks.wrote(text)),
  };
  for (const [name, handle] of Object.entries(handlers)) {
    host.renderRoot.addEventListener(`ccm-${name}-request`, (event) => {
      event.stopPropagation();
      (handle as (detail: unknown) => void)((event as CustomEvent).detail);
    });
  }
}

/** An answer takes the chosen files along, after its words. */
function perform({ chat, files }: Asked, act: MessageAct): void {
  chat.use((talks) => {
    talks.act(act);
    if (act.act === 'reply') files?.send('');
  });
}
