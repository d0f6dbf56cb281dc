import type { TemplateResult } from 'lit';
import type { CallSnapshot } from '../../call/snapshot.js';
import type { Strings } from '../../i18n/en.js';
import { iconButton } from '../button.js';
import type { Ask, Request } from '../requests.js';

/** What a control may look at. */
export interface ControlContext {
  readonly call: CallSnapshot;
  readonly strings: Strings;
  /** The conversation can be reached from here. */
  readonly chat: boolean;
  /** Unread messages. */
  readonly unread: number;
}

/** One button of a call: what it shows, and what it asks for. A new control is one file and one line in the index. */
export interface Control {
  /** The `part` of its button. */
  readonly part: string;
  /** The letter that presses it, lower case. */
  readonly key?: string;
  shown(context: ControlContext): boolean;
  label(context: ControlContext): string;
  icon(context: ControlContext): TemplateResult;
  /** `off`: inverted, something of one's own is off. `red`: ends the call. `badge`: something new. */
  tone?(context: ControlContext): 'off' | 'red' | 'badge' | '';
  request(context: ControlContext): Request;
}

/** The button of a control. */
export function controlButton(control: Control, context: ControlContext, ask: Ask): TemplateResult {
  return iconButton(
    `c ${control.tone?.(context) ?? ''}`,
    `control ${control.part}`,
    control.label(context),
    control.icon(context),
    () => ask(...control.request(context)),
    control.key?.toUpperCase(),
  );
}
