/** The stage of a call and the minimized call. Loaded when a call starts or rings; importing defines the tags. */
import { CcmPill } from './call/pill.js';
import { CcmSelfView } from './call/self-view.js';
import { CcmCall } from './call/stage.js';
import { define } from './element.js';

/** Safe to call, and this file safe to load, more than once. */
export function defineCall(): void {
  define('ccm-self-view', CcmSelfView);
  define('ccm-call', CcmCall);
  define('ccm-pill', CcmPill);
}

defineCall();

export { CcmCall, CcmPill, CcmSelfView };
