/** What a page shows of a call: the other side with sound, and oneself without. */
export const remote = document.querySelector('#remote');
export const local = document.querySelector('#local');

export const getCamera = async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  local.srcObject = stream;
  return stream;
};

export function clear() {
  for (const track of local.srcObject?.getTracks() ?? []) track.stop();
  local.srcObject = null;
  remote.srcObject = null;
}
