import type { CallSnapshot } from '../call/snapshot.js';
import type { CallKind } from '../protocol/frames.js';
import type { Session } from '../session/session.js';
import type { RequestName, RequestEvent } from '../ui/requests.js';

/** What the element itself does for a request; the rest goes to the session. */
export interface RequestHost {
  show(): void;
  close(): void;
  toggleChat(): void;
  hear(): void;
  currentCall(): CallSnapshot | null;
}

type Handlers = { readonly [K in RequestName]?: (detail: RequestEvent<K>['detail']) => void };

/** Requests from the interface stop at the element's root and become intents. One line each. */
export function listenToRequests(root: EventTarget, host: RequestHost, session: Session): void {
  const call = (kind: CallKind) => void session.startCall(kind, host.currentCall()?.peer);
  const handlers: Handlers = {
    'ccm-open-request': () => host.show(),
    'ccm-close-request': () => host.close(),
    'ccm-minimize-request': () => host.close(),
    'ccm-restore-request': () => host.show(),
    'ccm-chat-request': () => host.toggleChat(),
    'ccm-hear-request': () => host.hear(),
    'ccm-reconnect-request': () => session.retryConnection(),
    'ccm-call-request': ({ kind }) => call(kind),
    'ccm-call-again-request': ({ kind }) => call(kind),
    'ccm-accept-request': ({ video }) => session.dispatch({ type: 'accept', video }),
    'ccm-decline-request': ({ message }) =>
      session.dispatch({ type: 'decline', ...(message === undefined ? {} : { message }) }),
    'ccm-mute-request': ({ muted }) => session.dispatch({ type: 'set_muted', muted }),
    'ccm-camera-request': ({ off }) => session.dispatch({ type: 'set_camera', off }),
    'ccm-hang-up-request': () => session.dispatch({ type: 'hang_up' }),
    'ccm-dismiss-request': () => session.dispatch({ type: 'dismiss' }),
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
