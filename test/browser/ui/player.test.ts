import { assert, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { define } from '../../../src/ui/element.js';
import { CcmPlayer, hush } from '../../../src/ui/files/player.js';
import { button } from './helpers.js';
import { waitUntil } from '../wait-until.js';

define('ccm-player', CcmPlayer);

/** A tone as a WAV file: 16 bits, 8000 a second. */
function tone(seconds: number): string {
  const samples = Int16Array.from({ length: seconds * 8000 }, (_, i) => 8000 * Math.sin(i / 3));
  const head = new DataView(new ArrayBuffer(44));
  const text = (at: number, word: string): void =>
    [...word].forEach((letter, i) => head.setUint8(at + i, letter.charCodeAt(0)));
  text(0, 'RIFF');
  text(8, 'WAVEfmt ');
  const longs = { 4: 36 + samples.byteLength, 16: 16, 24: 8000, 28: 16_000, 40: samples.byteLength };
  for (const [at, value] of Object.entries(longs)) head.setUint32(Number(at), value, true);
  const shorts = { 20: 1, 22: 1, 32: 2, 34: 16 };
  for (const [at, value] of Object.entries(shorts)) head.setUint16(Number(at), value, true);
  text(36, 'data');
  return URL.createObjectURL(new Blob([head, samples], { type: 'audio/wav' }));
}

const file = (seconds: number) => ({ url: tone(seconds), duration: seconds * 1000 });
const open = (seconds: number): Promise<CcmPlayer> =>
  fixture<CcmPlayer>(html`<ccm-player .file=${file(seconds)}></ccm-player>`);
const slider = ({ renderRoot }: CcmPlayer): HTMLElement =>
  renderRoot.querySelector<HTMLElement>('[role=slider]') ?? assert.fail('no slider');
const at = (player: CcmPlayer): number => Number(slider(player).getAttribute('aria-valuenow'));
const plays = (player: CcmPlayer): boolean => !!player.renderRoot.querySelector('button[aria-label="Pause"]');

describe('the player of a sound', () => {
  afterEach(() => hush());

  it('one plays at a time, and none when it rings', async () => {
    const [one, other] = [await open(30), await open(30)];
    button(one, 'Play').click();
    await waitUntil(() => plays(one), 'one plays');
    button(other, 'Play').click();
    await waitUntil(() => plays(other) && !plays(one), 'the other instead');
    hush();
    await waitUntil(() => !plays(other), 'nothing');
  });

  it('arrows, Home and End move it, in its direction of reading; a press and a drag go where they are', async () => {
    const player = await open(60);
    slider(player).focus();
    for (const [key, second] of [
      ['ArrowRight', 5],
      ['ArrowUp', 10],
      ['ArrowLeft', 5],
      ['End', 60],
      ['Home', 0],
    ] as const) {
      await sendKeys({ press: key });
      await waitUntil(() => at(player) === second, `${key} to ${second}`);
    }
    player.dir = 'rtl';
    await sendKeys({ press: 'ArrowLeft' });
    await waitUntil(() => at(player) === 5, 'forwards');
    const { left, width } = slider(player).getBoundingClientRect();
    const point = (type: string, part: number, buttons: number): unknown =>
      slider(player).dispatchEvent(
        new PointerEvent(type, { clientX: left + width * part, buttons, pointerId: 1, bubbles: true }),
      );
    // a made-up pointer cannot be captured
    slider(player).setPointerCapture = () => {};
    point('pointerdown', 0.75, 1);
    await waitUntil(() => at(player) === 15, 'where it was pressed');
    point('pointermove', 0.5, 1);
    await waitUntil(() => at(player) === 30, 'where it was dragged');
    point('pointermove', 0.25, 0);
    await player.updateComplete;
    assert.equal(at(player), 30);
  });

  it('another message in its place is another sound', async () => {
    const player = await open(30);
    button(player, 'Play').click();
    await waitUntil(() => plays(player), 'it plays');
    player.file = file(10);
    await player.updateComplete;
    assert.isFalse(plays(player));
    button(player, 'Play').click();
    await waitUntil(() => slider(player).getAttribute('aria-valuemax') === '10', 'the new one');
  });

  it('what cannot be played says so, and is tried anew with the next press', async () => {
    const player = await fixture<CcmPlayer>(
      html`<ccm-player .file=${{ url: '/no-such-sound', duration: 1000 }}></ccm-player>`,
    );
    button(player, 'Play').click();
    const words = (): string => player.renderRoot.querySelector('time')?.textContent ?? '';
    await waitUntil(() => words() === 'This cannot be played', 'says so');
    player.file = file(10);
    await player.updateComplete;
    assert.equal(words(), '0:10');
    button(player, 'Play').click();
    await waitUntil(() => plays(player), 'it plays');
  });
});
