import type { CcmElement } from '../element.js';

/**
 * Keys of a call, heard in the root that its host stands in: the whole dialog, and no more of the page than that.
 * Text fields keep their letters, and a key with a modifier belongs to the browser.
 */
export function shortcuts(host: CcmElement, press: (key: string) => boolean): void {
  let root: Node | undefined;
  const heard = (event: Event): void => {
    const key = event as KeyboardEvent;
    const target = key.composedPath()[0] as HTMLElement;
    if (
      key.defaultPrevented ||
      key.repeat ||
      key.isComposing ||
      key.ctrlKey ||
      key.metaKey ||
      key.altKey ||
      target.isContentEditable ||
      /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
    )
      return;
    if (press(key.key.toLowerCase())) key.preventDefault();
  };
  host.addController({
    hostConnected: () => {
      root = host.getRootNode();
      root.addEventListener('keydown', heard);
    },
    hostDisconnected: () => root?.removeEventListener('keydown', heard),
  });
}
