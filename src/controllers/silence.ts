import type { ReactiveControllerHost } from 'lit';
import type { Strings } from '../i18n/en.js';

interface Host extends ReactiveControllerHost {
  readonly connect: string;
  readonly connection: string;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/** A page that nobody has clicked in yet may have to stay silent when it rings: looked at once, when calls can come. */
export function warnOfSilence(host: Host, strings: () => Strings): void {
  let looked = false;
  const hostUpdated = (): void => {
    if (looked || host.connect !== 'always' || host.connection !== 'open') return;
    looked = true;
    if (navigator.userActivation?.hasBeenActive === false)
      import('./cannot-ring.js').then(
        (room) => room.showCannotRing(host, strings()),
        () => {},
      );
  };
  host.addController({ hostUpdated });
}
