import { assert, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Attachment } from '../../../src/protocol/frames.js';
import { en as words } from '../../../src/i18n/files/en.js';
import { attached } from '../../../src/ui/files/attached.js';
import { isSeen } from '../../../src/ui/files/format.js';
import { hush } from '../../../src/ui/files/player.js';
import { openViewer, type CcmViewer } from '../../../src/ui/files/viewer.js';

const SLOW = { timeout: 12_000 };
const file = (name: string, type: string, url = 'https://files.test/1'): Attachment => ({
  ...{ name, type, url, size: 2_500_000 },
});

/** A second of a canvas whose colour changes. */
async function film(): Promise<Attachment> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [64, 48];
  const pen = canvas.getContext('2d') ?? assert.fail('no canvas');
  const paint = setInterval(() => {
    pen.fillStyle = `hsl(${performance.now() % 360} 80% 50%)`;
    pen.fillRect(0, 0, 64, 48);
  }, 30);
  const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: 'video/webm' });
  const pieces: Blob[] = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  recorder.start(100);
  await waitUntil(() => pieces.length > 8, 'a film', SLOW);
  const stopped = new Promise((done) => recorder.addEventListener('stop', done));
  recorder.stop();
  await stopped;
  clearInterval(paint);
  return file('lesson.webm', 'video/webm', URL.createObjectURL(new Blob(pieces, { type: 'video/webm' })));
}

const picture = (): Attachment => {
  const canvas = document.createElement('canvas');
  return file('notes.png', 'image/png', canvas.toDataURL());
};

describe('the viewer of pictures and films', () => {
  let opened: Attachment | null = null;
  const log = (...files: Attachment[]): Promise<HTMLElement> =>
    fixture(html`<div>${attached(files, words, (one) => (opened = one))}</div>`);
  const view = async (files: readonly Attachment[]): Promise<CcmViewer> => {
    openViewer(document.body, files, 0, words);
    const viewer = document.querySelector('ccm-viewer') ?? assert.fail('no viewer');
    await viewer.updateComplete;
    return viewer;
  };
  const video = ({ renderRoot }: CcmViewer): HTMLVideoElement | null => renderRoot.querySelector('video');

  afterEach(() => document.querySelector('ccm-viewer')?.remove());

  it('a film that this browser plays opens; one that it does not is downloaded; nothing of either is fetched before', async () => {
    const shown = file('lesson.webm', 'video/webm');
    const row = await log(shown, file('lesson.avi', 'video/x-msvideo'));
    assert.isNull(row.querySelector('video'));
    const button = row.querySelector('button') ?? assert.fail('no button');
    assert.equal(button.getAttribute('aria-label'), 'Watch lesson.webm 2.5 MB');
    assert.equal(row.querySelector('a')?.download, 'lesson.avi');
    button.click();
    assert.equal(opened, shown);
    assert.deepEqual([isSeen(shown), isSeen(file('a', 'audio/mpeg'))], [true, false]);
  });

  it('a film plays at once, with its controls, until it rings; arrows are its own there, Escape closes', async () => {
    const viewer = await view([await film(), picture()]);
    const shown = video(viewer) ?? assert.fail('no film');
    assert.isTrue(shown.controls);
    assert.equal(viewer.renderRoot.querySelector('dialog')?.getAttribute('aria-label'), 'Film');
    await waitUntil(() => shown.currentTime > 0.1, 'it plays', SLOW);
    hush();
    await waitUntil(() => shown.paused, 'it is silent', SLOW);
    shown.focus();
    await sendKeys({ press: 'ArrowRight' });
    await viewer.updateComplete;
    assert.isNotNull(video(viewer), 'still the film');
    viewer.renderRoot.querySelector<HTMLElement>('[part="next-button"]')?.click();
    await waitUntil(() => !video(viewer) && viewer.renderRoot.querySelector('img'), 'the picture', SLOW);
    assert.equal(viewer.renderRoot.querySelector('dialog')?.getAttribute('aria-label'), 'Picture');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !viewer.isConnected, 'it is closed', SLOW);
  });

  it('what cannot be played says so, and can be downloaded', async () => {
    const viewer = await view([file('broken.webm', 'video/webm', 'data:video/webm;base64,AAAA')]);
    await waitUntil(
      () => viewer.renderRoot.querySelector('.frame')?.textContent.trim() === 'This cannot be played',
      'it says so',
      SLOW,
    );
    assert.equal(viewer.renderRoot.querySelector('a')?.getAttribute('aria-label'), 'Download broken.webm');
  });
});
