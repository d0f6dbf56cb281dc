/** What tests do in Sara's page: sent there as text, for either driver. */

/** Scrolls the conversation. */
export function scroll(top: number): void {
  const view = document.querySelector('chat-call-modal')?.shadowRoot?.querySelector('ccm-conversation');
  view?.shadowRoot?.querySelector('.log')?.scrollTo(0, top);
}

/** The message on top of the view. */
export function placeOf(): string {
  const view = document.querySelector('chat-call-modal')?.shadowRoot?.querySelector('ccm-conversation');
  const log = view?.shadowRoot?.querySelector('.log');
  const top = log?.getBoundingClientRect().top ?? 0;
  const bubbles = [...(log?.querySelectorAll('p.bubble') ?? [])];
  const first = bubbles.find((one) => one.getBoundingClientRect().bottom > top + 1);
  return first?.querySelector('.text')?.textContent ?? '';
}

/** Somebody pastes or drops a file. No driver drags one in from outside, and Firefox has no files on a clipboard without a window. */
export function bring(how: 'paste' | 'drop', name: string): void {
  const data = new DataTransfer();
  data.items.add(new File(['words'], name, { type: 'text/plain' }));
  const view = document.querySelector('chat-call-modal')?.shadowRoot?.querySelector('ccm-conversation');
  const options = { bubbles: true, composed: true, cancelable: true };
  const event = how === 'paste' ? new ClipboardEvent(how, options) : new DragEvent(how, options);
  // as the browser's own event has it
  Object.defineProperty(event, how === 'paste' ? 'clipboardData' : 'dataTransfer', { value: data });
  view?.shadowRoot?.querySelector('ccm-composer')?.dispatchEvent(event);
}

/** The page keeps the messages. */
export function ownApi(): void {
  const widget = document.querySelector('chat-call-modal')!;
  const stored: string[] = [];
  Object.assign(globalThis, { stored });
  const messages = [{ id: 'row-1', text: 'From the table', at: 1_700_000_000_000, mine: false }];
  widget.historyProvider = () => Promise.resolve({ messages, more: false });
  widget.messageSender = ({ text }) => Promise.resolve(void stored.push(text));
}

/** From now on remembers how far any sound has played, also one that is over before somebody looks. */
export function listenToSounds(): void {
  const play: unknown = Reflect.get(HTMLMediaElement.prototype, 'play');
  HTMLMediaElement.prototype.play = function () {
    this.addEventListener('timeupdate', () => {
      const until = Number(Reflect.get(globalThis, 'heardUntil') ?? 0);
      Reflect.set(globalThis, 'heardUntil', Math.max(until, this.currentTime));
    });
    return (play as () => Promise<void>).call(this);
  };
}

/** In seconds. */
export function heardUntil(): number {
  return Number(Reflect.get(globalThis, 'heardUntil') ?? 0);
}
