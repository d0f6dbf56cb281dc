/* Ours: the script tag and one element, over the bare router that is the floor's. */
const { router, me, you } = Object.fromEntries(new URLSearchParams(location.search));
const [ownId, ownType] = me.split('/');
const [peerId, peerType] = you.split('/');

const modal = document.createElement('chat-call-modal');
const attributes = {
  'api-base-url': router,
  'profile-id': ownId,
  'profile-type': ownType,
  'peer-id': peerId,
  'peer-type': peerType,
  connect: 'always',
  'ice-servers': '[]',
};
for (const [name, value] of Object.entries(attributes)) modal.setAttribute(name, value);

const ready = new Promise((resolve) => {
  modal.addEventListener('ccm-connection', ({ detail }) => detail.state === 'open' && resolve());
});
modal.addEventListener('ccm-call-incoming', () => void bench.rings().then(() => modal.accept()));
modal.addEventListener('ccm-call-ended', () => modal.close());
document.body.append(modal);

/** Who calls presses a button of the open modal. Opening takes 0.2 s, which is not part of the call. */
async function prepare() {
  if (ownType !== 'tutor') return;
  modal.show();
  await new Promise((resolve) => setTimeout(resolve, 300));
}

bench.page = {
  ready,
  prepare,
  call: () => modal.startCall('video'),
  end: () => modal.hangUp(),
};
