import { eventually } from './oracle.js';
import { whenReady } from './profile.js';
import type { Person } from './two.js';

/** Opens the conversation, as the page's own button would. */
export async function openChat(person: Person): Promise<void> {
  await whenReady(person.page);
  await person.page.evaluate(() => document.querySelector('chat-call-modal')?.show());
  await person.messages.waitFor();
}

/** Opens or closes the socket, as a page with `connect="manual"` does. */
export function socket({ page }: Person, isWanted: boolean): Promise<void> {
  return page.evaluate((wanted) => {
    const widget = document.querySelector('chat-call-modal');
    if (wanted) widget?.connectSocket();
    else widget?.disconnectSocket();
  }, isWanted);
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

export async function whenShown(person: Person, texts: readonly string[], deadline = 45_000): Promise<void> {
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
    45_000,
  );
}

/**
 * Opens the menu of the last message with this text, as somebody with a mouse does: where the message was drawn anew under the
 * pointer, or has moved on, pointing at it anew. It loads with the first.
 */
export async function openMenuOf(person: Person, text: string): Promise<void> {
  const menu = person.page.getByRole('menu');
  const open = async (): Promise<boolean> => {
    try {
      await person.messages.locator('p.bubble', { hasText: text }).last().hover({ timeout: 10_000 });
      await person.button('Message actions').click({ timeout: 5000 });
      await menu.waitFor({ timeout: 10_000 });
    } catch {
      // it may have come late
    }
    return menu.isVisible();
  };
  await eventually(`the menu of ${text}`, open, Boolean, 60_000);
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

/** What stands under this key of what the widget keeps in IndexedDB, as text; `''`: nothing. */
const keptAs = (person: Person, key: string, base: string, store: string): Promise<string> =>
  person.page.evaluate(
    async ([wanted, base, store]) => {
      const made = await indexedDB.databases();
      if (!made.some(({ name }) => name === base)) return '';
      const open = indexedDB.open(base);
      await new Promise((resolve) => (open.onsuccess = open.onerror = resolve));
      const get = open.result.transaction(store).objectStore(store).get(wanted);
      await new Promise((resolve) => (get.onsuccess = get.onerror = resolve));
      open.result.close();
      return JSON.stringify(get.result ?? '');
    },
    [key, base, store] as const,
  );

/** What the page keeps for the next one: a page that goes before that is on the disk would lose it. */
export const whenKept = (
  person: Person,
  key: string,
  pleases: (text: string) => boolean,
  [base, store]: readonly [string, string] = ['chat-call-modal', 'chats'],
): Promise<string> => eventually(`kept as ${key}`, () => keptAs(person, key, base, store), pleases);
