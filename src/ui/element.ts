import { LitElement } from 'lit';
import type { PropertyDeclarations } from 'lit';
import { en } from '../i18n/en.js';
import type { Strings } from '../i18n/en.js';
import type { Profile } from '../protocol/identity.js';
import type { Ask } from './requests.js';

/** What every element of the interface shares: its language, and asking. */
export abstract class CcmElement extends LitElement {
  static override properties: PropertyDeclarations = { strings: { attribute: false } };

  /** Every text that people read; per element, never module-global. */
  strings: Strings = en;

  /** Dispatches one of the requests; `name` is what stands between `ccm-` and `-request`. */
  readonly ask: Ask = (...[name, detail]) => {
    this.dispatchEvent(new CustomEvent(`ccm-${name}-request`, { bubbles: true, composed: true, detail }));
  };

  /** A name to show, also for somebody who has none. */
  protected nameOf(profile: Profile | null | undefined): string {
    return profile?.name?.trim() || this.strings.someone;
  }
}

/**
 * The properties of an element that only its owner sets, without attributes: fewer bytes than a decorator for each.
 * The class declares them as fields with their defaults.
 */
export function props<T>(...names: (keyof T & string)[]): PropertyDeclarations {
  return Object.fromEntries(names.map((name) => [name, { attribute: false }]));
}

/** Defines a tag once: the script may be on the page twice. */
export function define(tag: string, element: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
