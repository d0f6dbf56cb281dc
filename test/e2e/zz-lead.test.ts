import { test } from 'node:test';
import { launchChromium, startSite, withTwo, startCall } from './support/index.js';
test('pic', async () => {
  const site = await startSite(); const browser = await launchChromium();
  for (const colorScheme of ['light','dark'] as const) await withTwo(browser, { site, context: { viewport: { width: 390, height: 760 }, colorScheme } }, async (two) => {
    await two.tariq.page.context().setOffline(true);
    await two.tariq.page.evaluate(() => observed.cutSockets());
    await startCall(two.tariq, 'voice');
    await two.tariq.page.evaluate(() => document.querySelector('chat-call-modal')?.show());
    await new Promise((r) => setTimeout(r, 3000));
    await two.tariq.page.screenshot({ path: `/tmp/lead/out-${colorScheme}.png` });
    await two.tariq.page.context().setOffline(false);
    await two.sara.accept.waitFor();
    await two.tariq.page.screenshot({ path: `/tmp/lead/back-${colorScheme}.png` });
    await two.sara.decline.click();
  });
  await browser.close(); await site.close();
});
