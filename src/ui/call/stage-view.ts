import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CallSnapshot } from '../../call/snapshot.js';
import type { Strings } from '../../i18n/en.js';
import { iconButton } from '../button.js';
import { controlButton } from '../controls/control.js';
import { controls } from '../controls/index.js';
import { phone, video } from '../icons.js';
import { chartNoAxesColumnIncreasing, minimize2 } from '../icons-lazy.js';
import { endedDetails } from './ended.js';
import { mutedHint } from './notices.js';
import { callStatus } from './status.js';
import type { StageView } from './view.js';

const waiting = ({ phase }: CallSnapshot): boolean => phase === 'inviting' || phase === 'connecting';

/** Minimize, how good the connection is, and while nobody has answered what kind of call it is. */
export function topBar({ call, strings, ask, quality }: StageView): TemplateResult {
  return html`<div class="top">
    ${
      waiting(call)
        ? html`<span class="tag kind">
            ${call.kind === 'video' ? video : phone}${call.kind === 'video' ? strings.videoCall : strings.voiceCall}
          </span>`
        : call.phase === 'connected'
          ? bars(strings, quality?.level ?? 3)
          : nothing
    }
    ${iconButton('min', 'minimize-button', strings.minimize, minimize2, () => ask('minimize'), 'Escape')}
  </div>`;
}

function bars({ quality }: Strings, level: 1 | 2 | 3): TemplateResult {
  const label = quality(level);
  return html`<span class="min bars q${level}" role="img" aria-label=${label} title=${label}
    >${chartNoAxesColumnIncreasing}</span
  >`;
}

/** The face, the name and the status; over a picture the last two become tags in the corner. */
export function middle(view: StageView): TemplateResult {
  const { call, strings, name } = view;
  const { phase } = call;
  const sub =
    phase === 'reconnecting'
      ? strings.reconnectingHint(name)
      : phase === 'connected' &&
        call.kind === 'video' &&
        call.peerMedia?.video === false &&
        strings.peerCameraOff;
  return html`<div class="mid">
    <div class="rings ${phase === 'connected' ? 'level' : waiting(call) ? '' : 'dim'}">
      ${waiting(call) ? html`<i></i><i></i><i></i>` : nothing}
      <ccm-avatar
        part="avatar"
        .strings=${strings}
        .profile=${call.peer}
        .size=${view.preview ? 72 : 116}
      ></ccm-avatar>
    </div>
    <div class="who">
      <h2 part="name"><bdi>${name}</bdi></h2>
      ${statusRegion(call, view.time, strings)}
    </div>
    ${sub && !call.peerMedia?.screen ? html`<p class="sub">${sub}</p>` : nothing}
    ${phase === 'ended' ? endedDetails(view) : view.needsGesture ? hearButton(view) : nothing}
  </div>`;
}

/** The text alone, with no white space around it. A running clock is readable but is not announced each second. */
export function statusRegion(call: CallSnapshot, now: number, strings: Strings): TemplateResult {
  return html`<div
    role="status"
    part="status"
    aria-label=${strings.callStatus}
    aria-live=${call.phase === 'connected' ? 'off' : 'polite'}
    .textContent=${callStatus(call, now, strings)}
  ></div>`;
}

function hearButton({ strings, ask }: StageView): TemplateResult {
  return html`<button class="big white hear" part="hear-button" @click=${() => ask('hear')}>
    ${strings.tapToHear}
  </button>`;
}

/** One's own tile, where there is a camera or was one. A track that has ended stays until the next camera is open. */
export function selfView({ call, strings, localStream }: StageView): TemplateResult | typeof nothing {
  return call.phase !== 'inviting' &&
    (localStream?.getVideoTracks()[0] || (call.kind === 'video' && call.cameraOff))
    ? html`<ccm-self-view
        exportparts="self-view, flip-button"
        .strings=${strings}
        .stream=${localStream}
        .off=${call.cameraOff}
        .muted=${call.muted}
      ></ccm-self-view>`
    : nothing;
}

/** What the browser asks, silence, and what else is wrong. */
export function notices(troubles: unknown): TemplateResult {
  return html`<div class="notices" aria-live="polite">${troubles}</div>`;
}

/** Who is muted, just above the bar. */
export function muteHints({ call, strings, name }: StageView): TemplateResult {
  const on = call.phase === 'connected';
  return html`<div class="notices low">
    ${on && call.peerMedia?.audio === false ? mutedHint(strings.peerMuted(name)) : nothing}
    ${on && call.muted ? mutedHint(strings.mutedHint, strings.mutedKey) : nothing}
  </div>`;
}

/** The control bar. The page's own buttons stand before End call. */
export function controlBar(view: StageView, mousedown: (event: Event) => void): TemplateResult {
  const shown = controls
    .filter((control) => control.shown(view))
    .map((control) => controlButton(control, view, view.ask));
  return html`<div class="bar" part="controls" @mousedown=${mousedown}>
    ${shown.slice(0, -1)}<slot name="call-controls"></slot>${shown.slice(-1)}
  </div>`;
}
