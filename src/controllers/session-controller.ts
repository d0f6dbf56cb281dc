import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { consoleLog } from '../session/log.js';
import { Session } from '../session/session.js';
import type { SessionEvents, SessionSettings } from '../session/types.js';

type Host = ReactiveControllerHost & HTMLElement;

/** One session for one element: made with it, fed with its properties, attached while it is in a document. */
export class SessionController implements ReactiveController {
  readonly session: Session;

  constructor(
    private readonly host: Host,
    private readonly settings: () => SessionSettings,
    private readonly emit: (
      name: `ccm-${keyof SessionEvents}`,
      detail: unknown,
      cancelable: boolean,
    ) => boolean,
  ) {
    this.session = new Session(settings(), {
      now: () => Date.now(),
      newId: randomId,
      log: consoleLog,
      loadRtc: () => import('../rtc/index.js'),
      emit: (name, detail) => this.emit(`ccm-${name}`, detail, name === 'call-incoming'),
      changed: () => host.requestUpdate(),
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.session.configure(this.settings());
    this.session.attach();
  }

  hostDisconnected(): void {
    // Disconnected may mean moved: socket and call live on when the element is back within this turn.
    queueMicrotask(() => {
      if (!this.host.isConnected) this.session.detach();
    });
  }

  configure(): void {
    this.session.configure(this.settings());
  }
}

/** 128 random bits. `crypto.randomUUID` is missing on pages that are not secure. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
