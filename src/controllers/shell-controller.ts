import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { consoleLog } from '../session/log.js';
import { Shell, type ShellCore } from '../session/shell.js';
import type { SessionEvents, SessionSettings } from '../session/types.js';

type Host = ReactiveControllerHost & HTMLElement;

/** One session for one element: made with it, fed with its properties, attached while it is in a document. */
export class ShellController<C extends ShellCore> implements ReactiveController {
  readonly shell: Shell<C>;

  constructor(
    private readonly host: Host,
    private readonly settings: () => SessionSettings,
    emit: (name: `ccm-${keyof SessionEvents}`, detail: unknown, cancelable: boolean) => boolean,
    loadCore: () => Promise<C>,
  ) {
    const ports = {
      now: () => Date.now(),
      newId: randomId,
      log: consoleLog,
      loadRtc: () => import('../rtc/index.js'),
      emit: <K extends keyof SessionEvents>(name: K, detail: SessionEvents[K]) =>
        emit(`ccm-${name}`, detail, name === 'call-incoming'),
      changed: () => host.requestUpdate(),
    };
    this.shell = new Shell<C>(settings(), ports, loadCore);
    host.addController(this);
  }

  hostConnected(): void {
    this.configure();
    this.shell.attach();
  }

  hostDisconnected(): void {
    // Disconnected may mean moved: socket and call live on when the element is back within this turn.
    queueMicrotask(() => {
      if (!this.host.isConnected) this.shell.detach();
    });
  }

  configure(): void {
    this.shell.configure(this.settings());
  }
}

/** 128 random bits. `crypto.randomUUID` is missing on pages that are not secure. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
