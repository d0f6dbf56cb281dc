const { router, me, you } = Object.fromEntries(new URLSearchParams(location.search));
const [ownId, ownType] = me.split('/');
const [peerId, peerType] = you.split('/');

/**
 * A socket on the bare router: whatever is sent arrives at the other side's handler of that type.
 * @param {Record<string, (frame: object) => void>} handlers
 */
export function openRouter(handlers) {
  const socket = new WebSocket(`${router.replace('http', 'ws')}/ws/${ownId}/${ownType}`);
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(data);
    handlers[frame.type]?.(frame);
  };
  const to = { to_profile_id: peerId, to_profile_type: peerType };
  return {
    opened: new Promise((resolve) => (socket.onopen = resolve)),
    send: (type, body) => socket.send(JSON.stringify({ type, ...to, ...body })),
  };
}
