import { ActiveCalls, isMember, otherOf } from './active-calls.js';
import { HeldEvents, HOLD_MS } from './held-events.js';

/** @typedef {import('./active-calls.js').Call} Call */
/** @typedef {{id: string | number, name: string}} User */

/**
 * @typedef {object} CallOptions
 * @property {(token: unknown) => Promise<User | null> | User | null} authenticate whose token that is; `null`: refused
 * @property {(bookingId: string) => Promise<(string | number)[]> | (string | number)[]} membersOf ids of the users of a booking, none for an
 *   unknown one
 * @property {(line: string) => void} [log]
 * @property {() => number} [now] milliseconds
 */

/** What may be said when, and by whom. `out`: under which name the other side hears it. `then`: the call's next state. */
const RULES = {
  'call:accept': { out: 'call:accepted', by: 'callee', states: ['ringing', 'accepted'], then: 'accepted' },
  'call:decline': { out: 'call:declined', by: 'callee', states: ['ringing', 'ended'], then: 'ended' },
  'call:offer': { states: ['accepted'] },
  'call:answer': { states: ['accepted'] },
  'call:ice-candidate': { states: ['accepted'] },
  'call:end': { out: 'call:ended', states: ['ringing', 'accepted', 'ended'], then: 'ended' },
  // Between the two clients: which of the callee's devices took the call. The call goes on.
  'call:elsewhere': { states: ['ringing', 'accepted', 'ended'] },
};

/** What a client may say beside the ids. `extra` is the client's own business and is passed on unread. */
const FIELDS = ['callType', 'offer', 'answer', 'candidate', 'reason', 'message', 'extra'];

/** Reaches the sender in the acknowledgement: offline, not_found, forbidden, invalid or expired. */
class Refusal extends Error {}

const roomOf = (userId) => `user:${userId}`;
/** No space and no line break: an id stands in the log as it is. */
const isId = (value) => typeof value === 'string' && /^[\w.:-]{1,128}$/.test(value);

/**
 * Calls between the two users of a booking, for the `socketio` dialect of <chat-call-modal>.
 *
 * @param {import('socket.io').Server} io @param {CallOptions} options
 */
export function attachCalls(io, { authenticate, membersOf, log = console.log, now = Date.now }) {
  const calls = new ActiveCalls(now);
  const held = new HeldEvents(now);
  /** When a user's last connection went, by user id. */
  const leftAt = new Map();

  const isHere = (userId) => (io.sockets.adapter.rooms.get(roomOf(userId))?.size ?? 0) > 0;

  /** To all devices of a user; kept as well while the one that has the call is away. */
  function deliver(call, userId, name, payload) {
    const here = isHere(userId);
    const device = call.sockets[userId];
    const isAway = !here || (device !== undefined && !io.sockets.sockets.has(device));
    if (!here && now() - (leftAt.get(userId) ?? 0) > HOLD_MS) throw new Refusal('offline');
    if (here) io.to(roomOf(userId)).emit(name, payload);
    if (isAway) held.add(userId, { callId: call.id, name, payload });
    log(`[call:${isAway ? 'hold' : 'deliver'}] call=${call.id} event=${name} to=${userId}`);
  }

  /** Their other devices stop ringing. */
  function stopOtherDevices(socket, call, reason) {
    const { id: callId, bookingId, caller: from } = call;
    socket.to(roomOf(call.callee)).emit('call:ended', { callId, bookingId, from, reason });
  }

  async function start(socket, said) {
    const { user } = socket.data;
    const { bookingId, callId } = said;
    const to = String(said.to);
    const known = calls.get(callId);
    if (known) return startAgain(user, known, said);
    const isCall = isId(callId) && isId(bookingId) && ['voice', 'video'].includes(said.callType);
    if (!isCall || to === user.id) throw new Refusal('invalid');
    const members = ((await membersOf(bookingId)) ?? []).map(String);
    if (!members.includes(user.id) || !members.includes(to)) throw new Refusal('forbidden');
    if (!isHere(to)) throw new Refusal('offline');
    const call = calls.add({ id: callId, bookingId, callType: said.callType, caller: user.id, callee: to });
    call.sockets[user.id] = socket.id;
    deliver(call, to, 'call:incoming', stamped(user, call, said));
  }

  /** A caller repeats its invitation until it hears something: whoever changed pages meanwhile rings now. */
  function startAgain(user, call, said) {
    if (call.caller !== user.id) throw new Refusal('forbidden');
    if (call.state === 'ended') throw new Refusal('expired');
    if (call.state === 'ringing') deliver(call, call.callee, 'call:incoming', stamped(user, call, said));
  }

  function pass(socket, name, said) {
    const { user } = socket.data;
    const { out = name, by, states, then } = RULES[name];
    const call = calls.get(said.callId);
    if (!call) throw new Refusal('not_found');
    if (!isMember(call, user.id) || (by && call[by] !== user.id)) throw new Refusal('forbidden');
    if (!states.includes(call.state)) throw new Refusal(call.state === 'ended' ? 'expired' : 'invalid');
    if (name === 'call:accept') takeCall(socket, call);
    if (name === 'call:decline') stopOtherDevices(socket, call, 'declined_elsewhere');
    if (then) calls.setState(call, then);
    deliver(call, otherOf(call, user.id), out, stamped(user, call, said));
  }

  /** The first device that accepts has the call. */
  function takeCall(socket, call) {
    const device = call.sockets[call.callee];
    if (device && device !== socket.id && io.sockets.sockets.has(device)) throw new Refusal('expired');
    call.sockets[call.callee] = socket.id;
    stopOtherDevices(socket, call, 'answered_elsewhere');
  }

  /** Back in the room after every reconnect, with what was said meanwhile. */
  function join(socket) {
    const { user } = socket.data;
    socket.join(roomOf(user.id));
    leftAt.delete(user.id);
    for (const call of calls.of(user.id)) {
      const device = call.sockets[user.id];
      if (device && !io.sockets.sockets.has(device)) call.sockets[user.id] = socket.id;
    }
    const waiting = held.take(user.id);
    for (const { callId, name, payload } of waiting) {
      if (name === 'call:incoming' && calls.get(callId)?.state !== 'ringing') continue;
      socket.emit(name, payload);
      log(`[call:deliver] call=${callId} event=${name} to=${user.id} held=yes`);
    }
  }

  async function handle(socket, name, payload, acknowledge) {
    const said = typeof payload === 'object' && payload !== null ? payload : {};
    const about = `call=${isId(said.callId) ? said.callId : '-'} event=${name} from=${socket.data.user.id}`;
    const answer = typeof acknowledge === 'function' ? acknowledge : () => {};
    log(`[call:receive] ${about}`);
    try {
      await (name === 'call:start' ? start(socket, said) : pass(socket, name, said));
      answer({ ok: true });
    } catch (error) {
      const isRefusal = error instanceof Refusal;
      log(
        `[call:${isRefusal ? 'refuse' : 'error'}] ${about} error=${isRefusal ? error.message : error.stack}`,
      );
      answer({ ok: false, error: isRefusal ? error.message : 'invalid' });
    }
  }

  io.use(async (socket, next) => {
    const user = await Promise.resolve(socket.handshake.auth.token)
      .then(authenticate)
      .catch(() => null);
    if (!user) return next(Object.assign(new Error('unauthorized'), { data: { code: 4401 } }));
    socket.data.user = { id: String(user.id), name: String(user.name) };
    next();
  });

  io.on('connection', (socket) => {
    const { user } = socket.data;
    join(socket);
    // One after another: a hang-up must not overtake an invitation whose booking is still looked up.
    let last = Promise.resolve();
    for (const name of ['call:start', ...Object.keys(RULES)]) {
      socket.on(name, (payload, acknowledge) => {
        last = last.then(() => handle(socket, name, payload, acknowledge));
      });
    }
    socket.on('disconnect', () => {
      if (isHere(user.id)) return;
      for (const [id, at] of leftAt) if (now() - at > HOLD_MS) leftAt.delete(id);
      leftAt.set(user.id, now());
    });
  });

  return { calls };
}

/** What the other side reads: who speaks is said by the server, and the ids come from its record. */
function stamped(user, call, said) {
  const fields = FIELDS.filter((name) => said[name] !== undefined).map((name) => [name, said[name]]);
  const { id: callId, bookingId } = call;
  return { ...Object.fromEntries(fields), bookingId, callId, from: user.id, fromName: user.name };
}
