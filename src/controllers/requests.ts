import type { CallKind } from '../protocol/frames.js';
import type { Session } from '../session/session.js';
import type { RequestName, RequestEvent } from '../ui/requests.js';

/** Who does what is asked. */
export interface RequestHost {
  show(): void;
  close(): void;
  toggleChat(): void;
  hear(): void;
  readonly core: Session;
}

type Handlers = { readonly [K in RequestName]?: (detail: RequestEvent<K>['detail']) => void };

/** Requests from the interface stop at the element's root and become intents. One line each. */
export function listenToRequests(root: EventTarget, host: RequestHost): void {
  const { core: session } = host;
  const call = (kind: CallKind) => void session.startCall(kind, session.view.call?.peer);
  const handlers: Handlers = {
    'ccm-close-request': () => host.close(),
    'ccm-minimize-request': () => host.close(),
    'ccm-restore-request': () => host.show(),
    'ccm-chat-request': () => host.toggleChat(),
    'ccm-hear-request': () => host.hear(),
    'ccm-reconnect-request': () => session.link.retry(),
    'ccm-call-request': ({ kind }) => call(kind),
    'ccm-call-again-request': ({ kind }) => call(kind),
    'ccm-accept-request': ({ video }) => session.dispatch({ type: 'accept', video }),
    'ccm-decline-request': ({ message }) =>
      session.dispatch({ type: 'decline', ...(message === undefined ? {} : { message }) }),
    'ccm-mute-request': ({ muted }) => session.dispatch({ type: 'set_muted', muted }),
    'ccm-camera-request': ({ off }) => session.dispatch({ type: 'set_camera', off }),
    'ccm-hang-up-request': () => session.dispatch({ type: 'hang_up' }),
    'ccm-dismiss-request': () => {
      host.show();
      session.dispatch({ type: 'dismiss' });
    },
    'ccm-send-request': ({ text }) => void session.sendMessage(text),
    'ccm-retry-request': ({ id }) => session.retryMessage(id),
  };
  for (const [name, handle] of Object.entries(handlers)) {
    root.addEventListener(name, (event) => {
      event.stopPropagation();
      (handle as (detail: unknown) => void)((event as CustomEvent).detail);
    });
  }
}
