// @ts-check
import { spawnSync } from 'node:child_process';

/** What the back ends of `demo/backends` import, and Debian's packages of it. */
const needed = {
  fastapi: 'python3-fastapi',
  uvicorn: 'python3-uvicorn',
  websockets: 'python3-websockets',
  django: 'python3-django',
  channels: 'python3-django-channels',
  daphne: 'python3-daphne',
  channels_redis: 'python3-channels-redis',
};

/** PYTHON wins; else the system's own: a version manager's does not see the system's packages. */
export function findPython() {
  return process.env['PYTHON'] || '/usr/bin/python3';
}

/** Debian's packages that this machine lacks; all of them where there is no Python. */
export function missingPythonPackages() {
  const modules = Object.keys(needed);
  const script = `import importlib.util as u; print(*(m for m in ${JSON.stringify(modules)} if not u.find_spec(m)))`;
  const { status, stdout } = spawnSync(findPython(), ['-c', script], { encoding: 'utf8' });
  const missing = status === 0 ? stdout.trim().split(' ') : modules;
  return Object.entries(needed)
    .filter(([module]) => missing.includes(module))
    .map(([, name]) => name);
}
