import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findings, type FindingCode } from '../../../src/diagnostics/rules.js';
import type { Line, Reach, Surroundings } from '../../../src/diagnostics/facts.js';
import { summary } from '../../../src/diagnostics/summary.js';
import { findingWords } from '../../../src/i18n/en-findings.js';

const fine: Surroundings = {
  profile: true,
  webrtc: true,
  online: true,
  connection: 'open',
  problem: null,
  features: [],
  relay_only: false,
};
const id = { call_id: 'c1' };
type Step = readonly [step: string, what?: string, more?: Readonly<Record<string, string | null>>];

const trace = (...steps: readonly Step[]): Line[] =>
  steps.map(([step, what = '', more = {}], i) => ({
    at: i,
    event: step,
    ...(step.startsWith('connection') ? {} : { ...id, what }),
    ...more,
  }));
const open: Step = ['connection', '', { state: 'open' }];
const phase = (name: string, reason: string | null = null): Step => [`call ${name}`, '', { reason }];
const sent: Step = ['send', 'call_invitation open'];
const calling: readonly Step[] = [open, phase('inviting'), ['offer_ready'], sent];
const rung: readonly Step[] = [...calling, ['ringing_received']];
const accepted: readonly Step[] = [
  ...rung,
  ['answer_received'],
  phase('connecting'),
  ['candidates_ready', 'host srflx end'],
  ['candidates_received', 'host end'],
];
const connected: readonly Step[] = [...accepted, ['link_changed', 'connected'], phase('connected')];
const answering: readonly Step[] = [
  open,
  phase('ringing'),
  ['accept'],
  phase('connecting'),
  ['answer_ready'],
];

const turn = (state: string): Reach[] => [{ hop: 'turn_udp', state }];

/** Each symptom that the seeds name, and what is to be said of it. */
const CASES: readonly (readonly [
  symptom: string,
  says: string,
  steps: readonly Step[],
  around?: Partial<Surroundings>,
  reach?: readonly Reach[],
])[] = [
  ['nothing was wrong', '', connected],
  ['a call that was ended by somebody', '', [...connected, phase('ended', 'hangup')]],
  ['nobody is signed in', 'caller no_profile', [], { profile: false, connection: 'idle' }],
  ['a browser without WebRTC', 'caller no_webrtc', [open], { webrtc: false }],
  ['no network', 'caller_socket offline', [], { online: false, connection: 'connecting' }],
  ['no socket was wanted', 'caller_socket socket_idle', [], { connection: 'idle' }],
  ['the socket never opened', 'caller_socket socket_unreachable', [], { connection: 'reconnecting' }],
  ['the socket was refused', 'backend socket_refused', [], { connection: 'failed', problem: 'unauthorized' }],
  ['the socket broke', 'caller_socket socket_lost', [open], { connection: 'reconnecting' }],
  [
    'the invitation did not go out',
    'caller_socket not_sent',
    [open, phase('inviting'), ['send', 'call_invitation reconnecting'], phase('ended', 'timeout')],
  ],
  ['the back end forwards nothing', 'backend not_delivered', [...calling, phase('ended', 'timeout')]],
  ['the same while it still calls', 'backend not_delivered', calling],
  [
    'no page of the callee listens, and the back end would say when one rings',
    'callee_socket not_rung',
    calling,
    { features: ['ringing'] },
  ],
  ['nobody is there', 'callee_socket callee_offline', [...calling, phase('ended', 'offline')]],
  ['it rang and rang', 'callee not_answered', [...rung, phase('ended', 'timeout')]],
  ['the callee is busy', 'callee busy', [...calling, phase('ended', 'busy')]],
  ['the callee declined', 'callee declined', [...rung, phase('ended', 'declined')]],
  ['the callee has no WebRTC', 'callee unsupported', [...calling, phase('ended', 'unsupported')]],
  ['not a participant', 'backend refused', [...calling, phase('ended', 'refused')]],
  ['accepted, and no offer', 'backend no_offer', [...answering, phase('ended', 'no_offer')]],
  [
    'a description that was changed',
    'backend description_refused',
    [...accepted, ['negotiation_failed'], phase('ended', 'failed')],
  ],
  [
    'relay only, and no relay',
    'ice_turn no_own_candidates',
    [...rung, ['answer_received'], phase('connecting'), ['candidates_ready', 'end']],
    { relay_only: true },
  ],
  [
    'the back end forwards no candidates',
    'backend no_peer_candidates',
    [...answering, ['candidates_ready', 'host end'], phase('ended', 'failed')],
  ],
  [
    'no path, and no relay is set up',
    'ice_turn no_turn',
    [...accepted, phase('ended', 'failed')],
    {},
    turn('none'),
  ],
  [
    'no path, and the relay is dead',
    'ice_turn turn_silent',
    [...accepted, phase('ended', 'failed')],
    {},
    turn('silent'),
  ],
  [
    'no path, and the relay refuses',
    'ice_turn turn_refused',
    [...accepted, phase('ended', 'failed')],
    {},
    turn('refused'),
  ],
  [
    'no path, and the relay answers',
    'ice_turn no_path',
    [...accepted, phase('ended', 'failed')],
    {},
    turn('ok'),
  ],
  ['the path broke', 'ice_turn path_lost', [...connected, phase('reconnecting'), phase('ended', 'lost')]],
  ['connected and silent', 'media silent', [...connected, ['silence_changed', 'short']]],
  ['silent, and heard again', '', [...connected, ['silence_changed', 'long'], ['silence_changed', 'none']]],
  ['a blocked microphone', 'caller device', [...connected, ['media_failed', 'microphone denied']]],
  [
    'a frame that was changed',
    'backend frame_changed',
    [open, ['a frame was refused', '', { code: 'invalid' }]],
  ],
  ['a signal without login', 'backend signal_refused', [open, ['signal refused', '', { status: '403' }]]],
];

for (const [symptom, says, steps, around = {}, reach = []] of CASES)
  test(`S38 ${symptom}: ${says || 'nothing'}`, () => {
    const found = findings(trace(...steps), { ...fine, ...around }, reach);
    assert.equal(found.map(({ hop, code }) => `${hop} ${code}`).join(), says);
  });

test('S38 a symptom has one cause: that of the socket stands before that of the call', () => {
  const around = { ...fine, connection: 'reconnecting' };
  const found = findings(trace(...calling, phase('ended', 'timeout')), around, []);
  assert.equal(found[0]?.code, 'socket_lost');
});

test('S38 only the last call counts', () => {
  const first = trace(...calling, phase('ended', 'offline'));
  const second = trace(...connected).map((line) => ({ ...line, call_id: 'c2' }));
  assert.deepEqual(findings([...first, ...second], fine, []), []);
});

test('S38 every finding has words: what, and what to do', () => {
  const codes = new Set(CASES.map(([, says]) => says.split(' ')[1]).filter(Boolean));
  for (const [code, [what, todo]] of Object.entries(findingWords)) {
    assert.ok(codes.has(code), `${code} is tried above`);
    assert.ok(what.length > 10 && todo.length > 10);
  }
  for (const code of codes) assert.ok(findingWords[code as FindingCode], code);
});

test('S37 what the trace keeps of an event holds no description, no address and nothing that people wrote', () => {
  const secret = '203.0.113.9 a=fingerprint';
  const from = { id: '7', type: 'student', name: secret };
  const candidates = [{ candidate: `candidate:1 1 udp 1 203.0.113.9 9 typ srflx raddr 10.0.0.1` }, null];
  const kept = [
    summary({ type: 'candidates_ready', callId: 'c1', candidates }),
    summary({ type: 'offer_ready', callId: 'c1', offer: { type: 'offer', sdp: secret } }),
    summary({
      type: 'declined_received',
      callId: 'c1',
      from,
      party: null,
      reason: 'declined',
      message: secret,
    }),
    summary({ type: 'link_changed', callId: 'c1', link: 'connected' }),
    summary({ type: 'media_failed', callId: 'c1', problem: { device: 'camera', code: 'denied' } }),
  ];
  assert.deepEqual(
    kept.map(({ what }) => what),
    ['srflx end', '', 'declined', 'connected', 'camera denied'],
  );
  assert.ok(kept.every(({ call_id: call }) => call === 'c1'));
  assert.doesNotMatch(JSON.stringify(kept), /203|10\.0|fingerprint/);
});
