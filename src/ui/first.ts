/** What a page loads before anybody clicks: header, face, banner, ringing, launcher. Importing alone defines nothing. */
import { CcmAvatar } from './avatar.js';
import { CcmBanner } from './banner.js';
import { define } from './element.js';
import { CcmHeader } from './header.js';
import { CcmLauncher } from './launcher.js';
import { CcmRinging } from './ringing.js';

/** Safe to call more than once, also from a second copy of the script. */
export function defineFirst(): void {
  define('ccm-avatar', CcmAvatar);
  define('ccm-header', CcmHeader);
  define('ccm-banner', CcmBanner);
  define('ccm-ringing', CcmRinging);
  define('ccm-launcher', CcmLauncher);
}

export { CcmAvatar, CcmBanner, CcmHeader, CcmLauncher, CcmRinging };
