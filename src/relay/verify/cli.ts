#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { isDialect, verify, type DialectName } from './index.js';
import type { Target, Tester } from './report.js';

const USAGE = `Usage: chat-call-verify <api-base-url> [options]

Calls once between two accounts of a running back end, frame by frame, and prints what arrived. Whoever has a page open with
one of the accounts sees it ring: take two that are for tests.

  --dialect <name>       profile (default), channels, relay or socketio
  --a <id>/<type>        the one who calls; default 1/tutor
  --b <id>/<type>        the one who is called; default 7/student
  --conversation <id>    conversation-id, where the dialect needs one
  --patience <ms>        until something counts as lost; default 5000
  --help                 this text

Logins come from the environment, so that no list of processes shows them: A_COOKIE and B_COOKIE as the browser sends them,
A_TOKEN and B_TOKEN for back ends with tokens. The exit code is 0 when everything arrived, 1 when not, 2 for wrong arguments.`;

interface Wish {
  readonly dialect: DialectName;
  readonly target: Target;
}

function person(text: string, side: 'A' | 'B'): Tester {
  const [id = '', type = 'user'] = text.split('/');
  if (!id) throw new Error(`no id: ${text}`);
  return { id, type, cookie: process.env[`${side}_COOKIE`] ?? '', token: process.env[`${side}_TOKEN`] ?? '' };
}

/** `null`: only the usage is wanted. */
function read(args: readonly string[]): Wish | null {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...{ dialect: text('profile'), a: text('1/tutor'), b: text('7/student') },
      ...{ conversation: text(''), patience: text('5000') },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const [address = ''] = positionals;
  const base = new URL(address).href.replace(/\/$/, '');
  const { dialect, conversation } = values;
  if (!isDialect(dialect)) throw new Error(`no dialect ${dialect}`);
  const patience = Number(values.patience);
  if (!(patience > 0)) throw new Error(`not a time: ${values.patience}`);
  return {
    dialect,
    target: { base, conversation, a: person(values.a, 'A'), b: person(values.b, 'B'), patience },
  };
}

try {
  const wish = read(process.argv.slice(2));
  if (wish) {
    const { fail } = await verify(wish.dialect, wish.target, (line) => console.log(line));
    process.exitCode = fail ? 1 : 0;
  } else console.log(USAGE);
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
