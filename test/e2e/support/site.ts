import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Relay } from '../../../src/relay/index.js';
import type { RelayOptions } from '../../../src/relay/options.js';
import { startSiteServer } from '../../../scripts/site-server.mjs';
import {
  startBareForwarder,
  type BareForwarder,
  type BareForwarderOptions,
} from '../../fakes/bare-forwarder.js';
import { widgetPage, PAGE_PATH } from './widget-page.js';

export interface SiteOptions {
  /** `relay` (default): the packaged server. `bare`: five frames forwarded. `none`: nobody answers. */
  readonly backend?: 'relay' | 'bare' | 'none';
  readonly relay?: RelayOptions;
  readonly bare?: BareForwarderOptions;
  /** With `none`: a back end of the test's own at `http://host:port`, which then shares the pages' origin. */
  readonly behind?: string;
  /** Added to every page and file, as a Content-Security-Policy. */
  readonly headers?: Record<string, string>;
  /** What `/ice-servers` answers in place of the back end. */
  readonly iceServers?: readonly { urls: string }[];
  /** Asked first for each request; true when it has answered. */
  readonly handle?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface Site {
  /** `http://127.0.0.1:port`: the demo at `/`, the multi-page site at `/site/`, the script tag's build at `/cdn/`. */
  readonly url: string;
  /** The back end's own address, for `api-base-url`; sockets may also go to `url`. Empty with `none`. */
  readonly server: string;
  /** What stands behind `backend`, the other one is null. */
  readonly relay: Relay | null;
  readonly forwarder: BareForwarder | null;
  close(): Promise<void>;
}

async function startRelay(options: RelayOptions | undefined): Promise<Relay> {
  const { createRelay } = await import('../../../src/relay/index.js');
  return createRelay(options);
}

/** Pages and back end on free loopback ports. Close it in `after`. */
export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const backend = options.backend ?? 'relay';
  const relay = backend === 'relay' ? await startRelay(options.relay) : null;
  const forwarder = backend === 'bare' ? await startBareForwarder(options.bare) : null;
  const server = relay?.url ?? forwarder?.url ?? '';
  const site = await startSiteServer({
    ...(server || options.behind ? { backend: server || options.behind } : {}),
    headers: options.headers ?? {},
    ...(options.iceServers && { iceServers: options.iceServers }),
    handle: (request, response) => {
      if (options.handle?.(request, response)) return true;
      if (!request.url?.startsWith(PAGE_PATH)) return false;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...options.headers });
      response.end(widgetPage(new URL(request.url, 'http://localhost').searchParams));
      return true;
    },
  });
  return {
    url: site.url,
    server,
    relay,
    forwarder,
    close: async () => {
      await site.close();
      await relay?.close();
      await forwarder?.close();
    },
  };
}
