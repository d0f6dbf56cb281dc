import { assert, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { GalleryCard } from '../../../gallery/card.js';
import { demoStream, sara as look } from '../../../gallery/demo-person.js';
import { call, now, sara } from '../../../gallery/samples.js';
import type { CallSnapshot, EndReason, MediaProblem } from '../../../src/call/snapshot.js';
import { rareWords as rare } from '../../../src/i18n/en-rare.js';
import { en } from '../../../src/i18n/en.js';
import type { CcmCall } from '../../../src/ui/call.js';
import { browserName, problemText } from '../../../src/ui/call/problems.js';
import { callStatus } from '../../../src/ui/call/status.js';
import { all, button, one, requests, settled, show, watchTimers } from './helpers.js';
import { waitUntil } from '../wait-until.js';

const status = (card: Element): string => one(card, '[role=status]').textContent;
const stage = (card: Element): CcmCall => one<CcmCall>(card, 'ccm-call');
const open = (snapshot: CallSnapshot, time: number | undefined = now): Promise<GalleryCard> =>
  show(html`<ccm-call .call=${snapshot} .now=${time}></ccm-call>`);

describe('the status of a call', () => {
  const say = (more: Partial<CallSnapshot>, time = now): string => callStatus(call(more), time, en);

  it('has the words of the contract', () => {
    assert.equal(say({ phase: 'inviting', remoteRinging: false }), 'Calling…');
    assert.equal(say({ phase: 'inviting', remoteRinging: true }), 'Ringing…');
    assert.equal(say({ phase: 'connecting' }), 'Connecting…');
    assert.equal(say({ phase: 'reconnecting' }), 'Reconnecting…');
    assert.equal(say({ connectedAt: now - 5_999 }), '00:05');
    assert.equal(say({ connectedAt: now - 3_723_000 }), '1:02:03');
    assert.equal(say({ connectedAt: now + 5_000 }), '00:00', 'a clock that was set back');
    assert.equal(say({ phase: 'ended', endReason: 'no_offer' }), 'Timeout waiting for offer SDP');
  });

  it('tells every end apart', () => {
    const reasons = Object.keys(en.endReason) as EndReason[];
    const words = reasons.map((endReason) => say({ phase: 'ended', endReason }));
    assert.equal(new Set(words).size, reasons.length);
  });

  it('stands in the region alone, and ticks without being announced', async () => {
    const card = await open(call({ connectedAt: now - 5_000 }));
    assert.equal(status(card), '00:05');
    assert.equal(one(card, '[role=status]').getAttribute('aria-live'), 'off');
    stage(card).now = now + 1_000;
    await settled(card);
    assert.equal(status(card), '00:06');
    stage(card).call = call({ phase: 'reconnecting' });
    await settled(card);
    assert.equal(status(card), 'Reconnecting…');
    assert.equal(one(card, '[role=status]').getAttribute('aria-live'), 'polite');
  });

  it('ticks by itself, and stops with the call and with the element', async () => {
    const timers = watchTimers();
    try {
      const card = await show(html`<ccm-call .call=${call({ connectedAt: Date.now() })}></ccm-call>`);
      assert.equal(timers.pending(), 1);
      await waitUntil(() => status(card) !== '00:00', 'ticks');
      const element = stage(card);
      const place = element.parentElement;
      const before = timers.pending();
      element.remove();
      assert.equal(timers.pending(), before - 1, 'removed');
      place?.append(element);
      await settled(card);
      assert.equal(timers.pending(), before, 'moved back');
      element.call = call({ phase: 'ended', endReason: 'hangup' });
      await settled(card);
      assert.equal(timers.pending(), before - 1, 'ended');
    } finally {
      timers.restore();
    }
  });
});

describe('controls of a call', () => {
  it('S31 ask for mute, camera, end and minimizing', async () => {
    const card = await open(call());
    const heard = requests(card);
    for (const name of ['Mute', 'Turn camera off', 'End call', 'Minimize']) button(card, name).click();
    stage(card).call = call({ muted: true, cameraOff: true });
    await settled(card);
    for (const name of ['Unmute', 'Turn camera on']) button(card, name).click();
    assert.deepEqual(heard, [
      ['ccm-mute-request', { muted: true }],
      ['ccm-camera-request', { off: true }],
      ['ccm-hang-up-request', null],
      ['ccm-minimize-request', null],
      ['ccm-mute-request', { muted: false }],
      ['ccm-camera-request', { off: false }],
    ]);
  });

  it('change nothing by themselves: the owner decides', async () => {
    const card = await open(call());
    button(card, 'Mute').click();
    await settled(card);
    assert.ok(button(card, 'Mute'));
  });

  it('are on the keys M, V and Escape', async () => {
    const card = await open(call());
    const heard = requests(card);
    one(card, '.stage').focus();
    for (const press of ['m', 'v', 'Escape']) await sendKeys({ press });
    assert.deepEqual(
      heard.map(([name]) => name),
      ['ccm-mute-request', 'ccm-camera-request', 'ccm-minimize-request'],
    );
    assert.equal(button(card, 'Mute').title, 'Mute (M)');
  });

  it('leave the keys to whoever writes beside the call', async () => {
    const card = await show(
      html`<ccm-call .call=${call()} .now=${now}></ccm-call
        ><ccm-conversation .peer=${sara}></ccm-conversation>`,
    );
    const heard = requests(card);
    one<HTMLTextAreaElement>(card, 'textarea').focus();
    await sendKeys({ type: 'mvs' });
    assert.equal(one<HTMLTextAreaElement>(card, 'textarea').value, 'mvs');
    assert.deepEqual(heard, []);
  });

  it('have no keys once the element is gone, or the call over', async () => {
    const card = await open(call({ phase: 'ended', endReason: 'hangup' }));
    const heard = requests(card);
    one(card, '.stage').focus();
    await sendKeys({ press: 'm' });
    const root = stage(card).getRootNode();
    stage(card).remove();
    root.dispatchEvent(new KeyboardEvent('keydown', { key: 'm' }));
    assert.deepEqual(heard, []);
  });

  it('S28 offer Tap to hear when sound was refused', async () => {
    const card = await show(html`<ccm-call .call=${call()} .now=${now} .needsGesture=${true}></ccm-call>`);
    const heard = requests(card);
    button(card, 'Tap to hear').click();
    assert.deepEqual(heard, [['ccm-hear-request', null]]);
  });

  it('offer Call again after the end, but not when the call is on another device', async () => {
    const card = await open(call({ phase: 'ended', endReason: 'timeout', kind: 'voice' }));
    const heard = requests(card);
    button(card, 'Call again').click();
    button(card, 'Back to chat').click();
    assert.deepEqual(heard, [
      ['ccm-call-again-request', { kind: 'voice' }],
      ['ccm-dismiss-request', null],
    ]);
    stage(card).call = call({ phase: 'ended', endReason: 'answered_elsewhere' });
    await settled(card);
    assert.throws(() => button(card, 'Call again'));
  });

  it('keep focus on the stage when the pressed button goes', async () => {
    const card = await open(call());
    button(card, 'End call').focus();
    stage(card).call = call({ phase: 'ended', endReason: 'hangup' });
    await settled(card);
    assert.isTrue(stage(card).shadowRoot?.activeElement?.matches('.stage'));
  });
});

describe('the bar over a picture', () => {
  const remote = demoStream(look);
  const bare = (card: Element): boolean => one(card, '.stage').classList.contains('bare');
  const video = async (): Promise<GalleryCard> => {
    const card = await show(html`<ccm-call .call=${call()} .now=${now} .remoteStream=${remote}></ccm-call>`);
    assert.isTrue(one(card, '.stage').classList.contains('picture'));
    return card;
  };

  it('hides after three seconds without a pointer, comes back with one, and leaves no timer behind', async () => {
    const timers = watchTimers();
    try {
      const card = await video();
      assert.isFalse(bare(card));
      await waitUntil(() => bare(card), 'hides');
      stage(card).dispatchEvent(new PointerEvent('pointermove'));
      await settled(card);
      assert.isFalse(bare(card));
      const before = timers.pending();
      stage(card).remove();
      assert.equal(timers.pending(), before - 1);
    } finally {
      timers.restore();
    }
  });

  it('stays while a control has focus', async () => {
    const card = await video();
    button(card, 'Mute').focus();
    // born later: once its bar has hidden, three seconds are over for the first one too
    const later = await video();
    await waitUntil(() => bare(later), 'the later one hides');
    assert.isFalse(bare(card));
  });

  it('stays for whoever uses the keyboard', async () => {
    const card = await video();
    stage(card).dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab' }));
    const later = await video();
    await waitUntil(() => bare(later), 'the later one hides');
    assert.isFalse(bare(card));
  });

  it('is a mirror while it is the own one and nobody has answered, unless that camera looks away', async () => {
    const local = demoStream(look);
    const card = await show(
      html`<ccm-call .call=${call({ phase: 'inviting' })} .localStream=${local} .now=${now}></ccm-call>`,
    );
    const turned = (): string => getComputedStyle(one(card, 'video')).transform;
    assert.equal(turned(), 'matrix(-1, 0, 0, 1, 0, 0)');
    const [track] = local.getVideoTracks();
    // no camera of this machine looks away
    Object.assign(track!, { getSettings: () => ({ facingMode: 'environment' }) });
    stage(card).requestUpdate();
    await waitUntil(() => turned() === 'none', 'turned');
  });

  it('fills or fits the stage on a double click', async () => {
    const card = await video();
    one(card, 'video').dispatchEvent(new MouseEvent('dblclick'));
    await settled(card);
    assert.isTrue(one(card, 'video').classList.contains('whole'));
  });

  it('sounds nowhere: the pictures are muted', async () => {
    const card = await video();
    assert.isTrue(one<HTMLVideoElement>(card, 'video').muted);
  });

  it('makes room for the face when the peer turns the camera off', async () => {
    const card = await video();
    stage(card).call = call({ peerMedia: { audio: true, video: false, screen: false } });
    await settled(card);
    assert.deepEqual(all(card, 'video'), []);
    assert.include(one(card, '.mid').textContent, 'Camera is off');
  });
});

describe('H14 devices that do not come', () => {
  const codes = [
    'denied',
    'policy',
    'not_found',
    'in_use',
    'overconstrained',
    'insecure',
    'unknown',
  ] as const;

  it('H14 each has its own words and its own remedy, per device', () => {
    const texts = codes.flatMap((code) =>
      (['microphone', 'camera'] as const).map((device) => problemText({ code, device }, rare)),
    );
    assert.equal(new Set(texts.map(({ title }) => title)).size, texts.length);
    assert.isTrue(texts.every(({ remedy }) => remedy.length > 20));
  });

  it('H14 the remedy for a blocked one is that of this browser', () => {
    const agents = {
      chromium:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36',
      firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
      safari:
        'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1 (KHTML, like Gecko) Version/18 Safari/605.1',
      android:
        'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Mobile Safari/537.36',
      ios: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Safari/604.1',
    };
    for (const [name, agent] of Object.entries(agents)) assert.equal(browserName(agent), name);
  });

  it('H14 a notice is read, dismissed, and not shown again in this call', async () => {
    const problems: MediaProblem[] = [{ code: 'denied', device: 'microphone' }];
    const card = await open(call({ problems }));
    await waitUntil(() => all(card, '.note').length === 1);
    assert.include(one(card, '.note').textContent, 'Your microphone is blocked');
    button(card, 'Dismiss: Your microphone is blocked').click();
    await settled(card);
    stage(card).call = call({ problems, muted: false });
    await settled(card);
    assert.deepEqual(all(card, '.note'), []);
    stage(card).call = call({ id: 'another', problems });
    await settled(card);
    assert.equal(all(card, '.note').length, 1);
  });
});

describe('the quality of the connection', () => {
  const bars = (card: GalleryCard): string | null => one(card, '.bars').getAttribute('aria-label');

  it('stands in the header of a connected call', async () => {
    const card = await open(call());
    assert.equal(bars(card), 'Connection: good');
    stage(card).quality = { level: 2, reduced: false };
    await settled(card);
    assert.equal(bars(card), 'Connection: fair');
    stage(card).call = call({ phase: 'reconnecting' });
    await settled(card);
    assert.deepEqual(all(card, '.bars'), []);
  });

  it('is told of once a call when it is weak', async () => {
    const card = await open(call());
    const show = async (quality: CcmCall['quality']): Promise<string> => {
      stage(card).quality = quality;
      await settled(card);
      return all(card, '.note')
        .map(({ textContent }) => textContent.trim())
        .join();
    };
    assert.equal(await show({ level: 2, reduced: false }), '', 'a fair one is not told of');
    const told = 'Your connection is weak: picture reduced to keep the sound';
    await show({ level: 1, reduced: true });
    await waitUntil(() => all(card, '.note').length === 1);
    assert.equal(await show({ level: 2, reduced: true }), told);
    assert.equal(bars(card), 'Connection: fair');
    assert.equal(await show({ level: 3, reduced: false }), '', 'over');
    assert.equal(await show({ level: 1, reduced: true }), '', 'once');
  });
});
