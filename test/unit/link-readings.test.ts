import { describe, expect, it } from 'vitest';
import { linkHistory } from '../../src/core/link-readings.ts';
import type { LinkRun } from '../../src/core/store/pairs-port.ts';
import { emptyConfig } from '../../src/shared/config.ts';
import type { JsonObject } from '../../src/shared/json.ts';
import { readPath } from '../../src/shared/record-path.ts';

/* A long life, read page by page. */

type Context = Parameters<typeof linkHistory>[0];

/** Runs of one link, newest first, as the store gives them. */
function context(runs: readonly LinkRun[]): Context & { readonly asked: number[] } {
  const asked: number[] = [];
  const readField = ({ document }: { readonly document: JsonObject }, target: string) => readPath(document, target);
  return {
    asked,
    config: () => emptyConfig,
    mapping: async () => ({ version: 1, mapping: { formatVersion: 1, name: 'test', rules: [], statusMaps: [] } }),
    psa: () => ({ readField }),
    fieldNation: () => ({ readField, ownUserId: () => 900 }),
    store: {
      conflictsOf: async () => [],
      async linkRuns(_linkId: number, before: number | null, limit: number) {
        const found = runs.filter((run) => before === null || run.attemptId < before).slice(0, limit);
        asked.push(found.length);
        return found;
      },
    },
  } as unknown as Context & { readonly asked: number[] };
}

function run(n: number, ticket: JsonObject | null, workOrder: JsonObject | null = null): LinkRun {
  const times = { startedAt: n * 1000, at: n * 1000 + 500 };
  return { attemptId: n, jobId: n, linkId: 7, ...times, ticket, workOrder, plan: null, received: [] };
}

async function pages(given: Context) {
  const all = [];
  let before: number | null = null;
  do {
    const page = await linkHistory(given, 7, before);
    all.push(page);
    before = page.next;
  } while (before !== null && all.length < 50);
  return all;
}

describe('the pages of a history', () => {
  it('lead through every change once, from the newest reading back to the oldest', async () => {
    // The ticket is read by every third run only, and renamed now and then.
    const title = (n: number) => `Name ${Math.floor(n / 40)}`;
    const runs = Array.from({ length: 901 }, (_, index) => 901 - index).map((n) =>
      run(n, n % 3 === 1 ? { summary: title(n) } : null, { title: 'Same' }),
    );
    const given = context(runs);
    const all = await pages(given);
    expect(all.length).toBeGreaterThan(2);
    expect(all.reduce((sum, page) => sum + page.runs, 0)).toBe(901);
    const rows = all.flatMap((page) => page.rows);
    expect(rows).toHaveLength(22);
    expect(rows[0]?.after).toBe(title(901));
    expect(rows.at(-1)?.before).toBe(title(1));
    rows.forEach((row, index) => {
      if (index > 0) expect(rows[index - 1]?.before).toBe(row.after);
    });
    expect(Math.max(...given.asked)).toBeLessThanOrEqual(100);
  });

  it('end where nothing older is kept, and say so when nothing is kept at all', async () => {
    expect(await pages(context([]))).toEqual([{ rows: [], next: null, since: null, runs: 0 }]);
    expect(await pages(context([run(1, { summary: 'A' })]))).toEqual([{ rows: [], next: null, since: 1500, runs: 1 }]);
  });

  it('name what a record refers to by number, as the records themselves do', async () => {
    const status = (id: number, name: string) => ({ status: { id, name } });
    const given = context([run(2, status(5, 'Scheduled')), run(1, status(4, 'New'))]);
    const named = {
      ...given,
      psa: () => ({ readField: ({ document }: { document: JsonObject }) => readPath(document, 'status.id') }),
    };
    const { rows } = await linkHistory(named as unknown as Context, 7, null);
    expect(rows.find((row) => row.field === 'status')).toMatchObject({ before: 'New', after: 'Scheduled' });
  });
});
