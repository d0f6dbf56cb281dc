/** Tells both pages what is chosen in the header: devices and theme. */

const form = document.getElementById('settings');
const frames = [...document.querySelectorAll('iframe')];

function apply() {
  const { devices, theme } = Object.fromEntries(new FormData(form));
  document.documentElement.dataset.theme = theme;
  for (const frame of frames) frame.contentWindow.postMessage({ devices, theme }, location.origin);
}

form.addEventListener('change', apply);
for (const frame of frames) frame.addEventListener('load', apply);
