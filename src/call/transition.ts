import * as candidates from './candidates.js';
import * as end from './end.js';
import * as intents from './intents.js';
import * as invitations from './invitations.js';
import { negotiationNeeded } from './offers.js';
import { resume } from './resume.js';
import * as replies from './replies.js';
import * as reports from './reports.js';
import * as timers from './timers.js';
import * as upkeep from './upkeep.js';
import type { Effect } from './effects.js';
import type { CallEvent, ReportEvent, Timed } from './events.js';
import type { MachineState } from './state.js';
import { Turn } from './turn.js';

type Handlers = {
  readonly [T in CallEvent['type']]: (turn: Turn, event: Timed<Extract<CallEvent, { type: T }>>) => void;
};

/** A mapped type over all events: a new one does not compile until it stands here. */
const handlers: Handlers = {
  invite: intents.invite,
  accept: intents.accept,
  decline: intents.decline,
  hang_up: intents.hangUp,
  set_muted: intents.setMuted,
  set_camera: intents.setCamera,
  dismiss: end.dismiss,
  invitation_received: invitations.invitationReceived,
  answer_received: replies.answerReceived,
  candidates_received: candidates.candidatesReceived,
  declined_received: replies.declinedReceived,
  ended_received: replies.endedReceived,
  ringing_received: replies.ringingReceived,
  media_state_received: replies.mediaStateReceived,
  offer_ready: reports.offerReady,
  answer_ready: reports.answerReady,
  negotiation_failed: reports.negotiationFailed,
  negotiation_needed: negotiationNeeded,
  candidates_ready: candidates.candidatesReady,
  link_changed: reports.linkChanged,
  media_changed: reports.mediaChanged,
  media_failed: reports.mediaFailed,
  silence_changed: upkeep.silenceChanged,
  error_received: reports.errorReceived,
  timer_fired: timers.timerFired,
  call_broken: reports.callBroken,
  resume,
  network_changed: upkeep.networkChanged,
  socket_opened: upkeep.socketOpened,
  configure: (turn, event) => void (turn.state = { ...turn.state, config: event.config }),
  move_away: moveAway,
  shut_down: shutDown,
};

/** A report of a call that is not the live one came too late; its own clean-up is done. */
function isLate(turn: Turn, event: CallEvent): boolean {
  // A frame names its sender, and these two begin a call.
  if ('from' in event || event.type === 'invite' || event.type === 'resume') return false;
  const { type, callId, timer } = event as Partial<Extract<ReportEvent, { type: 'timer_fired' }>>;
  return (
    !!callId && !(type === 'timer_fired' && timer && timers.outlivesCall(timer)) && turn.live?.id !== callId
  );
}

/**
 * What a call does next: a plain function, no clock, no browser.
 * Returns the next state and what is to be done, in order. Never throws.
 */
export function transition(state: MachineState, event: Timed): readonly [MachineState, readonly Effect[]] {
  const turn = new Turn(state, event.at);
  if (!isLate(turn, event)) {
    if ('from' in event) turn.heardFrom(event.from, event.party);
    const handle = handlers[event.type] as (turn: Turn, event: Timed) => void;
    handle(turn, event);
  }
  return [turn.state, turn.effects];
}

function moveAway(turn: Turn): void {
  if (turn.live?.connectedAt && turn.live.party !== null) end.endCall(turn, { reason: 'moved', by: 'self' });
}

function shutDown(turn: Turn): void {
  intents.hangUp(turn);
  for (const { body } of turn.state.unacked) turn.cancelTimers(body.call_id, `resend:${body.type}`);
  turn.state = { ...turn.state, unacked: [], strays: [] };
  end.dismiss(turn);
}
