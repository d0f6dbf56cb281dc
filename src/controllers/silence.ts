import type { Strings } from '../i18n/en.js';

interface Host extends EventTarget {
  readonly connect: string;
  readonly connection: string;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** A page that nobody has clicked in yet may have to stay silent when it rings: looked at once, when calls can come. */
export function warnOfSilence(host: Host, strings: () => Strings): void {
  const look = (): void => {
    if (host.connect !== 'always' || host.connection !== 'open') return;
    host.removeEventListener('ccm-connection', look);
    import('./cannot-ring.js').then(
      (room) => room.showCannotRing(host, strings()),
      () => {},
    );
  };
  host.addEventListener('ccm-connection', look);
}
