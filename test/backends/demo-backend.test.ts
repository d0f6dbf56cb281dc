import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { startDemoBackend } from '../../scripts/demo-backend.mjs';

describe('npm start -- --backend', () => {
  let folder: string;
  const { PATH, PYTHON } = process.env;
  /** Found before the system's own. */
  const script = (name: string, ...lines: string[]) => {
    writeFileSync(join(folder, name), ['#!/bin/sh', ...lines, ''].join('\n'));
    chmodSync(join(folder, name), 0o755);
    return join(folder, name);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ccm-start-'));
    process.env['PATH'] = `${folder}:${PATH ?? ''}`;
  });
  afterEach(() => {
    process.env['PATH'] = PATH;
    if (PYTHON === undefined) delete process.env['PYTHON'];
    else process.env['PYTHON'] = PYTHON;
    rmSync(folder, { recursive: true, force: true });
  });

  test('installs what the Python of a machine lacks, and says where it is told what to do', async () => {
    const log = join(folder, 'log');
    script('apt-get', `echo "$@" >> ${log}`);
    script('sudo', 'shift', 'exec "$@"');
    process.env['PYTHON'] = script('python', '[ "$1" = -c ] && echo django channels && exit', 'exit 1');
    await assert.rejects(startDemoBackend('django-relay'), /demo\/backends\/django-relay\/README\.md/);
    assert.match(readFileSync(log, 'utf8'), / install .* python3-django python3-django-channels\n/);
  });
});
