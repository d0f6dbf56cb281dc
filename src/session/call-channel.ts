import { liveCall, type MachineState } from '../call/state.js';
import type { CallEvent } from '../call/events.js';
import type { MediaState, RoutedFrame } from '../protocol/frames.js';
import { parseText, serializeFrame } from '../protocol/parse-frame.js';
import type { PeerHost } from './peer-host.js';
import { isCallFrame } from './routes.js';

export interface CallChannelOptions {
  readonly peers: Pick<PeerHost, 'say'>;
  readonly state: () => MachineState;
  readonly dispatch: (event: CallEvent) => void;
  readonly receive: (frame: RoutedFrame) => void;
  /** The routing fields of a frame to the peer of the live call. */
  readonly frame: (body: MediaState) => RoutedFrame | null;
}

/** Signaling inside the call: what need not take the back end's way, and what goes on when that way is cut. */
export class CallChannel {
  private open = '';
  private told = '';
  /** The call whose peer has spoken here: an older client lets the channel open and listens to nothing. */
  private heard = '';

  constructor(private readonly options: CallChannelOptions) {}

  /**
   * `true`: on its way, the socket is not needed. A goodbye takes both ways, and so does all while the link is down.
   * What is about another call, as *busy* to a third party, is not for the ears of this one's peer.
   */
  send(frame: RoutedFrame): boolean {
    const { call } = this.options.state();
    const ours = call !== null && 'call_id' in frame && frame.call_id === call.id;
    const said = ours && this.options.peers.say(call.id, serializeFrame(frame));
    return said && call.id === this.heard && call.phase === 'connected' && frame.type !== 'call_ended';
  }

  opened(callId: string, open: boolean): void {
    this.open = open ? callId : '';
    this.told = this.heard = '';
    if (open) return this.tell();
    // Only a peer that closed its connection closes the channel: it changes pages, or is gone.
    this.options.dispatch({ type: 'link_changed', callId, link: 'disconnected' });
  }

  /**
   * From the peer, but through the same parser as the wire. Nobody else can speak here, and of nothing else, so the
   * sender is the call's peer and the call is this one, under whatever type and id the back end knows them. Where the
   * back end dropped the peer's `party_id`, the call goes without it here too.
   */
  message(callId: string, text: string): void {
    const frame = parseText(text);
    const call = liveCall(this.options.state());
    if (frame instanceof Error || !('from_profile_id' in frame) || !isCallFrame(frame)) return;
    if (call?.id !== callId) return;
    this.heard = callId;
    const { id, type } = call.peer;
    const { party_id: _own, ...said } = frame;
    const device = call.party === null ? {} : { party_id: call.party };
    this.options.receive({
      ...{ ...said, call_id: callId },
      ...{ from_profile_id: id, from_profile_type: type, ...device },
    });
  }

  /** Tells the peer what the own tracks do, whenever that changes and each time the channel opens. */
  tell(): void {
    const call = liveCall(this.options.state());
    if (!call || call.id !== this.open) return;
    const state = { audio: !call.muted, video: !call.cameraOff, screen: call.sharing };
    const text = JSON.stringify(state);
    if (text === this.told) return;
    const frame = this.options.frame({ type: 'media_state', call_id: call.id, ...state });
    if (frame && this.options.peers.say(call.id, serializeFrame(frame))) this.told = text;
  }
}
