/** Reads a trace and names the hop that failed. Pure; loaded when somebody asks for a diagnosis. */
import { factsOf, type Facts, type Line, type Reach, type Surroundings } from './facts.js';

export type FailedHop =
  'caller' | 'caller_socket' | 'backend' | 'callee_socket' | 'callee' | 'ice_turn' | 'media';

/** What is wrong; each has its words in i18n/en-findings.ts. */
export type FindingCode =
  | 'no_profile'
  | 'no_webrtc'
  | 'offline'
  | 'socket_idle'
  | 'socket_unreachable'
  | 'socket_refused'
  | 'socket_lost'
  | 'frame_changed'
  | 'signal_refused'
  | 'not_sent'
  | 'not_delivered'
  | 'not_rung'
  | 'not_answered'
  | 'callee_offline'
  | 'busy'
  | 'declined'
  | 'unsupported'
  | 'refused'
  | 'no_offer'
  | 'description_refused'
  | 'no_own_candidates'
  | 'no_peer_candidates'
  | 'no_turn'
  | 'turn_refused'
  | 'turn_silent'
  | 'no_path'
  | 'path_lost'
  | 'silent'
  | 'device';

export interface Found {
  readonly hop: FailedHop;
  readonly code: FindingCode;
}

/** A rule: the hop that failed, or `null`. */
type Rule = readonly [code: FindingCode, failed: (facts: Facts) => FailedHop | false];

const ownSocket = ({ phase, isOutgoing }: Facts): FailedHop =>
  phase && !isOutgoing ? 'callee_socket' : 'caller_socket';
const own = ({ phase, isOutgoing }: Facts): FailedHop => (phase && !isOutgoing ? 'callee' : 'caller');
const peer = ({ isOutgoing }: Facts): FailedHop => (isOutgoing ? 'callee' : 'caller');
const wasOpen = ({ ever }: Facts): boolean => !!ever('connection', 'state', /^open$/);

/** The page and its socket: the first one that holds is the cause of those after it. */
const SOCKET: readonly Rule[] = [
  ['no_webrtc', (facts) => !facts.around.webrtc && own(facts)],
  ['no_profile', (facts) => !facts.around.profile && own(facts)],
  ['offline', (facts) => !facts.around.online && ownSocket(facts)],
  [
    'socket_refused',
    ({ around }) =>
      around.connection !== 'open' &&
      /policy|replaced|contended|unauthorized/.test(around.problem ?? '') &&
      'backend',
  ],
  ['socket_idle', (facts) => facts.around.connection === 'idle' && !wasOpen(facts) && ownSocket(facts)],
  ['socket_lost', (facts) => facts.around.connection !== 'open' && wasOpen(facts) && ownSocket(facts)],
  [
    'socket_unreachable',
    (facts) => facts.around.connection !== 'open' && !wasOpen(facts) && ownSocket(facts),
  ],
];

/** Sent to somebody: over the socket, not only put into its queue. */
const OVER = /^(?!.*(nothing|connecting|reconnecting)$)/;

/** Nothing has come back to an invitation. */
const unheard = ({ isOutgoing, phase, reason, has }: Facts): boolean =>
  isOutgoing &&
  (phase === 'inviting' || reason === 'timeout' || reason === 'cancelled') &&
  !has('ringing_received') &&
  !has('answer_received');

/** It was accepted, and never came up. */
const unconnected = ({ phase, reason, wasConnected }: Facts): boolean =>
  !wasConnected && (phase === 'connecting' || reason === 'failed');

/** Of these the first one that holds is told. */
const CALL: readonly Rule[] = [
  ['callee_offline', ({ reason }) => reason === 'offline' && 'callee_socket'],
  ['busy', ({ reason }) => reason === 'busy' && 'callee'],
  ['declined', ({ reason, isOutgoing }) => reason === 'declined' && isOutgoing && 'callee'],
  ['unsupported', (facts) => /unsupported|no_media/.test(facts.reason) && peer(facts)],
  ['refused', ({ reason }) => reason === 'refused' && 'backend'],
  ['no_offer', ({ reason }) => reason === 'no_offer' && 'backend'],
  [
    'not_sent',
    (facts) =>
      unheard(facts) && !facts.has('send', new RegExp(`${OVER.source}call_invitation`)) && 'caller_socket',
  ],
  ['not_rung', (facts) => unheard(facts) && facts.around.features.includes('ringing') && 'callee_socket'],
  ['not_delivered', (facts) => unheard(facts) && 'backend'],
  [
    'not_answered',
    ({ reason, isOutgoing, has }) =>
      isOutgoing && reason === 'timeout' && has('ringing_received') && 'callee',
  ],
  ['description_refused', (facts) => unconnected(facts) && facts.has('negotiation_failed') && 'backend'],
  [
    'no_own_candidates',
    (facts) => unconnected(facts) && !facts.has('candidates_ready', /host|flx|relay/) && 'ice_turn',
  ],
  [
    'no_peer_candidates',
    (facts) => unconnected(facts) && !facts.has('candidates_received', /host|flx|relay/) && 'backend',
  ],
  ['turn_refused', (facts) => unconnected(facts) && facts.turn('refused') && 'ice_turn'],
  ['no_turn', (facts) => unconnected(facts) && facts.turn('none') && 'ice_turn'],
  ['turn_silent', (facts) => unconnected(facts) && !facts.turn('ok') && 'ice_turn'],
  ['no_path', (facts) => unconnected(facts) && 'ice_turn'],
  ['path_lost', ({ phase, reason }) => (reason === 'lost' || phase === 'reconnecting') && 'ice_turn'],
  [
    'silent',
    ({ phase, last }) => phase === 'connected' && /short|long/.test(last('silence_changed')) && 'media',
  ],
];

/** These stand beside the others. */
const BESIDE: readonly Rule[] = [
  ['device', (facts) => facts.has('media_failed', /microphone|camera/) && own(facts)],
  ['frame_changed', ({ ever }) => !!ever('a frame was refused') && 'backend'],
  ['signal_refused', ({ ever }) => !!(ever('signal refused') ?? ever('signals refused')) && 'backend'],
];

/** What is wrong, the cause first. Empty: nothing is. */
export function findings(
  trace: readonly Line[],
  around: Surroundings,
  reach: readonly Reach[],
): readonly Found[] {
  const facts = factsOf(trace, around, reach);
  const found = (rules: readonly Rule[]): Found[] =>
    rules.flatMap(([code, failed]) => {
      const hop = failed(facts);
      return hop ? [{ hop, code }] : [];
    });
  return [...found(SOCKET).slice(0, 1), ...found(CALL).slice(0, 1), ...found(BESIDE)];
}
