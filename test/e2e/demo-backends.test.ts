import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { backendNames, startDemoBackend } from '../../scripts/demo-backend.mjs';
import { startSiteServer } from '../../scripts/site-server.mjs';
import {
  controls,
  expectMedia,
  expectNothingLeft,
  launchChromium,
  newPerson,
  RUNNING_TIME,
  watchErrors,
} from './support/index.js';

const expected: Record<string, string> = {
  'fastapi-profile': 'profile · websocket',
  'express-socketio': 'socketio · websocket',
  'django-channels': 'channels · websocket',
  'django-relay': 'relay · sse',
};

describe('the demo over each back end', () => {
  let browser: Browser;
  before(async () => void (browser = await launchChromium({ devices: false })));
  after(() => browser.close());

  for (const name of backendNames)
    test(`S36 S29 two people on one page call over ${name}, and read what carries it`, async () => {
      const backEnd = await startDemoBackend(name);
      const site = await startSiteServer({ backend: backEnd.url });
      const context = await newPerson(browser, { viewport: { width: 1400, height: 900 } });
      try {
        const page = await context.newPage();
        watchErrors(page);
        await page.goto(`${site.url}/?backend=${name}`);
        const [tutor, student] = ['tutor', 'student'].map((frame) => page.frameLocator(`[name=${frame}]`));
        assert.ok(tutor && student);
        for (const who of ['Tariq', 'Sara'])
          await page
            .getByLabel(`${who}'s connection`)
            .filter({ hasText: expected[name] ?? '' })
            .waitFor();
        await tutor.getByRole('button', { name: 'Video call', exact: true }).first().click();
        await controls(student).accept.click();
        for (const frame of [tutor, student])
          await controls(frame).status.filter({ hasText: RUNNING_TIME }).waitFor();
        const [his, hers] = [page.frame('tutor'), page.frame('student')];
        assert.ok(his && hers);
        await Promise.all([his, hers].map((frame) => expectMedia(frame, { audio: true, video: true })));
        await controls(student).endCall.click();
        await expectNothingLeft(page);
      } finally {
        await context.close();
        await site.close();
        await backEnd.close();
      }
    });
});
