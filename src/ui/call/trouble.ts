/** What goes wrong in a call and is read once. Loaded when something does. */
import { html, nothing } from 'lit';
import { iconButton } from '../button.js';
import type { CcmElement } from '../element.js';
import { x } from '../icons.js';
import type { note } from './notices.js';
import { problemText } from './problems.js';
import type { StageView } from './view.js';

/**
 * Silence; devices that did not come and a weak connection, each until somebody has read it; in the words of the host's language. The
 * connection is told of once a call: not again when it turns weak again.
 * @param drawNote draws one; passed, because what this file imports would become a part of its own
 */
export async function drawTroubles(
  host: CcmElement,
  drawNote: typeof note,
): Promise<(view: StageView) => unknown> {
  let { strings } = host;
  let words = await strings.rare();
  const dismissed = new Set<string>();
  let weakIn = '';
  const card = (key: string, title: string, remedy = ''): unknown => {
    if (dismissed.has(key)) return nothing;
    const dismiss = (): void => {
      dismissed.add(key);
      host.requestUpdate();
    };
    const close = iconButton('', 'dismiss-notice', `${strings.dismiss}: ${title}`, x, dismiss);
    return drawNote([html`<p><b>${title}</b>${remedy}</p>`, close]);
  };
  return ({ call, quality, name, strings: now }) => {
    if (now !== strings) {
      strings = now;
      void now.rare().then((more) => {
        words = more;
        host.requestUpdate();
      });
    }
    const isWeak = !!quality && (quality.reduced || quality.level < 2);
    if (weakIn && !isWeak) dismissed.add(weakIn);
    weakIn = isWeak ? call.id : '';
    const on = call.phase === 'connected';
    return [
      on && call.silence ? drawNote(html`<p>${words.silence[call.silence](name)}</p>`) : nothing,
      on && isWeak ? card(call.id, words.weakLine(quality.reduced)) : nothing,
      ...call.problems.map((problem) => {
        const { title, remedy } = problemText(problem, words);
        return card(call.id + problem.device + problem.code, title, remedy);
      }),
    ];
  };
}
