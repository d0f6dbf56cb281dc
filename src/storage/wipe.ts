/** Takes away what ./kept.ts kept. Reached through `import()` only, and needs nothing of what else has to do with conversations. */

/**
 * Everything whose key begins so. Resolves when it is gone, or where storage is refused.
 * By hand: idb-keyval would bring the keys here first, and come as a part of what loads with the modal.
 */
export function wipeKept(prefix: string): Promise<void> {
  return new Promise((done) => {
    const stop = (): void => done();
    try {
      const request = indexedDB.open('chat-call-modal');
      // nothing was kept: made as ./kept.ts would, which finds it so later
      request.onupgradeneeded = () => void request.result.createObjectStore('chats');
      request.onerror = stop;
      request.onsuccess = () => {
        const { result } = request;
        const wiping = result.transaction('chats', 'readwrite');
        wiping.objectStore('chats').delete(IDBKeyRange.bound(prefix, `${prefix}\uffff`));
        wiping.oncomplete = wiping.onerror = wiping.onabort = stop;
        result.close(); // once that is done
      };
    } catch {
      done();
    }
  });
}
