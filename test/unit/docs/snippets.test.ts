import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import ts from 'typescript';
import { WebSocket } from 'ws';
import { parseText, serializeFrame } from '../../../src/protocol/parse-frame.js';
import type { RoutedFrame } from '../../../src/protocol/frames.js';
import type { Dialect } from '../../../src/signaling/types.js';
import { blocksOf, codeIn, documents, read, root, rowsOf } from './documents.js';

const blocks = documents.flatMap(blocksOf);
const backend = blocksOf('docs/backend.md');

describe('the code in the documents', () => {
  for (const { name, code } of blocks.filter(({ language }) => language === 'js')) {
    test(`${name} is JavaScript`, () => {
      const { diagnostics = [] } = ts.transpileModule(code, {
        reportDiagnostics: true,
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, allowJs: true },
        fileName: 'snippet.js',
      });
      assert.deepEqual(
        diagnostics.map(({ messageText }) => messageText),
        [],
      );
    });
  }

  for (const { name, code } of blocks.filter(({ language }) => language === 'json')) {
    test(`${name} is JSON`, () => assert.doesNotThrow(() => JSON.parse(code) as unknown));
  }

  for (const { name, code } of blocks.filter(({ language }) => language === 'html')) {
    test(`${name} is HTML with attributes that the element has`, () => {
      // every tag is closed, every value is quoted
      const open = [...code.matchAll(/<([a-z][\w-]*)(?:\s+[a-z][\w-]*(?:="[^"<]*")?)*\s*>/g)];
      const closed = [...code.matchAll(/<\/([a-z][\w-]*)>/g)];
      assert.deepEqual(open.map(([, tag]) => tag).sort(), closed.map(([, tag]) => tag).sort());
      assert.equal(code.split('<').length - 1, open.length + closed.length, 'a tag that is none');
      const known = rowsOf(read('README.md')).flatMap(([first = '']) => codeIn(first));
      for (const [tag] of open.filter(([, each]) => each === 'chat-call-modal'))
        for (const [, attribute = ''] of tag.matchAll(/\s([a-z][\w-]*)(?=[\s=>])/g))
          assert.ok(known.includes(attribute), attribute);
    });
  }
});

const envelope = {
  from_profile_id: '1',
  from_profile_type: 'tutor',
  to_profile_id: 'seven of nine',
  to_profile_type: 'student',
};
const invitation = { ...envelope, type: 'call_invitation', call_id: 'c1', call_type: 'voice', offer: null };

describe('docs/backend.md', () => {
  test('has a forwarder that forwards', { timeout: 20_000 }, async () => {
    const code = backend.find((block) => block.code.includes('forwarder.mjs'))?.code ?? assert.fail();
    assert.ok(code.trim().split('\n').length <= 35, 'about thirty lines');
    // in a folder from which `ws` can be imported
    const folder = join(root, 'node_modules/.cache');
    const file = join(folder, `forwarder-${process.pid}.mjs`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, code);
    const server = spawn(process.execPath, [file], { env: { ...process.env, PORT: '0' } });
    try {
      const [line] = (await once(server.stdout, 'data')) as [Buffer];
      const port = /\d+/.exec(line.toString())?.[0] ?? assert.fail(line.toString());
      const open = async (path: string) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}/any/ws/${path}`);
        await once(socket, 'open');
        return socket;
      };
      const [tariq, sara, tablet] = await Promise.all(
        ['1/tutor', 'seven%20of%20nine/student', 'seven%20of%20nine/student'].map(open),
      );
      const heard = [sara, tablet].map(async (socket) => {
        const [data] = (await once(socket as WebSocket, 'message')) as [Buffer];
        return data.toString();
      });
      for (const text of ['nonsense', 'null', '{"type":"chat_message"}']) tariq?.send(text);
      const sent = JSON.stringify({ ...invitation, a_field_of: 'tomorrow' });
      tariq?.send(sent);
      assert.deepEqual(await Promise.all(heard), [sent, sent]);
    } finally {
      server.kill();
      rmSync(file, { force: true });
    }
  });

  test('has a dialect whose frames come back as they went', () => {
    const code = backend.find((block) => block.code.startsWith('const mine'))?.code ?? assert.fail();
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- our own document
    const make = new Function(`${code}; return mine`) as () => Dialect;
    const { codec } = make();
    const candidates = [{ candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0' }, null];
    const frames = [invitation, { ...envelope, type: 'ice_candidate', call_id: 'c1', candidates }];
    for (const frame of frames as unknown as RoutedFrame[]) {
      assert.match(codec.encode(frame), /"type":"(call|ice)\.[a-z]+"/);
      assert.deepEqual(codec.decode(codec.encode(frame)), [frame]);
    }
    const single = { ...envelope, type: 'ice.candidate', candidate: candidates[0] };
    assert.deepEqual(codec.decode(JSON.stringify(single)), [
      { ...envelope, type: 'ice_candidate', candidate: candidates[0], candidates: [candidates[0]] },
    ]);
  });

  test('shows a welcome that the widget reads', () => {
    const code = blocksOf('docs/protocol.md').find(({ language }) => language === 'json')?.code ?? '';
    const frame = parseText(code);
    assert.ok(!(frame instanceof Error) && frame.type === 'welcome');
    assert.deepEqual(JSON.parse(serializeFrame(frame)), JSON.parse(code));
  });
});
