import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Diagnosis } from '../../src/session/types.js';
import {
  connect,
  eventually,
  expectMedia,
  fallSilent,
  launchChromium,
  newPerson,
  openProfile,
  SARA,
  startCall,
  startSite,
  TARIQ,
  whenConnected,
  controls,
  whenPhase,
  withTwo,
  type Person,
  type Site,
} from './support/index.js';

/** As the page's own script would ask, and what the event carries. */
const diagnose = (page: Page): Promise<Diagnosis> =>
  page.evaluate(async () => {
    const widget = document.querySelector('chat-call-modal');
    const heard = new Promise((resolve) =>
      widget?.addEventListener('ccm-diagnosis', ({ detail }) => resolve(detail), { once: true }),
    );
    const report = await widget?.diagnose();
    if (!report || (await heard) !== report) throw new Error('the event carries something else');
    return report;
  });
const causes = ({ findings }: Diagnosis): string[] => findings.map(({ hop, code }) => `${hop} ${code}`);

/** The causes that it names, where it may take a moment until they can be known. */
async function whenCauses(page: Page, wanted: string): Promise<void> {
  const ask = async () => causes(await diagnose(page));
  await eventually('the causes', ask, (now) => now.join() === wanted);
}

describe('a diagnosis', () => {
  let site: Site;
  let browser: Browser;

  before(async () => {
    [site, browser] = await Promise.all([startSite(), launchChromium()]);
  });
  after(async () => {
    await browser.close();
    await site.close();
  });

  /** One person on a page; nobody else is there. */
  async function alone(attributes: Record<string, string>, act: (person: Person) => Promise<void>) {
    const context = await newPerson(browser);
    try {
      const page = await openProfile(context, {
        site,
        profile: TARIQ,
        peer: SARA,
        attributes: { 'ice-servers': '[]', ...attributes },
      });
      await act({ page, ...controls(page) });
    } finally {
      await context.close();
    }
  }

  test('S37 a call that works leaves an ordered trace without SDP, addresses or texts, and no finding; S38 silence is media', () =>
    withTwo(browser, { site }, async (two) => {
      await connect(two, 'voice');
      for (const { page } of two.both) await expectMedia(page, { audio: true });
      const reports = await Promise.all(two.both.map(({ page }) => diagnose(page)));
      for (const report of reports) {
        assert.deepEqual(causes(report), []);
        assert.ok((report.figures?.audio_received ?? 0) > 0);
        assert.equal(report.reachability.find(({ hop }) => hop === 'socket')?.state, 'ok');
        assert.doesNotMatch(
          JSON.stringify(report.trace),
          /a=|fingerprint|\d+\.\d+\.\d+\.\d+|\.local|Sara|Tariq/,
        );
        assert.ok(report.trace.every(({ at }, i) => at >= (report.trace[i - 1]?.at ?? 0)));
      }
      const order = (report: Diagnosis | undefined, ...events: string[]): void => {
        const places = events.map((event) => report?.trace.findIndex((line) => line.event === event) ?? -1);
        assert.ok(!places.includes(-1), `${events.join()}: ${places.join()}`);
        assert.deepEqual(
          places,
          [...places].sort((a, b) => a - b),
        );
      };
      order(
        reports[0],
        ...['connection', 'invite', 'call inviting', 'offer_ready', 'send', 'ringing_received'],
        ...['answer_received', 'call connecting', 'call connected'],
      );
      order(
        reports[1],
        ...['connection', 'invitation_received', 'call ringing', 'accept', 'answer_ready', 'call connected'],
      );
      for (const event of ['candidates_ready', 'candidates_received', 'track'])
        for (const report of reports)
          assert.ok(
            report.trace.some((line) => line.event === event),
            event,
          );

      // she sends nothing any more, and says that she does
      await fallSilent(two.sara, 'for ever');
      await two.tariq.page.getByText('Nothing arrives from Sara').waitFor();
      await whenCauses(two.tariq.page, 'media silent');
      await two.tariq.endCall.click();
    }));

  test('S38 the socket that never opens, the callee who is not there, and candidates that never connect are told apart', async () => {
    await alone({ 'api-base-url': 'http://127.0.0.1:9' }, async ({ page }) => {
      await page.waitForFunction(
        () => document.querySelector('chat-call-modal')?.connection === 'reconnecting',
      );
      const report = await diagnose(page);
      assert.deepEqual(causes(report), ['caller_socket socket_unreachable']);
      assert.match(report.findings[0]?.todo ?? '', /network panel/);
    });
    await alone({}, async (person) => {
      await whenConnected(person.page);
      await startCall(person, 'voice');
      await whenPhase(person, 'ended');
      await whenCauses(person.page, 'callee_socket callee_offline');
    });
    await withTwo(browser, { site, attributes: { 'ice-transport-policy': 'relay' } }, async (two) => {
      await startCall(two.tariq, 'voice');
      await two.sara.accept.click();
      await whenPhase(two.tariq, 'connecting');
      for (const { page } of two.both) await whenCauses(page, 'ice_turn no_own_candidates');
      await two.tariq.endCall.click();
    });
  });
});
