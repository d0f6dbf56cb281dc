import type { Frame } from '../protocol/frames.js';
import { parseText, serializeFrame } from '../protocol/parse-frame.js';
import type { Ringtone } from '../ringtone/index.js';
import type { SignalingClient, SignalingHandlers } from '../signaling/types.js';
import { openBus, type Bus } from '../tabs/bus.js';
import { Follower } from '../tabs/follower.js';
import type { Message, RemoteCall } from '../tabs/messages.js';
import { ringInTurn } from '../tabs/ring-turn.js';
import { CallPlace } from './call-place.js';
import type { LoggedCall, Ringer, TabHost, Tabs } from './tabs.js';

type Handlers = {
  readonly [T in Message[0]]: (message: Extract<Message, readonly [T, ...unknown[]]>, from: string) => void;
};

/** A server tells a profile's other sockets what one of them said; where there is one socket, its tab does. */
const isChat = ({ type }: Frame): boolean => type.startsWith('chat_');

/** What this tab is to the others of its profile: one socket, one sound, one call among all of them. */
export class TabGroup implements Tabs {
  private readonly bus: Bus;
  private readonly place: CallPlace;
  private follower: Follower | null = null;
  private stopRing = (): void => {};
  /** The tab whose frame is being sent. */
  private sender = '';

  constructor(
    private readonly host: TabHost,
    private readonly name: string,
  ) {
    const handlers = this.handlers();
    this.bus = openBus(name, host.ports.newId(), (from, message) => {
      (handlers[message[0]] as (message: Message, from: string) => void)(message, from);
    });
    this.place = new CallPlace(host, this.bus, `${name} call`);
    this.bus.post('hello');
    this.socketChanged();
    if (host.core) this.committed(host.core.state);
  }

  get elsewhere(): RemoteCall | null {
    return this.place.elsewhere;
  }

  readonly committed: Tabs['committed'] = (state) => this.place.committed(state);
  readonly steer: Tabs['steer'] = (action) => this.place.steer(action);
  readonly takeUp: Tabs['takeUp'] = () => this.place.takeUp();

  leaving(): void {
    this.place.go();
  }

  close(): void {
    this.stopRing();
    this.place.close();
    this.bus.close();
  }

  follow(handlers: SignalingHandlers): SignalingClient {
    this.follower = new Follower(this.bus, handlers);
    this.bus.post('hello');
    return this.follower;
  }

  socketChanged(): void {
    const { client, state, problem, via } = this.host.link;
    if (!this.owns || !client) return;
    this.bus.post('socket', state, problem, [...client.features], client.clockOffset, via);
  }

  received(frames: readonly Frame[]): void {
    if (!this.owns) return;
    const others = frames.filter(({ type }) => type !== 'welcome');
    if (others.length < frames.length) this.socketChanged();
    if (others.length) this.bus.post('frames', others.map(serializeFrame), '');
  }

  sent(frame: Frame): void {
    if (isChat(frame)) this.bus.post('frames', [serializeFrame(frame)], this.sender);
  }

  logged({ callId, peer, mine, kind, outcome, duration }: LoggedCall, at: number): void {
    this.bus.post('logged', callId, peer, mine, kind, outcome, duration, at);
  }

  ringer(ringtone: Ringtone): Ringer {
    const stop = (): void => {
      this.stopRing();
      ringtone.stop();
    };
    const play: Ringer['play'] = (tone) => {
      if (tone === 'ringback') return ringtone.play(tone);
      this.stopRing();
      this.stopRing = ringInTurn(`${this.name} ring`, ringtone);
    };
    return { play, stop };
  }

  private get owns(): boolean {
    return this.host.link.owns;
  }

  private handlers(): Handlers {
    const { link } = this.host;
    const isHere = (to: string): boolean => to === this.bus.tab;
    return {
      hello: (_, from) => this.greet(from),
      socket: (message) => this.follower?.told(message),
      frames: ([, texts, by]) => isHere(by) || this.follower?.receive(texts),
      send: ([, text], from) => this.transmit(text, from),
      wake: ([, again]) => this.owns && (again ? link.retry() : link.wake()),
      call: ([, call], from) => this.place.heard(call, from),
      settled: ([, callId, how]) => this.place.settled(callId, how),
      logged: ([, callId, peer, mine, kind, outcome, duration, at]) => {
        const call = { type: 'log_call', callId, peer, mine, kind, outcome, duration } as const;
        this.host.core?.chat.talks?.logCall(call, at);
      },
      ring: ([, to, text]) => isHere(to) && this.joinRing(text),
      steer: ([, to, action], from) => isHere(to) && this.place.steered(action, from),
    };
  }

  /** Somebody came: what they need to know of this tab. */
  private greet(from: string): void {
    this.socketChanged();
    this.place.tellAgain();
    const ringing = this.invitation();
    if (ringing) this.bus.post('ring', from, serializeFrame(ringing));
  }

  /** Of the call that rings here, as it came. */
  private invitation(): Frame | null {
    const { place, host } = this;
    const { seen } = place;
    const self = host.core?.state.config.self;
    if (!self || seen?.phase !== 'ringing') return null;
    const { peer, party, offerSeq, sentAt } = seen;
    return {
      ...{ type: 'call_invitation', call_id: seen.id, call_type: seen.kind, offer: seen.offer },
      ...{ from_profile_id: peer.id, from_profile_type: peer.type, to_profile_id: self.id },
      to_profile_type: self.type,
      ...(peer.name && { from_name: peer.name }),
      ...(peer.avatar && { from_avatar: peer.avatar }),
      ...(party !== null && { party_id: party }),
      ...(offerSeq !== null && { seq: offerSeq }),
      ...(sentAt !== null && { sent_at: sentAt }),
    };
  }

  private transmit(text: string, from: string): void {
    const frame = this.owns && parseText(text);
    if (
      !frame ||
      frame instanceof Error ||
      !('to_profile_id' in frame || frame.type === 'sync' || frame.type === 'conversations')
    )
      return;
    this.sender = from;
    this.host.link.send(frame);
    this.sender = '';
    if (isChat(frame)) this.host.receive([frame]);
  }

  /** It rings there since before this tab came. */
  private joinRing(text: string): void {
    const frame = parseText(text);
    const rings = !(frame instanceof Error) && frame.type === 'call_invitation';
    if (rings && !this.host.core?.state.call) this.host.receive([frame]);
  }
}
