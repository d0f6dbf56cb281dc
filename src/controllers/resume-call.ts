/** A minimized call whose sound or devices the browser gives only with a click. Loaded when it does so. */
import type { ReactiveControllerHost } from 'lit';
import type { DeviceKind } from '../rtc/types.js';
import type { Session } from '../session/session.js';
import type { Strings } from '../i18n/en.js';
import { defineResume } from '../ui/call/resume.js';
import type { RemoteAudio } from './remote-audio.js';

type Modal = Session & {
  readonly host: ReactiveControllerHost & { readonly renderRoot: HTMLElement | DocumentFragment };
  readonly strings: Strings;
  readonly audio: Pick<RemoteAudio, 'blocked' | 'play'>;
};

/** Shows *Resume call* in the minimized call, for as long as it is wanted; any other click in the page brings the sound too. */
export async function offerResume(modal: Modal): Promise<void> {
  const { host, audio } = modal;
  defineResume();
  const button = document.createElement('ccm-resume');
  button.words = await modal.strings.rare();
  button.addEventListener('click', () => resume(modal));
  let gestures: AbortController | null = null;
  const hostDisconnected = (): void => {
    gestures?.abort();
    gestures = null;
  };
  const place = (): void => {
    if (!audio.blocked) hostDisconnected();
    else gestures ??= listen(audio.play);
    const pill = host.renderRoot.querySelector('ccm-pill');
    const card = pill?.shadowRoot?.querySelector<HTMLElement>('.pill');
    const isWanted = audio.blocked || lacks(modal, 'microphone') || lacks(modal, 'camera');
    if (!isWanted || !card) return button.remove();
    if (button.parentNode !== card) card.append(button);
  };
  // the minimized call is drawn after its host
  host.addController({ hostUpdated: () => void Promise.resolve().then(place), hostDisconnected });
  place();
}

/** Calls `act` at each gesture, until it is aborted. */
function listen(act: () => void): AbortController {
  const abort = new AbortController();
  const { signal } = abort;
  for (const gesture of ['pointerup', 'keydown'])
    document.addEventListener(gesture, () => act(), { capture: true, signal });
  return abort;
}

/** The browser said No to a device that a call from before this page had: without a click, some do. */
function lacks({ view }: Modal, device: DeviceKind): boolean {
  const { call, localStream } = view;
  const isOlder = (call?.connectedAt ?? Infinity) < performance.timeOrigin;
  const tracks = device === 'camera' ? localStream?.getVideoTracks() : localStream?.getAudioTracks();
  const isRefused = call?.problems.some((one) => one.device === device && one.code === 'denied');
  return isOlder && !!isRefused && !tracks?.length;
}

function resume(modal: Modal): void {
  modal.audio.play();
  const { call } = modal.view;
  if (!call) return;
  const [audio, video] = [lacks(modal, 'microphone'), lacks(modal, 'camera')];
  // who was muted stays so
  if (audio) modal.peers.apply(call.id, (peer) => void peer.acquireMedia({ audio, video: false }));
  if (video) modal.dispatch({ type: 'set_camera', off: false });
}
