/* The floor: what one writes by hand from the usual examples, and nothing more. */
import { openRouter } from './router.js';
import { clear, getCamera, remote } from './videos.js';

let pc = null;
let early = [];

const router = openRouter({
  call_invitation: ({ offer }) => void accept(offer),
  call_answer: async ({ answer }) => {
    await pc.setRemoteDescription(answer);
    addEarly();
  },
  ice_candidate: ({ candidate }) => {
    if (pc?.remoteDescription) void pc.addIceCandidate(candidate);
    else early.push(candidate);
  },
});

function addEarly() {
  for (const candidate of early.splice(0)) void pc.addIceCandidate(candidate);
}

function connect(stream) {
  pc = new RTCPeerConnection({ iceServers: [] });
  for (const track of stream.getTracks()) pc.addTrack(track, stream);
  pc.onicecandidate = ({ candidate }) => candidate && router.send('ice_candidate', { candidate });
  pc.ontrack = ({ streams: [stream] }) => {
    if (remote.srcObject !== stream) remote.srcObject = stream;
  };
}

async function call() {
  connect(await getCamera());
  const offer = await pc.createOffer();
  await pc.setLocalDescription(offer);
  router.send('call_invitation', { offer });
}

async function accept(offer) {
  await bench.rings();
  connect(await getCamera());
  await pc.setRemoteDescription(offer);
  addEarly();
  const answer = await pc.createAnswer();
  await pc.setLocalDescription(answer);
  router.send('call_answer', { answer });
}

function end() {
  pc?.close();
  pc = null;
  early = [];
  clear();
}

bench.page = { ready: router.opened, call, end };
