import type { ReactiveControllerHost, TemplateResult } from 'lit';
import type { Strings } from '../i18n/en.js';
import type { RemoteCall } from '../tabs/messages.js';

type Draw = (strings: Strings, call: RemoteCall, docked: boolean) => TemplateResult;

/** Draws the call of another tab, with a part that loads when there is one. */
export function elsewhereStrip(
  host: ReactiveControllerHost,
): (call: RemoteCall | null, strings: Strings) => ((docked: boolean) => TemplateResult) | null {
  let draw: Draw | undefined;
  let loading: unknown;
  return (call, strings) => {
    if (call)
      loading ??= import('../ui/elsewhere.js').then(
        (room) => {
          draw = room.drawElsewhere;
          host.requestUpdate();
        },
        () => (loading = null),
      );
    return call && draw ? (docked) => draw!(strings, call, docked) : null;
  };
}
