import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { playwrightCounts, sum, vitestCounts } from '../../scripts/lib/test-counts.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('the last line of npm test', () => {
  it('never calls a run that executed nothing a success', () => {
    const none = report({ numPassedTests: 0, numFailedTests: 0, testResults: [] });
    expect(vitestCounts(none, 0)).toMatchObject({ passed: 0, failed: 1 });
    expect(playwrightCounts(report({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 3 } }), 0).failed).toBe(1);
  });

  it('counts a runner that ended badly as a failure, with or without a report', () => {
    expect(vitestCounts(report({ numPassedTests: 5, numFailedTests: 0, testResults: [] }), 1)).toMatchObject({
      passed: 5,
      failed: 1,
    });
    expect(vitestCounts(join(folder, 'missing.json'), 0).failed).toBe(1);
  });

  it('counts a file that could not be loaded', () => {
    const broken = {
      numPassedTests: 2,
      numFailedTests: 0,
      testResults: [{ status: 'failed', assertionResults: [] }],
    };
    expect(vitestCounts(report(broken), 1)).toMatchObject({ passed: 2, failed: 1 });
  });

  it('counts a test that passed only on a second try as failed', () => {
    const stats = { expected: 4, unexpected: 0, flaky: 1, skipped: 0 };
    expect(playwrightCounts(report({ stats }), 0)).toMatchObject({ passed: 4, failed: 1 });
  });

  it('adds up', () => {
    const counts = { passed: 2, failed: 1, skipped: 1 };
    expect(sum([counts, counts])).toEqual({ passed: 4, failed: 2, skipped: 2 });
  });
});
