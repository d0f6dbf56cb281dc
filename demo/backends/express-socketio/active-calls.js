/**
 * How long a call is known. One that is over: its late events are told from those of unknown calls. The others: longer
 * than anybody rings or talks, for those that nobody ended because both browsers crashed.
 */
const KEPT_MS = { ringing: 5 * 60_000, accepted: 24 * 3_600_000, ended: 2 * 60_000 };

/**
 * Who calls whom: the record that every event is routed by. In memory, so for one process; with several, keep these
 * fields in Redis under the call id.
 *
 * @typedef {object} Call
 * @property {string} id
 * @property {string} bookingId
 * @property {'voice' | 'video'} callType
 * @property {string} caller user id
 * @property {string} callee user id
 * @property {'ringing' | 'accepted' | 'ended'} state
 * @property {Record<string, string>} sockets by user id: the connection that has the call
 * @property {number} since when the state changed, in milliseconds
 */
export class ActiveCalls {
  /** @type {Map<string, Call>} */
  #calls = new Map();
  #now;

  /** @param {() => number} now milliseconds */
  constructor(now) {
    this.#now = now;
  }

  /** @param {string} id @returns {Call | undefined} */
  get(id) {
    return this.#calls.get(id);
  }

  /** @param {Omit<Call, 'state' | 'since' | 'sockets'>} fields @returns {Call} */
  add(fields) {
    this.#forgetOld();
    const call = { ...fields, state: /** @type {const} */ ('ringing'), sockets: {}, since: this.#now() };
    this.#calls.set(call.id, call);
    return call;
  }

  /** @param {Call} call @param {Call['state']} state */
  setState(call, state) {
    if (call.state === state || call.state === 'ended') return;
    call.state = state;
    call.since = this.#now();
  }

  /** Calls of this user that are not over. @param {string} userId */
  of(userId) {
    return [...this.#calls.values()].filter((call) => call.state !== 'ended' && isMember(call, userId));
  }

  #forgetOld() {
    for (const { id, state, since } of this.#calls.values()) {
      if (this.#now() - since > KEPT_MS[state]) this.#calls.delete(id);
    }
  }
}

/** @param {Call} call @param {string} userId */
export function isMember(call, userId) {
  return call.caller === userId || call.callee === userId;
}

/** The other one, whatever `to` an event carries. @param {Call} call @param {string} userId */
export function otherOf(call, userId) {
  return call.caller === userId ? call.callee : call.caller;
}
