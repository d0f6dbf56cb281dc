import assert from 'node:assert/strict';
import type { Browser, ElementHandle, Locator, Page } from 'puppeteer-core';
import { openInFirefox } from './firefox.js';
import * as notices from './notices.js';
import { eventually } from './oracle.js';
import type { OpenProfileOptions } from './profile.js';

const LONG = 45_000;

/** Somebody in Firefox, who moves a real pointer and presses real keys. Things are found through shadow roots. */
export class FirefoxPerson {
  private readonly errors: string[] = [];

  private constructor(readonly page: Page) {
    page.on('pageerror', (error) => {
      const text = error instanceof Error ? error.message : String(error);
      // Firefox says so of a socket that a page leaves behind
      if (!/ws:\/\/\S+ was interrupted|connection to the server at ws:/.test(text)) this.errors.push(text);
    });
  }

  static async open(browser: Browser, options: OpenProfileOptions): Promise<FirefoxPerson> {
    return new FirefoxPerson(await openInFirefox(browser, options, notices.watch));
  }

  /** Waits until one is there and stands still, and clicks it. */
  async click(selector: string): Promise<void> {
    await this.locate(selector)
      .click()
      .catch((error: unknown) => assert.fail(`${selector}: ${String(error)}`));
  }

  /** By the accessible name that an attribute gives. */
  press(name: string): Promise<void> {
    return this.click(`button[aria-label="${name}"]`);
  }

  locate(selector: string): Locator<Element> {
    const path: string = `chat-call-modal >>> ${selector}`;
    return this.page.locator(path).setTimeout(LONG);
  }

  async one(selector: string): Promise<ElementHandle> {
    const found = await this.page.waitForSelector(`chat-call-modal >>> ${selector}`, { timeout: LONG });
    return found ?? assert.fail(selector);
  }

  /** What the elements say, top to bottom; the names of those that have one. */
  texts(selector: string): Promise<string[]> {
    return this.page.evaluate((wanted) => {
      const found = (root: ParentNode): HTMLElement[] =>
        [...root.querySelectorAll<HTMLElement>('*')].flatMap((one) => [
          ...(one.matches(wanted) ? [one] : []),
          ...(one.shadowRoot ? found(one.shadowRoot) : []),
        ]);
      const root = document.querySelector('chat-call-modal')?.shadowRoot;
      return (root ? found(root) : []).map((one) =>
        (one.getAttribute('aria-label') ?? one.textContent.replace(/\s+/g, ' ')).trim(),
      );
    }, selector);
  }

  async whenTexts(selector: string, wanted: readonly string[]): Promise<void> {
    const same = (now: readonly string[]) => JSON.stringify(now) === JSON.stringify(wanted);
    await eventually(selector, () => this.texts(selector), same, LONG);
  }

  whenShown(texts: readonly string[]): Promise<void> {
    return this.whenTexts('[part~="bubble"] .text', texts);
  }

  /** How far the last own message has come, as a screen reader says it. */
  async whenTick(wanted: string): Promise<void> {
    const last = async () => (await this.texts('.out .meta .vh')).at(-1);
    await eventually('the tick', last, (now) => now === wanted, LONG);
  }

  async show(): Promise<void> {
    await this.page.evaluate(() => document.querySelector('chat-call-modal')?.show());
    await this.one('.log');
  }

  async write(...texts: string[]): Promise<void> {
    for (const text of texts) {
      await this.click('textarea');
      await this.page.keyboard.type(text);
      await this.page.keyboard.press('Enter');
    }
  }

  async paste(): Promise<void> {
    const { keyboard } = this.page;
    await this.click('textarea');
    await keyboard.down('Control');
    await keyboard.press('v');
    await keyboard.up('Control');
  }

  /** What stands in the field. */
  async field(): Promise<string> {
    return (await this.one('textarea')).evaluate((field) => (field as HTMLTextAreaElement).value);
  }

  async whenField(wanted: string): Promise<void> {
    await eventually(
      'the field',
      () => this.field(),
      (now) => now === wanted,
      LONG,
    );
  }

  /** From the menu of the last message with this text, opened with the mouse; one that was drawn anew is pointed at anew. */
  async choose(text: string, item: string): Promise<void> {
    const open = async (): Promise<boolean> => {
      try {
        await this.locate(`p.bubble ::-p-text(${text})`).setTimeout(10_000).hover();
        await this.locate('button[aria-label="Message actions"]').setTimeout(5000).click();
        await this.locate('ccm-message-menu >>> [role=menuitem]').setTimeout(10_000).wait();
      } catch {
        return false;
      }
      return true;
    };
    await eventually(`the menu of ${text}`, open, Boolean, LONG);
    await this.click(`ccm-message-menu >>> ::-p-text(${item})`);
  }

  /** The title, the launcher's badge and the count that the page is told. */
  async whenCounts(wanted: string): Promise<void> {
    await notices.whenCounts(this, wanted);
  }

  /** From the menu of the conversation. */
  async chooseInMenu(item: string): Promise<void> {
    await this.press('Menu');
    await this.click(`ccm-talk-menu >>> ::-p-text(${item})`);
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.waitForFunction(() => Boolean(document.querySelector('chat-call-modal')?.shadowRoot));
  }

  /** Nothing was thrown, rejected or refused, and the page was told of no error. */
  async expectNoErrors(): Promise<void> {
    assert.deepEqual(this.errors, [], 'in Firefox nothing was thrown or rejected');
    const told = await this.page.evaluate(() => [...observed.errors, ...observed.violations]);
    assert.deepEqual(told, []);
  }
}
