import { fixture, html } from '@open-wc/testing';
import type { ChatCallModal } from '../../../src/index.js';
import { profileDialect } from '../../../src/signaling/dialects/profile.js';
import type { Dialect, TransportHandlers } from '../../../src/signaling/types.js';
import '../../../src/index.js';

/** A back end inside the page: forwards by id and type, and announces chat. */
export function inPageBackEnd(): Dialect {
  const online = new Map<string, TransportHandlers>();
  return {
    name: 'in-page',
    codec: profileDialect.codec,
    openTransport: ({ self }, handlers) => {
      const key = `${self.type} ${self.id}`;
      const deliver = (to: TransportHandlers | undefined, text: string) =>
        setTimeout(() => to?.message([text]));
      setTimeout(() => {
        online.set(key, handlers);
        handlers.open();
        deliver(handlers, JSON.stringify({ type: 'welcome', features: ['chat', 'ringing'] }));
      });
      return {
        send: (text) => {
          const frame = JSON.parse(text) as Record<string, string>;
          deliver(online.get(`${frame['to_profile_type']} ${frame['to_profile_id']}`), text);
          if (frame['type'] === 'chat_message')
            deliver(handlers, JSON.stringify({ type: 'ack', ref: frame['message_id'] }));
          return true;
        },
        close: () => {
          if (online.get(key) === handlers) online.delete(key);
        },
      };
    },
  };
}

export const TARIQ = { id: '1', type: 'tutor', name: 'Tariq' };
export const SARA = { id: '7', type: 'student', name: 'Sara' };

/** The element of one of the two, as a page writes it. */
export function element(
  self: typeof TARIQ | null,
  peer: typeof TARIQ | null,
  dialect: Dialect | string,
): Promise<ChatCallModal> {
  return fixture<ChatCallModal>(
    html`<chat-call-modal
      profile-id=${self?.id ?? ''}
      profile-type=${self?.type ?? ''}
      profile-name=${self?.name ?? ''}
      peer-id=${peer?.id ?? ''}
      peer-type=${peer?.type ?? ''}
      peer-name=${peer?.name ?? ''}
      ice-servers="[]"
      connect="always"
      variant="panel"
      .dialect=${dialect}
    ></chat-call-modal>`,
  );
}

/** The next event of that name on a target, or on the way to it. */
export function next<K extends keyof HTMLElementEventMap>(
  target: EventTarget,
  name: K,
): Promise<HTMLElementEventMap[K]> {
  return new Promise((resolve) => {
    target.addEventListener(name, (event) => resolve(event as HTMLElementEventMap[K]), { once: true });
  });
}

export async function until(what: string, holds: () => boolean): Promise<void> {
  const start = performance.now();
  while (!holds()) {
    if (performance.now() - start > 30_000) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
