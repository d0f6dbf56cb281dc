import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { findPython } from '../../scripts/python.mjs';

const backEnds = join(import.meta.dirname, '../../demo/backends');

/** As `django-admin startproject` makes it, with the apps that their READMEs say to add and nothing of theirs beside it. */
const SETTINGS = `
SECRET_KEY = "x"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "calls", "p2p"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}
USE_TZ = True
`;
const SCRIPT = `
import sys, django
from django.core.management import call_command
django.setup()
call_command("makemigrations", "calls", "p2p", check_changes=True, verbosity=0)
call_command("migrate", verbosity=0)
import calls.consumers, calls.routing, calls.views, p2p.push, p2p.views
from django.http import Http404
from django.test import RequestFactory
for views in (calls.views, p2p.views):
    try:
        views.demo_login(RequestFactory().get("/login/?user=1"))
        sys.exit("signs anybody in")
    except Http404:
        pass
print("works")
`;

describe('a Django site that copies the apps', () => {
  test('needs no settings but their names in INSTALLED_APPS, and signs nobody in', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ccm-copied-'));
    try {
      cpSync(join(backEnds, 'django-channels/calls'), join(folder, 'calls'), { recursive: true });
      cpSync(join(backEnds, 'django-relay/p2p'), join(folder, 'p2p'), { recursive: true });
      writeFileSync(join(folder, 'site_settings.py'), SETTINGS);
      const env = { ...process.env, DJANGO_SETTINGS_MODULE: 'site_settings', PYTHONDONTWRITEBYTECODE: '1' };
      const options = { cwd: folder, env, encoding: 'utf8', input: SCRIPT } as const;
      const { stdout, stderr } = spawnSync(findPython(), ['-'], options);
      assert.match(stdout, /works/, stderr);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
