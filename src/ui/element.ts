import { LitElement } from 'lit';
import type { PropertyDeclarations } from 'lit';
import { en } from '../i18n/en.js';
import type { Strings } from '../i18n/en.js';
import type { Profile } from '../protocol/identity.js';
import type { Ask } from './requests.js';

/**
 * The properties of an element that only its owner sets, with what they are at first, and without attributes: fewer bytes
 * than a decorator and a field for each. The class declares their types.
 */
export function props(initial: object): PropertyDeclarations {
  return Object.fromEntries(
    Object.entries(initial).map(([name, value]) => [name, { attribute: false, initial: value as unknown }]),
  );
}

/** What every element of the interface shares: its language, and asking. */
export abstract class CcmElement extends LitElement {
  static override properties = props({ strings: en });

  /** Every text that people read; per element, never module-global. */
  declare strings: Strings;

  constructor() {
    super();
    for (const [name, declared] of (this.constructor as typeof CcmElement).elementProperties)
      Object.assign(this, { [name]: (declared as { initial?: unknown }).initial });
  }

  /** Dispatches one of the requests; `name` is what stands between `ccm-` and `-request`. */
  readonly ask: Ask = (...[name, detail]) => {
    this.dispatchEvent(new CustomEvent(`ccm-${name}-request`, { bubbles: true, composed: true, detail }));
  };

  /** A name to show, also for somebody who has none. */
  nameOf(profile: Profile | null | undefined): string {
    return profile?.name?.trim() || this.strings.someone;
  }
}

/** Defines a tag once: the script may be on the page twice. */
export function define(tag: string, element: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
