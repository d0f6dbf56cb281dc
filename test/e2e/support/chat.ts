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
