/* eslint-disable no-console -- the one place that writes to the console */

/** `info`: one line per lifecycle step. `warn`: something outside failed and was handled. `debug`: the rest. */
export type LogLevel = 'debug' | 'info' | 'warn';
export type Log = (
  level: LogLevel,
  message: string,
  fields?: Readonly<Record<string, string | number | null>>,
) => void;

/** Fields are ids, codes and counts: never SDP, addresses, tokens or message bodies. */
export const consoleLog: Log = (level, message, fields) => {
  console[level](`[chat-call-modal] ${message}`, ...(fields ? [fields] : []));
};
