import { css } from 'lit';

/**
 * The look in one place. The element that owns the interface puts `tokens` on its host; everything inside inherits.
 *
 * The public `--ccm-*` properties are only read here, never set: a page may set them on the element, on an ancestor
 * or on `:root`. What is not set takes the light or the dark default. Each pair of text and background holds WCAG AA
 * (4.5:1; 3:1 for icons and rings) in both themes; test/browser/ui proves it with axe.
 *
 * @cssprop --ccm-accent - Buttons, own bubbles, links, focus rings. Light #3457f5, dark #4a67ee.
 * @cssprop --ccm-on-accent - Text on the accent. White.
 * @cssprop --ccm-accent-text - The accent as text on the surface. Light: the accent; dark #94a8ff.
 * @cssprop --ccm-surface - The panel. White, dark #14171f.
 * @cssprop --ccm-text - Text on the panel. Light #12151c, dark #eef1f6.
 * @cssprop --ccm-muted - Secondary text and quiet icons. Light #5b6472, dark #9ba5b6.
 * @cssprop --ccm-line - Hairlines. Light #eceff4, dark #232833.
 * @cssprop --ccm-bubble - The other side's bubbles, fields, quiet fills. Light #f1f3f7, dark #222733.
 * @cssprop --ccm-danger - Decline, End call. #e5484d.
 * @cssprop --ccm-danger-text - Failures as text on the surface. Light #c4292f, dark #ff8f8f.
 * @cssprop --ccm-success - Accept, the presence dot. #17a34a.
 * @cssprop --ccm-radius - Of the dialog and the docked panel. 20px.
 * @cssprop --ccm-radius-bubble - Of a message. 18px.
 * @cssprop --ccm-font - The font stack; no font is shipped. Inter, else the system's.
 * @cssprop --ccm-z-index - Of the launcher, the docked panel and the minimized call. 2147483000.
 */
const light = css`
  color-scheme: light;
  --_accent: var(--ccm-accent, #3457f5);
  --_accent-text: var(--ccm-accent-text, var(--_accent));
  --_surface: var(--ccm-surface, #fff);
  --_text: var(--ccm-text, #12151c);
  --_muted: var(--ccm-muted, #5b6472);
  --_line: var(--ccm-line, #eceff4);
  --_bubble: var(--ccm-bubble, #f1f3f7);
  --_danger-text: var(--ccm-danger-text, #c4292f);
  --_danger-soft: #fdecec;
  --_warn-soft: #fff4e0;
  --_warn-text: #7d5100;
`;

const dark = css`
  color-scheme: dark;
  --_accent: var(--ccm-accent, #4a67ee);
  --_accent-text: var(--ccm-accent-text, #94a8ff);
  --_surface: var(--ccm-surface, #14171f);
  --_text: var(--ccm-text, #eef1f6);
  --_muted: var(--ccm-muted, #9ba5b6);
  --_line: var(--ccm-line, #232833);
  --_bubble: var(--ccm-bubble, #222733);
  --_danger-text: var(--ccm-danger-text, #ff8f8f);
  --_danger-soft: #371f26;
  --_warn-soft: #33290f;
  --_warn-text: #fcd58a;
`;

/** For the host that carries `theme="auto|light|dark"`; no attribute means `auto`. */
export const tokens = css`
  :host {
    ${light}
    --_on-accent: var(--ccm-on-accent, #fff);
    --_danger: var(--ccm-danger, #e5484d);
    --_success: var(--ccm-success, #17a34a);
    --_radius: var(--ccm-radius, 20px);
    --_radius-bubble: var(--ccm-radius-bubble, 18px);
    --_focus: var(--_accent-text);
    --_z: var(--ccm-z-index, 2147483000);
    color: var(--_text);
    font: 400 15px/22px
      var(--ccm-font, Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
    letter-spacing: -0.006em;
    text-align: start;
    text-transform: none;
    white-space: normal;
    -webkit-text-size-adjust: 100%;
  }
  :host([theme='dark']) {
    ${dark}
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme='light'])) {
      ${dark}
    }
  }
`;
