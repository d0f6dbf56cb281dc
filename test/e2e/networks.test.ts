import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { startCoturn, withoutCoturn, type Coturn } from './support/coturn.js';
import { pathOf, ufragOf } from './support/ice.js';
import { notRun } from './support/not-run.js';
import {
  connect,
  eventually,
  expectMedia,
  launchChromium,
  mediaFlow,
  startSite,
  whenConnected,
  whenPhase,
  withTwo,
  type Person,
  type Site,
} from './support/index.js';
import {
  blockUdp,
  inside,
  plug,
  PUBLIC,
  startTwoHomes,
  withoutNamespaces,
  type TwoHomes,
} from './support/namespaces.js';

const reason = withoutCoturn ?? withoutNamespaces();

/** How long the interface is down: see the acceptance of "Calls that survive". */
const DOWN_MS = 5_000;

const callId = ({ page }: Person) => page.evaluate(() => document.querySelector('chat-call-modal')?.call?.id);

if (!notRun('calls between two NATs in network namespaces', reason))
  describe('two people at home, each behind a NAT', () => {
    let site: Site;
    let homes: TwoHomes;
    let turn: Coturn;
    let his: Browser;
    let hers: Browser;

    before(async () => {
      const outside = await startSite({ backend: 'bare' });
      homes = await startTwoHomes(Number(new URL(outside.url).port));
      turn = await startCoturn({ address: PUBLIC, prefix: inside('public') });
      site = { ...outside, url: homes.url, server: homes.url };
      // devices and locks are for secure pages
      const flags = [`--unsafely-treat-insecure-origin-as-secure=${homes.url}`];
      [his, hers] = (await Promise.all(
        (['home1', 'home2'] as const).map((home) =>
          launchChromium({ executablePath: homes.chromium(home), flags }),
        ),
      )) as [Browser, Browser];
    });
    after(async () => {
      await Promise.all([his, hers].map((browser) => browser?.close()));
      await turn?.close();
      await homes?.close();
      await site?.close();
    });

    const attributes = () => ({
      'ice-servers': JSON.stringify([
        { urls: `stun:${turn.host}` },
        ...turn.credentials('udp', 600),
        ...turn.credentials('tcp', 600),
      ]),
    });

    test('H10 H11 directly, through both NATs; an interface that is down for 5 s: the same call goes on', async () => {
      await withTwo(his, { site, herBrowser: hers, attributes: attributes() }, async (two) => {
        const { tariq, sara } = two;
        await connect(two, 'video');
        for (const { page } of two.both) await expectMedia(page, { audio: true, video: true });
        for (const person of two.both)
          await eventually(
            'the direct path',
            () => pathOf(person),
            (path) => !/relay|^undefined/.test(path),
          );
        const [id, before] = [await callId(sara), await ufragOf(tariq)];

        plug('home1', false);
        const down = performance.now();
        let bytes = -1;
        // what was under way may still be read
        await eventually(
          'nothing comes through',
          async () => {
            const before = bytes;
            await sleep(DOWN_MS / 5);
            bytes = (await mediaFlow(sara.page)).bytesReceived;
            return bytes === before;
          },
          Boolean,
        );
        await sleep(Math.max(0, DOWN_MS - (performance.now() - down)));
        assert.equal((await mediaFlow(sara.page)).bytesReceived, bytes, 'nothing comes through');
        plug('home1', true);

        const start = performance.now();
        await eventually(
          'new candidates',
          () => ufragOf(tariq),
          (now) => now !== '' && now !== before,
          60_000,
        );
        for (const person of two.both) {
          await whenConnected(person.page);
          await whenPhase(person, 'connected');
          await expectMedia(person.page, { audio: true, video: true });
          assert.equal(await callId(person), id);
        }
        console.log(
          `interface back → sound and pictures on both sides: ${(performance.now() - start).toFixed(0)} ms`,
        );
        await two.sara.endCall.click();
        await whenPhase(tariq, 'ended', 'idle');
      });
    });

    test('S35 with UDP blocked between them: over TURN on TCP', async () => {
      blockUdp();
      await withTwo(his, { site, herBrowser: hers, attributes: attributes() }, async (two) => {
        const start = performance.now();
        await connect(two, 'video');
        console.log(
          `UDP blocked: Accept → both connected within ${(performance.now() - start).toFixed(0)} ms`,
        );
        for (const { page } of two.both) await expectMedia(page, { audio: true, video: true });
        for (const person of two.both) {
          await eventually(
            'the path over TCP',
            () => pathOf(person),
            (path) => path === 'relay relay tcp',
          );
          await whenPhase(person, 'connected');
        }
        await two.tariq.endCall.click();
        await whenPhase(two.sara, 'ended', 'idle');
      });
    });
  });
