import { verifyChannels } from './channels.js';
import { verifyProfile } from './profile.js';
import { Report, type Outcome, type Target } from './report.js';
import { verifySocketIo } from './socketio.js';
import { verifyStored } from './stored.js';

const DIALECTS = {
  profile: verifyProfile,
  channels: verifyChannels,
  relay: verifyStored,
  socketio: verifySocketIo,
} as const;

export type DialectName = keyof typeof DIALECTS;

export function isDialect(name: string): name is DialectName {
  return Object.hasOwn(DIALECTS, name);
}

/** Sends each frame of a dialect between two people of a real back end, and prints a line for each. */
export async function verify(
  dialect: DialectName,
  target: Target,
  print: (line: string) => void,
): Promise<Readonly<Record<Outcome, number>>> {
  const report = new Report(print);
  try {
    await DIALECTS[dialect](target, report);
  } finally {
    for (const line of report.opened) line.close();
  }
  const { ok, warn, fail } = report.counts;
  print(`${ok} ok, ${warn} to look at, ${fail} wrong`);
  return report.counts;
}
