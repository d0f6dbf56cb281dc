// @ts-check
/** Reporter of web-test-runner for scripts/test.mjs: failures in full, and the counts as JSON into TEST_COUNTS. */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { inspect } from 'node:util';

/** @typedef {import('@web/test-runner').TestSession} TestSession */
/** @typedef {import('@web/test-runner').TestSuiteResult} Suite */

/** @param {Suite | undefined} suite @param {string} path @returns {Array<{name: string, test: Suite['tests'][0]}>} */
function testsOf(suite, path = '') {
  if (!suite) return [];
  const own = suite.tests.map((test) => ({ name: `${path}${test.name}`, test }));
  return [...own, ...suite.suites.flatMap((child) => testsOf(child, `${path}${child.name} › `))];
}

/** @param {{message: string, stack?: string | undefined}} error */
const reason = (error) => `${error.message}\n${error.stack ?? ''}`.trim().replaceAll(/^/gm, '      ');

/** @param {TestSession} session */
function* linesOf(session) {
  const file = relative('.', session.testFile ?? '?');
  for (const { name, test } of testsOf(session.testResults)) {
    if (!test.passed && !test.skipped) {
      yield `    not ok  ${file}: ${name}\n${test.error ? reason(test.error) : ''}`;
    }
  }
  for (const error of session.errors) yield `    not ok  ${file}\n${reason(error)}`;
  if (session.passed) return;
  for (const missing of session.request404s) yield `      404 ${missing}`;
  for (const log of session.logs)
    yield `      log ${log.map((part) => inspect(part, { depth: 2 })).join(' ')}`;
}

/** @returns {import('@web/test-runner').Reporter} */
export function browserReporter() {
  return {
    reportTestFileResults({ sessionsForTestFile }) {
      for (const session of sessionsForTestFile) for (const line of linesOf(session)) console.log(line);
    },
    stop({ sessions }) {
      const total = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) {
        const tests = testsOf(session.testResults).map(({ test }) => test);
        total.skipped += tests.filter((test) => test.skipped).length;
        total.passed += tests.filter((test) => test.passed && !test.skipped).length;
        const failed = tests.filter((test) => !test.passed && !test.skipped).length;
        // A file that did not load, timed out or holds no test is a failure of its own.
        total.failed += failed + (failed === 0 && (!session.passed || tests.length === 0) ? 1 : 0);
      }
      if (process.env['TEST_COUNTS']) writeFileSync(process.env['TEST_COUNTS'], JSON.stringify(total));
    },
  };
}
