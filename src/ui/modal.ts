import { html, nothing, type TemplateResult } from 'lit';
import type { Quality } from '../call/quality.js';
import type { CallSnapshot } from '../call/snapshot.js';
import type { TimelineEntry } from '../chat/types.js';
import type { ConnectionProblemCode, Strings } from '../i18n/en.js';
import type { Profile } from '../protocol/identity.js';
import { isBlocked } from './conversation/extras.js';
import type { FilesPart } from './conversation/files.js';

/** Everything that the modal shows. */
export interface ModalView {
  readonly strings: Strings;
  readonly open: boolean;
  readonly peer: Profile | null;
  readonly connection: 'idle' | 'connecting' | 'open' | 'reconnecting' | 'failed';
  readonly problem: ConnectionProblemCode | null;
  readonly call: CallSnapshot | null;
  /** All conversations, in place of one. `null`: one is wanted, or they are not there yet. */
  readonly list: { readonly label: string; draw(): unknown } | null;
  /** Draws the call of another tab, on the page or in the modal (`docked`). `null`: there is none. */
  /** Draws the settings of the call, or the check before one. `null`: they are closed. */
  readonly devices: (() => unknown) | null;
  readonly elsewhere: ((docked: boolean) => TemplateResult) | null;
  readonly quality: Quality | null;
  readonly localStream: MediaStream | null;
  readonly remoteStream: MediaStream | null;
  readonly entries: readonly TimelineEntry[];
  readonly unread: number;
  readonly chatProblem: 'no_chat' | 'not_connected' | 'full' | null;
  readonly unreadFrom: string;
  readonly typing: boolean;
  readonly terms: string;
  readonly draft: string;
  /** `null`: none can be sent here, and none came. */
  readonly files: FilesPart | null;
  /** The conversation is wanted beside a live call. */
  readonly chatBesideCall: boolean;
  /** The page shows its own ringing screen. */
  readonly hideRinging: boolean;
  /** The browser wants a click before it plays the peer's sound. */
  readonly needsGesture: boolean;
  /** Devices were asked for and have not come yet. */
  readonly prompting: boolean;
}

export function renderModal(view: ModalView, cancel: (event: Event) => void): TemplateResult {
  const { strings, open, call } = view;
  const peer = peerOf(view);
  const name = peer?.name?.trim() || strings.someone;
  const onStage = call !== null && !(call.phase === 'ringing' && view.hideRinging);
  const minimized = call !== null && !open && call.phase !== 'ringing' && call.phase !== 'ended';
  const sides = onStage && call.phase !== 'ringing' && view.chatBesideCall;
  return html`
    ${minimized ? pill(view, call) : open || call ? nothing : view.elsewhere?.(false)}
    <dialog
      part="dialog"
      aria-label=${view.list?.label ?? strings.chatWith(name)}
      class=${sides ? 'wide' : ''}
      @cancel=${cancel}
      @close=${cancel}
    >
      ${open && onStage ? callPane(view, call) : nothing}
      ${open && (!onStage || sides) ? (view.list?.draw() ?? chatPane(view, peer, onStage)) : nothing}
    </dialog>
  `;
}

/** During a call the modal is about whom one talks to; else about whom the page names. */
export function peerOf(view: Pick<ModalView, 'call' | 'peer' | 'hideRinging'>): Profile | null {
  return view.call && !(view.call.phase === 'ringing' && view.hideRinging) ? view.call.peer : view.peer;
}

function pill({ strings, remoteStream }: ModalView, call: CallSnapshot): TemplateResult {
  return html`<ccm-pill
    .strings=${strings}
    .call=${call}
    .remoteStream=${remoteStream}
    exportparts="pill, restore-button, mute-button, end-button"
  ></ccm-pill>`;
}

function callPane(view: ModalView, call: CallSnapshot): TemplateResult {
  const { strings } = view;
  if (call.phase === 'ringing') {
    return html`<div class="pane call" tabindex="-1">
      <ccm-ringing
        .strings=${strings}
        .call=${call}
        exportparts="stage, quick-reply, decline-button, accept-button"
      ></ccm-ringing>
    </div>`;
  }
  return html`<div class="pane call" tabindex="-1">
    ${view.devices?.()} ${call.phase === 'inviting' ? banner(view) : nothing}
    <ccm-call
      .strings=${strings}
      .call=${call}
      .localStream=${view.localStream}
      .remoteStream=${view.remoteStream}
      .needsGesture=${view.needsGesture}
      .prompting=${view.prompting}
      .quality=${view.quality}
      .chat=${true}
      .unread=${view.unread}
      exportparts="stage, remote-video, self-view, flip-button, controls, control, end-button"
      ><slot name="call-controls" slot="call-controls"></slot
    ></ccm-call>
  </div>`;
}

function chatPane(view: ModalView, peer: Profile | null, beside: boolean): TemplateResult {
  const { strings, chatProblem, devices } = view;
  if (!beside && devices) return html`<div class="pane" tabindex="-1">${devices()}</div>`;
  const blocked = isBlocked(view);
  const reason = chatProblem === 'no_chat' ? strings.noChat : chatProblem === 'full' ? strings.tooMany : '';
  return html`<div class="pane" tabindex="-1">
    ${beside ? nothing : header(view, peer)} ${view.elsewhere?.(true)} ${banner(view)}
    <ccm-conversation
      .strings=${strings}
      .entries=${view.entries}
      .peer=${peer}
      .callable=${!beside && !blocked}
      .unreadFrom=${view.unreadFrom}
      .typing=${view.typing}
      .terms=${view.terms}
      .draft=${view.draft}
      .files=${view.files}
      .canSend=${peer !== null && !reason && !blocked}
      .cannotSendReason=${reason}
      exportparts="log, bubble, composer, message-input, attach-button, voice-button, send-button"
      ><slot name="empty" slot="empty"></slot><slot name="composer-actions" slot="composer-actions"></slot
    ></ccm-conversation>
  </div>`;
}

/** Over a call while it goes out: an invitation waits for the connection. */
function banner({ strings, connection, problem }: ModalView): TemplateResult {
  return html`<ccm-banner
    .strings=${strings}
    .state=${connection}
    .problem=${problem}
    exportparts="banner"
  ></ccm-banner>`;
}

function header(view: ModalView, peer: Profile | null): TemplateResult {
  const { strings, connection, problem } = view;
  const failed = connection === 'failed';
  const reason = view.elsewhere ? strings.elsewhere : failed && problem ? strings.connection[problem] : '';
  return html`<ccm-header
    .strings=${strings}
    .peer=${peer}
    .callable=${peer !== null && !failed && !view.elsewhere && !isBlocked(view)}
    .disabledReason=${reason}
    exportparts="header, avatar, name, call-button, menu-button, close-button"
    ><slot name="header"></slot
  ></ccm-header>`;
}
