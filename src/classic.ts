/**
 * Loads the widget from a plain `<script src>`: imports the module that lies beside this script. Safe to load twice,
 * because a module is loaded once. `import()` needs no `<script>` element of its own, so it passes where
 * `require-trusted-types-for 'script'` stands, and takes over this script's nonce.
 */
const current: unknown = Object.getOwnPropertyDescriptor(Document.prototype, 'currentScript')?.get?.call(
  document,
);

if (current instanceof HTMLScriptElement) {
  const module = new URL('chat-call-modal.js', current.src).href;
  import(/* @vite-ignore */ module).catch((error: unknown) => {
    console.error(`chat-call-modal: ${module} did not load. It must lie beside the classic script.`, error);
  });
}

export {};
