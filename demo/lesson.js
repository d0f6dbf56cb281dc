/** A lesson page as `?as=tariq` or `?as=sara` sees it. */
import { attributesFor } from './backends.js';
import { demoCamera } from './demo-camera.js';

const people = {
  tariq: { id: '1', type: 'tutor', name: 'Tariq', avatar: 'assets/tariq.svg', role: 'Your tutor' },
  sara: { id: '7', type: 'student', name: 'Sara', avatar: 'assets/sara.svg', role: 'Your student' },
};

const query = new URLSearchParams(location.search);
const who = query.get('as') === 'sara' ? 'sara' : 'tariq';
const self = people[who];
const peer = who === 'sara' ? people.tariq : people.sara;

const modal = document.createElement('chat-call-modal');
modal.setAttribute('api-base-url', query.get('server') ?? location.origin);
modal.setAttribute('connect', 'always');
modal.setAttribute('launcher', '');
for (const [side, person] of [
  ['profile', self],
  ['peer', peer],
]) {
  modal.setAttribute(`${side}-id`, person.id);
  modal.setAttribute(`${side}-type`, person.type);
  modal.setAttribute(`${side}-name`, person.name);
  modal.setAttribute(`${side}-avatar`, new URL(person.avatar, location.href).href);
}
for (const [name, value] of Object.entries(attributesFor(who))) modal.setAttribute(name, value);
modal.getUserMedia = demoCamera(who);
modal.addEventListener('ccm-connection', ({ detail: { state, transport } }) => {
  const dialect = modal.getAttribute('dialect') ?? 'profile';
  parent.postMessage({ dialect, transport, state }, location.origin);
});
document.body.append(modal);

document.getElementById('peer-avatar').src = peer.avatar;
document.getElementById('peer-name').textContent = peer.name;
document.getElementById('peer-role').textContent = peer.role;
document.getElementById('message').addEventListener('click', () => modal.show());
document.getElementById('voice').addEventListener('click', () => modal.startCall('voice'));
document.getElementById('video').addEventListener('click', () => modal.startCall('video'));

addEventListener('message', ({ origin, data }) => {
  if (origin !== location.origin || typeof data?.theme !== 'string') return;
  document.documentElement.dataset.theme = data.theme;
  modal.theme = data.theme;
  modal.getUserMedia = data.devices === 'real' ? undefined : demoCamera(who);
});
