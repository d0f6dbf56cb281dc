import { eventually } from './oracle.js';
import type { Person } from './two.js';

/** Opens the conversation, as the page's own button would. */
export async function openChat(person: Person): Promise<void> {
  await person.page.evaluate(() => document.querySelector('chat-call-modal')?.show());
  await person.messages.waitFor();
}

/** Writes and presses Enter, as a person does. */
export async function write(person: Person, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    await person.message.fill(text);
    await person.message.press('Enter');
  }
}

/** What stands in the conversation, top to bottom. */
export function shown(person: Person): Promise<string[]> {
  return person.messages.locator('[part~="bubble"] .text').allInnerTexts();
}

export async function whenShown(person: Person, texts: readonly string[], deadline = 30_000): Promise<void> {
  const isShown = (now: readonly string[]) => JSON.stringify(now) === JSON.stringify(texts);
  await eventually('the conversation', () => shown(person), isShown, deadline);
}

/** The word that a screen reader says about the last own group. */
export function tick(person: Person): Promise<string> {
  return person.messages.locator('.out .meta .vh').last().innerText();
}

export async function whenTick(person: Person, wanted: string): Promise<void> {
  await eventually(
    'the tick',
    () => tick(person),
    (now) => now === wanted,
    30_000,
  );
}

/** From the screen of a call that has ended to the conversation: one that explains itself goes without a press too, maybe just now. */
export async function backToChat(person: Person): Promise<void> {
  const back = person.button('Back to chat');
  await back.or(person.messages).first().waitFor();
  if (await back.isVisible()) await back.click({ timeout: 10_000 }).catch(() => {});
  await person.messages.waitFor();
}

/** Forgets all that this browser keeps, and opens the page anew. */
export async function forget({ page }: Pick<Person, 'page'>): Promise<void> {
  const address = page.url();
  // a page of the same origin that has nothing open: a deletion waits for whoever has
  await page.goto(new URL('/cdn/chat-call-modal.js', address).href);
  await page.evaluate(async () => {
    localStorage.clear();
    for (const { name = '' } of await indexedDB.databases())
      await new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = resolve;
        request.onerror = reject;
      });
  });
  await page.goto(address);
}
