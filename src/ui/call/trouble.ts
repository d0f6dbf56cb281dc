/** What the browser asks, and what goes wrong in a call. Loaded when it does. */
import { html, nothing } from 'lit';
import { iconButton } from '../button.js';
import type { Strings } from '../../i18n/en.js';
import type { CcmElement } from '../element.js';
import { x } from '../icons.js';
import type { note } from './notices.js';
import { problemText } from './problems.js';
import type { StageView } from './view.js';

/**
 * The browser's question; silence; devices that did not come and a weak connection, each until somebody has read it; in the words of the host's language. The
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
  const learn = async (now: Strings): Promise<void> => {
    strings = now;
    words = await now.rare();
    host.requestUpdate();
  };
  const line = (text: string | false | null): unknown => (text ? drawNote(html`<p>${text}</p>`) : nothing);
  const card = (key: string, title: string, remedy = ''): unknown => {
    if (dismissed.has(key)) return nothing;
    const dismiss = (): void => {
      dismissed.add(key);
      host.requestUpdate();
    };
    const close = iconButton('', 'dismiss-notice', `${strings.dismiss}: ${title}`, x, dismiss);
    return drawNote([html`<p><b>${title}</b>${remedy}</p>`, close]);
  };
  return ({ call, quality, prompting, name, strings: now }) => {
    if (now !== strings) void learn(now);
    const isWeak = !!quality && (quality.reduced || quality.level < 2);
    if (weakIn && !isWeak) dismissed.add(weakIn);
    weakIn = isWeak ? call.id : '';
    const on = call.phase === 'connected';
    return [
      line(prompting && words.prompt(call.kind)),
      line(on && call.silence && words.silence[call.silence](name)),
      on && isWeak ? card(call.id, words.weakLine(quality.reduced)) : nothing,
      ...call.problems.map((each) => {
        const { title, remedy } = problemText(each, words);
        return card(call.id + each.device + each.code, title, remedy);
      }),
    ];
  };
}
