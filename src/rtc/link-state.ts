import type { PeerHandlers } from './types.js';

export type Link = Parameters<PeerHandlers['link']>[0];
type States = Pick<RTCPeerConnection, 'connectionState' | 'iceConnectionState'>;

/**
 * What both states say together, or null while they say nothing yet. `connectionState` alone knows DTLS, so only it
 * may say connected; browsers differ in which of the two first tells of trouble, so either may.
 */
export function linkOf({ connectionState, iceConnectionState }: States): Link | null {
  const either = (state: Link): boolean => connectionState === state || iceConnectionState === state;
  if (either('failed')) return 'failed';
  if (either('disconnected')) return 'disconnected';
  return connectionState === 'connected' ? 'connected' : null;
}

/** Reports each change once. A second failure after a restart is a change. */
export function linkReporter(report: (link: Link) => void): (states: States) => void {
  let last: Link | null = null;
  return (states) => {
    const link = linkOf(states);
    if (link === null) {
      if (last === 'failed') last = null;
    } else if (link !== last) {
      last = link;
      report(link);
    }
  };
}
