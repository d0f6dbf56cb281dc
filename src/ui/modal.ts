import { html, nothing, type TemplateResult } from 'lit';
import type { CallSnapshot } from '../call/snapshot.js';
import type { TimelineEntry } from '../chat/types.js';
import type { ConnectionProblemCode, Strings } from '../i18n/en.js';
import type { Profile } from '../protocol/identity.js';

/** Everything that the modal shows. */
export interface ModalView {
  readonly strings: Strings;
  readonly open: boolean;
  readonly launcher: boolean;
  readonly peer: Profile | null;
  readonly connection: 'idle' | 'connecting' | 'open' | 'reconnecting' | 'failed';
  readonly problem: ConnectionProblemCode | null;
  readonly call: CallSnapshot | null;
  readonly localStream: MediaStream | null;
  readonly remoteStream: MediaStream | null;
  readonly entries: readonly TimelineEntry[];
  readonly unread: number;
  readonly chatProblem: 'no_chat' | 'not_connected' | null;
  /** The conversation is wanted beside a live call. */
  readonly chatBesideCall: boolean;
  /** The page shows its own ringing screen. */
  readonly hideRinging: boolean;
  /** The browser wants a click before it plays the peer's sound. */
  readonly needsGesture: boolean;
  /** Devices were asked for and have not come yet. */
  readonly prompting: boolean;
}

/** Loads a part of the interface when it is first wanted; `true` once it can be drawn. */
export interface LazyParts {
  ready(view: 'conversation' | 'call'): boolean;
}

export function renderModal(
  view: ModalView,
  lazy: LazyParts,
  cancel: (event: Event) => void,
): TemplateResult {
  const { strings, open, launcher, call } = view;
  const peer = peerOf(view);
  const name = peer?.name?.trim() || strings.someone;
  const onStage = call !== null && !(call.phase === 'ringing' && view.hideRinging);
  const minimized = call !== null && !open && call.phase !== 'ringing' && call.phase !== 'ended';
  const sides = onStage && call.phase !== 'ringing' && view.chatBesideCall;
  return html`
    ${
      launcher && !open && !minimized
        ? html`<ccm-launcher
            .strings=${strings}
            .unread=${view.unread}
            exportparts="launcher, badge"
          ></ccm-launcher>`
        : nothing
    }
    ${
      minimized && lazy.ready('call')
        ? html`<ccm-pill
            .strings=${strings}
            .call=${call}
            .remoteStream=${view.remoteStream}
            exportparts="pill, restore-button, end-button"
          ></ccm-pill>`
        : nothing
    }
    <dialog part="dialog" aria-label=${strings.chatWith(name)} class=${sides ? 'wide' : ''} @cancel=${cancel}>
      ${open ? html`${onStage ? callPane(view, call, lazy) : nothing}` : nothing}
      ${open && (!onStage || sides) ? chatPane(view, peer, lazy, onStage) : nothing}
    </dialog>
  `;
}

/** During a call the modal is about whom one talks to; else about whom the page names. */
export function peerOf(view: Pick<ModalView, 'call' | 'peer' | 'hideRinging'>): Profile | null {
  return view.call && !(view.call.phase === 'ringing' && view.hideRinging) ? view.call.peer : view.peer;
}

function callPane(view: ModalView, call: CallSnapshot, lazy: LazyParts): TemplateResult {
  const { strings } = view;
  if (call.phase === 'ringing') {
    return html`<div class="pane call">
      <ccm-ringing
        .strings=${strings}
        .call=${call}
        exportparts="stage, quick-reply, decline-button, accept-button"
      ></ccm-ringing>
    </div>`;
  }
  if (!lazy.ready('call')) return html`<div class="pane call dark"></div>`;
  return html`<div class="pane call">
    <ccm-call
      .strings=${strings}
      .call=${call}
      .localStream=${view.localStream}
      .remoteStream=${view.remoteStream}
      .needsGesture=${view.needsGesture}
      .prompting=${view.prompting}
      .chat=${view.chatBesideCall}
      .unread=${view.unread}
      exportparts="stage, remote-video, self-view, controls, control, end-button"
      ><slot name="call-controls" slot="call-controls"></slot
    ></ccm-call>
  </div>`;
}

function chatPane(view: ModalView, peer: Profile | null, lazy: LazyParts, beside: boolean): TemplateResult {
  const { strings, connection, problem, chatProblem } = view;
  const failed = connection === 'failed';
  const reason = (problem && strings.connection[problem]) ?? '';
  return html`<div class="pane">
    ${
      beside
        ? nothing
        : html`<ccm-header
            .strings=${strings}
            .peer=${peer}
            .callable=${peer !== null && !failed}
            .disabledReason=${failed ? reason : ''}
            exportparts="header, avatar, name, status, call-button, close-button"
            ><slot name="header"></slot
          ></ccm-header>`
    }
    <ccm-banner
      .strings=${strings}
      .state=${connection}
      .problem=${problem}
      exportparts="banner"
    ></ccm-banner>
    ${
      lazy.ready('conversation')
        ? html`<ccm-conversation
            .strings=${strings}
            .entries=${view.entries}
            .peer=${peer}
            .callable=${!beside}
            .canSend=${peer !== null && chatProblem !== 'no_chat'}
            .cannotSendReason=${chatProblem === 'no_chat' ? strings.noChat : ''}
            exportparts="log, bubble, composer, message-input, send-button"
            ><slot name="empty" slot="empty"></slot
            ><slot name="composer-actions" slot="composer-actions"></slot
          ></ccm-conversation>`
        : html`<div class="loading" role="status">${strings.loading}</div>`
    }
  </div>`;
}
