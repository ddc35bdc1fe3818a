import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, exportLines, linesIn } from '../../../src/core/log/export.ts';
import { createRedactor } from '../../../src/core/monitor/redact.ts';
import type { Activity } from '../../../src/shared/domain/activity.ts';
import { anActivity, inMemoryStore } from '../store/in-memory.ts';

const redactor = createRedactor(() => ['s3cret-of-ours']);

async function exported(lines: readonly Partial<Activity>[], format: 'csv' | 'ndjson'): Promise<string[]> {
  const store = inMemoryStore();
  store.appendActivities(lines.map((line) => anActivity(line)));
  const parts: string[] = [];
  const reading = { activities: async (...asked: Parameters<typeof store.activities>) => store.activities(...asked) };
  for await (const part of exportLines(reading, {}, format, redactor)) parts.push(part);
  return parts;
}

/** Reads CSV as RFC 4180 says. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (let at = 0; at < text.length; ) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; !(text[at] === '"' && text[at + 1] !== '"'); at += 1) {
        if (text[at] === '"') at += 1;
        cell += text[at];
      }
      at += 1;
    } else for (; at < text.length && text[at] !== ',' && !text.startsWith('\r\n', at); at += 1) cell += text[at];
    rows.at(-1)?.push(cell);
    if (text.startsWith('\r\n', at)) {
      at += 2;
      if (at < text.length) rows.push([]);
    } else at += 1;
  }
  return rows;
}

describe('the export of the log', () => {
  it('gives any text back as one cell, and no cell begins like a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 6 }), (texts) => {
        const [row = []] = readCsv(`${texts.map(csvCell).join(',')}\r\n`);
        expect(row).toHaveLength(texts.length);
        for (const [index, cell] of row.entries()) {
          expect(cell).not.toMatch(/^[=+\-@\t]/);
          const plain = (texts[index] ?? '').replace(/\r\n?/g, '\n').replaceAll('\0', '');
          expect([plain, `'${plain}`]).toContain(cell);
        }
      }),
    );
    for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x","y")'])
      expect(readCsv(`${csvCell(formula)}\r\n`)).toEqual([[`'${formula}`]]);
  });

  it('holds every line once, newest first, in both forms, with line breaks inside', async () => {
    const lines = Array.from({ length: 1201 }, (_, n) => ({ message: `Line ${n}\r\nof "two", rows`, ticketId: n }));
    const csv = await exported(lines, 'csv');
    const rows = readCsv(csv.join('').slice(1));
    expect(rows).toHaveLength(1202);
    expect(rows[0]?.[0]).toBe('Time (UTC)');
    expect(rows[1]?.slice(3, 6)).toEqual(['1200', '', 'Line 1200\nof "two", rows']);
    expect(csv.reduce((sum, part) => sum + linesIn(part, 'csv'), 0)).toBe(1201);
    // The engine's thread does nothing else while it makes a part.
    expect(Math.max(...csv.map((part) => linesIn(part, 'csv')))).toBe(25);
    const json = await exported(lines, 'ndjson');
    const objects = json
      .join('')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { message: string; at: string });
    expect(objects.map(({ message }) => message)).toEqual(lines.map(({ message }) => message).reverse());
    expect(objects[0]?.at).toBe('2026-11-22T08:00:00.000Z');
    expect(json.reduce((sum, part) => sum + linesIn(part, 'ndjson'), 0)).toBe(1201);
  });

  it('quotes no secret, wherever it stands', async () => {
    const line = {
      message: 'Sent Bearer abcdefghijklmnop to s3cret-of-ours',
      details: { password: 'hunter22', url: 'https://x/?access_token=abc123&x=1', note: 's3cret-of-ours' },
      error: { code: 'x', kind: 'bug' as const, message: 'client_secret=topsecret', context: {} },
    };
    for (const format of ['csv', 'ndjson'] as const) {
      const text = (await exported([line], format)).join('');
      for (const secret of ['abcdefghijklmnop', 's3cret-of-ours', 'hunter22', 'abc123', 'topsecret'])
        expect(text).not.toContain(secret);
      expect(text).toContain('[redacted]');
    }
  });

  it('of nothing is a heading alone, or an empty file', async () => {
    expect((await exported([], 'csv')).join('')).toMatch(/^\uFEFFTime \(UTC\),.*\r\n$/);
    expect(await exported([], 'ndjson')).toEqual([]);
  });
});
