import type { BrowserContext, Page } from 'playwright-core';
import type { Profile } from '../../../src/protocol/identity.js';
import { watchErrors } from './oracle.js';
import type { Site } from './site.js';
import { widgetAddress, type WidgetPageOptions } from './widget-page.js';

/** The two people of every test. */
export const TARIQ: Profile = { id: '1', type: 'tutor', name: 'Tariq' };
export const SARA: Profile = { id: '7', type: 'student', name: 'Sara' };

export interface OpenProfileOptions extends WidgetPageOptions {
  readonly site: Site;
  /** Who is signed in. */
  readonly profile: Profile;
  /** Whom the modal talks to; nobody when absent. */
  readonly peer?: Profile;
  /** `api-base-url`; default the back end's own address. */
  readonly server?: string;
  /** Name of the page, so that one can follow a link to another. */
  readonly name?: string;
}

function written(side: 'profile' | 'peer', person: Profile | undefined): Record<string, string> {
  const entries = Object.entries(person ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([field, value]) => [`${side}-${field}`, String(value)]));
}

/** The address of the minimal page for somebody; `page.goto` it again, or another name of it, to navigate. */
export function profileAddress(options: OpenProfileOptions): string {
  const { site, profile, peer, server, name, attributes, ...page } = options;
  const all = {
    'api-base-url': server ?? (site.server || site.url),
    ...written('profile', profile),
    ...written('peer', peer),
    connect: 'always',
    ...attributes,
  };
  return site.url + widgetAddress({ ...page, attributes: all }, name);
}

/** Opens the minimal page and waits for the element to be defined. */
export async function openProfile(context: BrowserContext, options: OpenProfileOptions): Promise<Page> {
  const page = await context.newPage();
  watchErrors(page);
  await page.goto(profileAddress(options));
  if (options.script !== 'none') await whenReady(page);
  return page;
}

/** The element is defined and has rendered once. */
export async function whenReady(page: Page): Promise<void> {
  await page.waitForFunction(() => Boolean(document.querySelector('chat-call-modal')?.shadowRoot));
}

/** The socket is open; the element must be one that connects. */
export async function whenConnected(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('chat-call-modal')?.connection === 'open');
}
