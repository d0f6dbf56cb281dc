#!/usr/bin/env node
import { parseArguments, USAGE } from './arguments.js';
import { createRelay, type Relay } from './create-relay.js';

const parsed = parseArguments(process.argv.slice(2), process.env);
if ('error' in parsed) {
  console.error(`${parsed.error}\n\n${USAGE}`);
  process.exitCode = 2;
} else if (parsed.help) {
  console.log(USAGE);
} else {
  createRelay({ ...parsed.options, log: (line) => console.log(line) }).then(run, (error: Error) => {
    console.error(`cannot listen: ${error.message}`);
    process.exitCode = 1;
  });
}

function run(relay: Relay): void {
  console.log(`chat-call-relay listens on ${relay.url}`);
  const stop = (): void => {
    process.off('SIGINT', stop).off('SIGTERM', stop); // a second signal ends it at once
    void relay.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}
