import type { ReactiveControllerHost } from 'lit';
import type { ProfileRef } from '../protocol/identity.js';
import { consoleLog, type Log } from '../session/log.js';
import { Shell, type ShellCore } from '../session/shell.js';
import type { SessionEvents, SessionPorts, SessionSettings, TraceLine } from '../session/types.js';

/** Some calls, or one with a bad network. */
const MAX_TRACE = 500;

/** One session for one element: made with it, fed with its properties, attached while it is in a document. */
export function createShell<C extends ShellCore>(
  host: ReactiveControllerHost & HTMLElement,
  settings: () => SessionSettings,
  emit: <K extends keyof SessionEvents>(name: K, detail: SessionEvents[K]) => boolean,
  loadCore: () => Promise<C>,
): Shell<C> {
  const trace: TraceLine[] = [];
  const note: SessionPorts['note'] = (event, fields) => {
    if (trace.push({ ...fields, at: Date.now(), event }) > MAX_TRACE) trace.shift();
  };
  const log: Log = (level, message, fields = {}) => {
    note(message, fields);
    consoleLog(level, message, fields);
  };
  const ports = {
    now: () => Date.now(),
    newId: randomId,
    ...{ log, note, trace },
    loadRtc: () => import('../rtc/index.js'),
    wipeChats: (profile: ProfileRef) =>
      import('../session/delivery/wipe.js').then((room) => room.wipeChats(profile)),
    emit,
    changed: () => host.requestUpdate(),
  };
  const shell = new Shell<C>(settings, ports, loadCore);
  host.addController({
    hostConnected: () => shell.attach(),
    // Disconnected may mean moved: socket and call live on when the element is back within this turn.
    hostDisconnected: () => queueMicrotask(() => host.isConnected || shell.detach()),
  });
  return shell;
}

/** 128 random bits. `crypto.randomUUID` is missing on pages that are not secure. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
