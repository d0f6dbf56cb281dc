import type { TemplateResult } from 'lit';

/** A picture of the gallery. */
export interface State {
  readonly id: string;
  readonly title: string;
  readonly wide?: true;
  readonly dir?: 'rtl';
  /** The stage of a call is dark in both themes: one picture is enough. */
  readonly once?: true;
  readonly view: TemplateResult;
  /** It takes the whole window, so its picture is taken on a page of its own. */
  readonly alone?: true;
  /** Also as a phone shows it, where a finger points. */
  readonly phone?: true;
  /** What somebody does in the conversation before the picture; again until it is `true`. */
  readonly act?: (conversation: ShadowRoot) => boolean;
}
