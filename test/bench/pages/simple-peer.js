/* simple-peer as its README shows it, over the same bare router as the floor. */
import { openRouter } from './router.js';
import { clear, getCamera, remote } from './videos.js';

let peer = null;
let early = [];

const router = openRouter({
  call_invitation: ({ signal }) => void accept(signal),
  call_answer: ({ signal }) => receive(signal),
  ice_candidate: ({ signal }) => receive(signal),
});

function receive(signal) {
  if (peer) peer.signal(signal);
  else early.push(signal);
}

const TYPES = { offer: 'call_invitation', answer: 'call_answer' };

function connect(initiator, stream) {
  peer = new SimplePeer({ initiator, stream, config: { iceServers: [] } });
  peer.on('signal', (signal) => router.send(TYPES[signal.type] ?? 'ice_candidate', { signal }));
  peer.on('stream', (stream) => (remote.srcObject = stream));
  peer.on('error', () => undefined);
}

async function call() {
  connect(true, await getCamera());
}

async function accept(offer) {
  await bench.rings();
  connect(false, await getCamera());
  peer.signal(offer);
  for (const signal of early.splice(0)) peer.signal(signal);
}

function end() {
  peer?.destroy();
  peer = null;
  early = [];
  clear();
}

bench.page = { ready: router.opened, call, end };
