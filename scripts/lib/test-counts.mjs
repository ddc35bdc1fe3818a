import { existsSync, readFileSync } from 'node:fs';

/**
 * What a step contributed to the last line.
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

function read(file) {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** A run that ended badly, or ran nothing, is never without a failure. */
function honest({ passed, failed, skipped }, code) {
  const ranNothing = passed + failed === 0;
  return { passed, failed: failed === 0 && (code !== 0 || ranNothing) ? 1 : failed, skipped };
}

/** Counts of a check that either holds or does not. */
export function checkCounts(code) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

/** Counts from vitest's JSON report; a file that could not be loaded counts as one failure. */
export function vitestCounts(file, code) {
  const report = read(file);
  const broken = (report?.testResults ?? []).filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  return honest(
    {
      passed: report?.numPassedTests ?? 0,
      failed: (report?.numFailedTests ?? 0) + broken,
      skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
    },
    code,
  );
}

/** Counts from Playwright's JSON report; a test that passed only when it was tried again counts as failed. */
export function playwrightCounts(file, code) {
  const stats = read(file)?.stats ?? {};
  const failed = (stats.unexpected ?? 0) + (stats.flaky ?? 0);
  return honest({ passed: stats.expected ?? 0, failed, skipped: stats.skipped ?? 0 }, code);
}

/** The sum of several counts. */
export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) for (const key of Object.keys(total)) total[key] += counts[key];
  return total;
}
