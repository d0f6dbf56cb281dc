import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { CallSnapshot } from '../../call/snapshot.js';
import type { Strings } from '../../i18n/en.js';
import { controlButton } from '../controls/control.js';
import type { ControlContext } from '../controls/control.js';
import { controls } from '../controls/index.js';
import { phone, video } from '../icons.js';
import { circleAlert, minimize2, volume2 } from '../icons-lazy.js';
import type { Request } from '../requests.js';
import { endedDetails } from './ended.js';
import { mutedHint, peerMutedHint } from './notices.js';
import { callStatus } from './status.js';
import { hasVideo } from './streams.js';

type Ask = (request: Request) => void;

/** What the pieces of the stage are drawn from. */
export interface StageView {
  readonly call: CallSnapshot;
  readonly strings: Strings;
  /** The peer's name, or the word for somebody without one. */
  readonly name: string;
  readonly now: number;
  readonly needsGesture: boolean;
  readonly poorNetwork: boolean;
  /** One's own picture fills the stage while nobody has answered. */
  readonly preview: boolean;
  readonly ask: Ask;
}

const waiting = ({ phase }: CallSnapshot): boolean => phase === 'inviting' || phase === 'connecting';

/** Minimize, and while nobody has answered what kind of call it is. */
export function topBar({ call, strings, poorNetwork, ask }: StageView): TemplateResult {
  const isVideo = call.kind === 'video';
  return html`<div class="top">
    ${
      waiting(call)
        ? html`<span class="tag kind">
            ${isVideo ? video : phone} ${isVideo ? strings.videoCall : strings.voiceCall}
          </span>`
        : nothing
    }
    ${poorNetwork ? html`<span class="tag poor">${circleAlert}${strings.poorNetwork}</span>` : nothing}
    <button
      class="min"
      part="minimize-button"
      aria-label=${strings.minimize}
      title=${`${strings.minimize} (Esc)`}
      aria-keyshortcuts="Escape"
      @click=${() => {
        ask(['ccm-minimize-request', undefined]);
      }}
    >
      ${minimize2}
    </button>
  </div>`;
}

/** The face, the name and the status; over a picture the last two become tags in the corner. */
export function middle(view: StageView): TemplateResult {
  const { call, strings, name } = view;
  const { phase } = call;
  const cameraOff = phase === 'connected' && call.kind === 'video' && call.peerMedia?.video === false;
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
      ${statusRegion(call, view.now, strings)}
    </div>
    ${phase === 'reconnecting' ? html`<p class="sub">${strings.reconnectingHint(name)}</p>` : nothing}
    ${cameraOff ? html`<p class="sub">${strings.peerCameraOff}</p>` : nothing}
    ${phase === 'ended' ? endedDetails(call, strings) : nothing}
    ${view.needsGesture && phase !== 'ended' ? hearButton(view) : nothing}
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
  const hear = (): void => {
    ask(['ccm-hear-request', undefined]);
  };
  return html`<button class="hear" part="hear-button" @click=${hear}>${volume2}${strings.tapToHear}</button>`;
}

/** One's own tile, where there is a camera or was one. */
export function selfView(
  { call, strings }: StageView,
  stream: MediaStream | null,
): TemplateResult | typeof nothing {
  if (call.kind !== 'video' || call.phase === 'inviting' || !(hasVideo(stream) || call.cameraOff))
    return nothing;
  return html`<ccm-self-view
    exportparts="self-view"
    .strings=${strings}
    .stream=${stream}
    .off=${call.cameraOff}
    .muted=${call.muted}
    .sharing=${call.sharing}
  ></ccm-self-view>`;
}

/** Who is muted, just above the bar. */
export function muteHints({ call, strings, name }: StageView): TemplateResult {
  const on = call.phase === 'connected';
  return html`<div class="notices low">
    ${on && call.peerMedia?.audio === false ? peerMutedHint(strings.peerMuted(name)) : nothing}
    ${on && call.muted ? mutedHint(strings) : nothing}
  </div>`;
}

/** The control bar. The page's own buttons stand before End call. */
export function controlBar(
  context: ControlContext,
  ask: Ask,
  mousedown: (event: Event) => void,
): TemplateResult {
  const shown = controls
    .filter((control) => control.shown(context))
    .map((control) => controlButton(control, context, ask));
  return html`<div class="bar" part="controls" @mousedown=${mousedown}>
    ${shown.slice(0, -1)}<slot name="call-controls"></slot>${shown.slice(-1)}
  </div>`;
}
