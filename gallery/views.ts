import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { CallSnapshot, EndReason, MediaProblem } from '../src/call/snapshot.js';
import type { TimelineEntry } from '../src/chat/types.js';
import type { CcmConversation } from '../src/ui/conversation.js';
import type { FilesPart } from '../src/ui/conversation/files.js';
import type { Profile } from '../src/protocol/identity.js';
import { en } from '../src/i18n/en.js';
import { arabic } from './arabic.js';
import { demoStream, sara as saraLook, tariq as tariqLook } from './demo-person.js';
import { call, message, now, sara, talk, tariqArabic } from './samples.js';

/** Whoever has an Arabic name is shown in Arabic. */
export const words = (peer: Profile): typeof en => (peer === tariqArabic ? arabic : en);

export const remote = demoStream(saraLook);
export const local = demoStream(tariqLook);

export const header = (peer: Profile, callable = true): TemplateResult =>
  html`<ccm-header
    .strings=${words(peer)}
    .peer=${peer}
    .callable=${callable}
    .disabledReason=${'Not while offline'}
  ></ccm-header>`;

export interface Talk {
  readonly entries?: readonly TimelineEntry[];
  readonly peer?: Profile;
  readonly reason?: string;
  readonly unreadFrom?: string;
  readonly typing?: boolean;
  readonly files?: FilesPart;
  readonly terms?: string;
  readonly draft?: string;
}

export const isBlocked = ({ terms = '' }: Talk): boolean => terms.includes('blocked');

export const conversation = (more: Talk): TemplateResult =>
  html`<ccm-conversation
    .strings=${words(more.peer ?? sara)}
    .entries=${more.entries ?? talk}
    .peer=${more.peer ?? sara}
    .canSend=${!more.reason && !isBlocked(more)}
    .cannotSendReason=${more.reason ?? ''}
    .unreadFrom=${more.unreadFrom ?? ''}
    .typing=${more.typing ?? false}
    .files=${more.files ?? null}
    .terms=${more.terms ?? 'changes'}
    .callable=${!isBlocked(more)}
    .draft=${more.draft ?? ''}
    .now=${now}
  ></ccm-conversation>`;

export const stage = (snapshot: CallSnapshot, more: Record<string, unknown> = {}): TemplateResult => {
  const picture = snapshot.kind === 'video';
  return html`<ccm-call
    .strings=${words(snapshot.peer)}
    .call=${snapshot}
    .localStream=${more['local'] || (picture && !snapshot.cameraOff) ? local : null}
    .remoteStream=${more['remote'] ?? (picture ? remote : null)}
    .now=${now}
    .needsGesture=${more['needsGesture'] === true}
    .prompting=${more['prompting'] === true}
    .quality=${more['quality'] ?? null}
    .chat=${more['chat'] === true}
    .unread=${more['chat'] ? 2 : 0}
    .level=${more['level'] ?? 0}
  ></ccm-call>`;
};

export const pane = (...content: TemplateResult[]): TemplateResult =>
  html`<div class="pane">${content}</div>`;

export const whole = (more: Talk): TemplateResult =>
  pane(header(more.peer ?? sara, !isBlocked(more)), conversation(more));

export const voice = (more: Partial<CallSnapshot> = {}): CallSnapshot =>
  call({ kind: 'voice', cameraOff: true, peerMedia: null, ...more });

export const ended = (endReason: EndReason, more: Partial<CallSnapshot> = {}): CallSnapshot =>
  voice({ phase: 'ended', endReason, ...more });

export const problem = (
  code: MediaProblem['code'],
  device: MediaProblem['device'] = 'microphone',
): MediaProblem => ({
  code,
  device,
});

export const page = (content: TemplateResult): TemplateResult =>
  html`<div class="page"><b>Integration by parts</b><i></i><i></i><i></i><i></i><i></i><i></i><i></i></div>
    ${content}`;

export const pill = (snapshot: CallSnapshot): TemplateResult =>
  html`<ccm-pill
    .call=${snapshot}
    .remoteStream=${snapshot.kind === 'video' ? remote : null}
    .now=${now}
  ></ccm-pill>`;

/** The same once more is another one. */
export const another = (entry: TimelineEntry, i: number): TimelineEntry => ({ ...entry, id: `again ${i}` });

/** Scrolls up, and something comes meanwhile. */
export const readsAbove = (root: ShadowRoot): boolean => {
  const view = root.host as CcmConversation;
  const log = root.querySelector('.log');
  if (root.querySelector('.latest span')) return true;
  if (!root.querySelector('.latest')) log?.scrollBy(0, -160);
  else if (!view.entries.some(({ id }) => id === 'meanwhile'))
    view.entries = [...view.entries, message(false, 'Are you there?', now, 'read', 'meanwhile')];
  return false;
};
