/** Tells both pages what is chosen in the header, devices and theme, and shows what they tell about their connection. */
import { pageOf } from './backends.js';

const form = document.getElementById('settings');
const frames = [...document.querySelectorAll('iframe')];

for (const frame of frames) {
  const page = pageOf(...(frame.name === 'tutor' ? ['tariq', '1'] : ['sara', '7']));
  if (!page) continue;
  frame.src = page;
  form.querySelector('a').hidden = true; // the pages of the site are signed in by the relay's word alone
}

addEventListener('message', ({ origin, source, data }) => {
  const frame = frames.find(({ contentWindow }) => contentWindow === source);
  if (origin !== location.origin || !frame || typeof data?.dialect !== 'string') return;
  const line = [data.dialect, data.transport || data.state].join(' · ');
  frame.closest('section').querySelector('output').textContent = line;
});

function apply() {
  const { devices, theme } = Object.fromEntries(new FormData(form));
  document.documentElement.dataset.theme = theme;
  for (const frame of frames) frame.contentWindow.postMessage({ devices, theme }, location.origin);
}

form.addEventListener('change', apply);
for (const frame of frames) frame.addEventListener('load', apply);
