import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown>;

function pathsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('./') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(pathsOf) : [];
}

/** Compiles a file that uses the package as an adopter does; the package finds itself by its own name. */
function compileAdopter(moduleResolution: string, module: string): string {
  const folder = join(root, `node_modules/.cache/adopter-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    target: 'es2022',
    module,
    moduleResolution,
  };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...compilerOptions, types: ['node'] }, files: ['adopter.ts'] }),
  );
  writeFileSync(
    join(folder, 'adopter.ts'),
    `import { ChatCallModal, type CallSnapshot, type Profile } from 'chat-call-modal';
import { ChatCallModal as OnlyTheClass } from 'chat-call-modal/element.js';
import { createRelay, type Relay } from 'chat-call-modal/relay';
const modal: ChatCallModal = document.createElement('chat-call-modal');
const peer: Profile = { id: '7', type: 'student', name: 'Sara' };
modal.addEventListener('ccm-call-ended', ({ detail }) => {
  const reason: string = detail.reason;
  const seconds: number = detail.duration;
  modal.title = reason + seconds;
});
export const call: CallSnapshot | null = modal.call;
export const relay: Promise<Relay> = createRelay({ port: 0 });
export const same: typeof ChatCallModal = OnlyTheClass;
void modal.show(peer);
`,
  );
  const compiler = join(root, 'node_modules/typescript7/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { cwd: root, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return stdout;
}

describe('the package', () => {
  test('holds every file that its manifest names', () => {
    const named = ['exports', 'bin', 'types', 'unpkg', 'jsdelivr'].flatMap((field) =>
      pathsOf(manifest[field]),
    );
    const missing = named.filter((path) => !existsSync(join(root, path.replace('*', 'chat-call-modal.js'))));
    assert.ok(named.length >= 10);
    assert.deepEqual(missing, []);
  });

  test('exports the class without defining the tag, also where there is no browser', () => {
    const script = `const { ChatCallModal } = await import('chat-call-modal/element.js');
      console.log(typeof ChatCallModal, globalThis.customElements?.get('chat-call-modal'));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root });
    assert.equal(output.toString().trim(), 'function undefined');
  });

  for (const [resolution, module] of [
    ['nodenext', 'nodenext'],
    ['bundler', 'esnext'],
  ] as const) {
    test(`is typed for an adopter with ${resolution} resolution`, () => {
      assert.equal(compileAdopter(resolution, module), '');
    });
  }

  test('describes the element for editors: attributes, events and the path of its class', () => {
    const description = readFileSync(join(root, 'custom-elements.json'), 'utf8');
    for (const word of [
      'dist/lib/chat-call-modal.js',
      '"api-base-url"',
      '"ccm-call-ended"',
      '"--ccm-accent"',
    ]) {
      assert.ok(description.includes(word), `custom-elements.json lacks ${word}`);
    }
    assert.ok(!/"src\//.test(description), 'custom-elements.json names files that are not published');
  });
});
