/* peerjs as its documentation shows it, with its own server. */
import { clear, getCamera, remote } from './videos.js';

const { server, me, you } = Object.fromEntries(new URLSearchParams(location.search));
const { hostname: host, port } = new URL(server);
const idOf = (who) => who.replace('/', '-');
const peer = new Peer(idOf(me), { host, port: Number(port), path: '/', config: { iceServers: [] } });
let connection = null;

function show(call) {
  connection = call;
  call.on('stream', (stream) => {
    if (remote.srcObject !== stream) remote.srcObject = stream;
  });
}

peer.on('call', async (incoming) => {
  await bench.rings();
  const stream = await getCamera();
  show(incoming);
  incoming.answer(stream);
});

async function call() {
  const stream = await getCamera();
  show(peer.call(idOf(you), stream));
}

function end() {
  connection?.close();
  connection = null;
  clear();
}

bench.page = { ready: new Promise((resolve) => peer.on('open', resolve)), call, end };
