import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkStep } from './invariants.js';
import { CALL, GREATER, SMALLER, STATES, eventsAbout, eventsOfOthers, moves } from './table.js';

/** Columns of the table of phases: short names of states. */
const COLUMNS = {
  idle: 'idle',
  inviting: 'inviting',
  ringing: 'ringing',
  calling: 'connecting: caller',
  answering: 'connecting: callee',
  talking: 'connected: callee',
  broken: 'reconnecting: caller',
  ended: 'ended: by self',
} as const;

/**
 * The phase after each event about the call, by the chosen device of its peer. `=` is the phase as it was. An ending
 * names its reason.
 */
const EXPECTED = `
event                                   idle      inviting    ringing             calling     answering           talking             broken     ended
invite                                  inviting  =           =                   =           =                   =                   =          inviting
invite: oneself                         =         =           =                   =           =                   =                   =          =
accept                                  =         =           connecting          =           =                   =                   =          =
decline                                 =         =           declined            =           =                   =                   =          =
hang_up                                 =         cancelled   declined            hangup      hangup              hangup              hangup     =
set_muted                               =         =           =                   =           =                   =                   =          =
set_camera                              =         =           =                   =           =                   =                   =          =
dismiss                                 =         =           =                   =           =                   =                   =          idle
invitation_received                     ringing   =           =                   =           =                   =                   =          =
invitation_received: new_offer          ringing   =           =                   =           =                   =                   =          =
invitation_received: no_offer           ringing   =           =                   =           =                   =                   =          =
invitation_received: restart            =         =           =                   =           =                   =                   =          =
invitation_received: resume             =         =           =                   =           =                   reconnecting        =          =
invitation_received: aged               =         =           =                   =           =                   =                   =          =
answer_received                         =         connecting  =                   =           =                   =                   =          =
answer_received: accepted               =         connecting  =                   =           =                   =                   =          =
answer_received: older_offer            =         =           =                   =           =                   =                   =          =
answer_received: replaces               =         connecting  =                   =           =                   =                   =          =
candidates_received                     =         =           =                   =           =                   =                   =          =
declined_received                       =         declined    =                   declined    =                   =                   declined   =
ended_received: hangup                  =         hangup      cancelled           hangup      hangup              hangup              hangup     =
ended_received: cancelled               =         cancelled   cancelled           cancelled   cancelled           cancelled           cancelled  =
ended_received: timeout                 =         timeout     timeout             no_offer    timeout             timeout             timeout    =
ended_received: answered_elsewhere      =         =           answered_elsewhere  =           answered_elsewhere  =                   =          =
ended_received: declined_elsewhere      =         =           declined_elsewhere  =           declined_elsewhere  =                   =          =
ended_received: glare                   =         replaced    replaced            replaced    replaced            replaced            replaced   =
ended_received: failed                  =         failed      failed              failed      failed              lost                lost       =
ended_received: chosen_here             =         =           =                   =           =                   =                   =          =
ringing_received                        =         =           =                   =           =                   =                   =          =
media_state_received                    =         =           =                   =           =                   =                   =          =
offer_ready                             =         =           =                   =           =                   =                   =          =
answer_ready                            =         =           =                   =           =                   =                   =          =
negotiation_failed                      =         failed      failed              failed      failed              =                   =          =
negotiation_needed                      =         =           =                   =           =                   =                   =          =
candidates_ready                        =         =           =                   =           =                   =                   =          =
link_changed: connected                 =         =           =                   connected   connected           =                   connected  =
link_changed: disconnected              =         =           =                   =           =                   reconnecting        =          =
link_changed: failed                    =         =           =                   =           =                   reconnecting        =          =
media_changed                           =         =           =                   =           =                   =                   =          =
media_failed                            =         =           =                   =           =                   =                   =          =
silence_changed: none                   =         =           =                   =           =                   =                   =          =
silence_changed: short                  =         =           =                   =           =                   =                   =          =
silence_changed: long                   =         =           =                   =           =                   =                   =          =
error_received: offline                 =         offline     =                   =           =                   =                   =          =
error_received: busy                    =         busy        =                   =           =                   =                   =          =
error_received: forbidden               =         refused     =                   =           =                   =                   =          =
error_received: rate_limited            =         =           =                   =           =                   =                   =          =
network_changed                         =         =           =                   =           =                   =                   =          =
socket_opened                           =         =           =                   =           =                   =                   =          =
timer_fired: ring                       =         timeout     timeout             =           =                   =                   =          =
timer_fired: repeat                     =         =           =                   =           =                   =                   =          =
timer_fired: offer                      =         =           =                   =           =                   =                   =          =
timer_fired: connect                    =         failed      failed              failed      failed              lost                lost       =
timer_fired: restart                    =         =           =                   =           =                   =                   =          =
timer_fired: give_up                    =         failed      failed              failed      failed              lost                lost       =
timer_fired: dismiss                    =         =           =                   =           =                   =                   =          idle
timer_fired: resend:call_ended          =         =           =                   =           =                   =                   =          =
call_broken                             =         failed      failed              failed      failed              failed              failed     =
resume                                  reconnecting  =       =                   =           =                   =                   =          reconnecting
configure                               =         =           =                   =           =                   =                   =          =
move_away                               =         =           =                   =           =                   moved               moved      =
shut_down                               =         idle        idle                idle        idle                idle                idle       idle
`;

function parseTable(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split(/ {2,}/));
  const [, ...columns] = header.join(' ').split(' ');
  return new Map(
    rows.map(([event = '', ...cells]) => {
      assert.equal(cells.length, columns.length, `cells of ${event}`);
      return [event.replaceAll('_', ' '), new Map(columns.map((column, i) => [column, cells[i] ?? '']))];
    }),
  );
}

test('the phase after every event is the one in the table', () => {
  const table = parseTable(EXPECTED);
  const events = eventsAbout(CALL);
  assert.deepEqual(
    [...table.keys()].sort(),
    events.map(({ name }) => name.replaceAll('_', ' ')).sort(),
    'a row for each',
  );
  for (const { name, event } of events) {
    for (const [column, cell] of table.get(name.replaceAll('_', ' ')) ?? []) {
      const state = COLUMNS[column as keyof typeof COLUMNS];
      const driver = STATES[state]?.();
      assert.ok(driver, `a state for ${column}`);
      const was = driver.phase;
      driver.do(event);
      const now = driver.phase === 'ended' && was !== 'ended' ? driver.call.endReason : driver.phase;
      assert.equal(now, cell === '=' ? was : cell, `${name} in ${state}`);
    }
  }
});

test('every event in every state, about any call, by anybody: no throw, a known phase, all invariants', () => {
  let tried = 0;
  for (const reach of Object.values(STATES)) {
    for (const id of [CALL, SMALLER, GREATER, '']) {
      for (const { event } of [...eventsAbout(id), ...eventsOfOthers(id)]) {
        const driver = reach();
        driver.do(event); // checks the invariants
        driver.do(event);
        tried += 2;
      }
    }
  }
  assert.ok(tried > 10_000, `${tried} steps`);
});

test('pairs of events: what one leaves behind cannot break the next', () => {
  const events = eventsAbout(CALL).concat(eventsAbout(SMALLER));
  for (const reach of Object.values(STATES)) {
    for (const { event: first } of events) {
      const driver = reach();
      driver.do(first);
      const { state } = driver;
      for (const { event: second } of events) {
        driver.state = state;
        driver.do(second);
      }
    }
  }
});

test('S32 a frame about another call, or by somebody else, changes no live call', () => {
  const live = Object.entries(STATES).filter(([name]) => !/^(idle|ended)/.test(name));
  for (const [name, reach] of live) {
    for (const { name: what, event } of [...eventsAbout('call-0'), ...eventsOfOthers(CALL)]) {
      if (!('callId' in event) || event.type === 'invitation_received') continue;
      if (what.endsWith('(her other device)') || what.endsWith('(older client)')) continue;
      const driver = reach();
      const before = driver.call;
      driver.do(event);
      assert.deepEqual(driver.state.call, before, `${what} in ${name}`);
    }
  }
});

test('the invariants notice what they are for', () => {
  const driver = STATES.inviting?.();
  assert.ok(driver?.state.call);
  const { state } = driver;
  const call = driver.call;
  const at = { type: 'ringing_received' as const, from: call.peer, callId: CALL, party: null };
  const open = {
    type: 'open_peer' as const,
    callId: CALL,
    ref: 1,
    kind: call.kind,
    media: { audio: true, video: false },
  };
  assert.throws(() => checkStep({ ...state, call: null }, at, state, [open]), /X10/);
  assert.throws(() => checkStep(state, at, { ...state, call: null }, []), /logged/);
  const timer = { type: 'start_timer' as const, callId: 'call-0', timer: 'ring' as const, ms: 1 };
  assert.throws(() => checkStep(state, at, state, [timer]), /live call/);
  assert.throws(() => checkStep(state, at, { ...state, call: { ...call, phase: 'ended' } }, []), /says why/);
});

test('every phase can be entered and left', () => {
  const found = moves();
  for (const phase of ['inviting', 'ringing', 'connecting', 'connected', 'reconnecting', 'ended', 'idle']) {
    assert.ok(found.some(({ from }) => from === phase) && found.some(({ to }) => to === phase), phase);
  }
});
