import { fromPosted, toPosted, type Message } from './messages.js';

/** The other tabs of one profile. */
export interface Bus {
  /** This tab, as the others name it. */
  readonly tab: string;
  post(...message: Message): void;
  close(): void;
}

export function openBus(name: string, tab: string, receive: (from: string, message: Message) => void): Bus {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const posted = fromPosted(data);
    if (posted) receive(...posted);
  };
  return {
    tab,
    post: (...message) => channel.postMessage(toPosted(tab, message)),
    close: () => channel.close(),
  };
}
