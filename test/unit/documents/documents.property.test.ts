import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentsConfigSchema } from '../../../src/shared/config-sync.ts';
import type { Fault } from '../notes/pair.ts';
import { documentsFolder, FilePair } from './file-pair.ts';

/* Random files on both sides, some with the same content, with crashes between any two steps and transfers that fail in every way. */

const content = fc.constantFrom('one', 'two', 'three', 'four', 'five');
const act = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('upload' as const), content }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('attach' as const), content, private: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), which: fc.nat(5), side: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('run' as const),
      crashAt: fc.nat(10),
      fault: fc.constantFrom<Fault | null>(null, null, 'lost-answer', 'lost-request', 'refused'),
      asked: fc.boolean(),
    }),
  },
);

describe('documents, whatever people and networks do', () => {
  it('are copied once, never twice the same content, private ones never, and leave nothing on the disk', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 25, size: 'max' }), async (acts) => {
        const pair = new FilePair();
        try {
          pair.settings = documentsConfigSchema.parse({ toWorkOrder: true });
          for (const one of acts) {
            pair.now += 3_000;
            if (one.do === 'upload') pair.provides(`photo-${one.content}.jpg`, one.content);
            if (one.do === 'attach') pair.attaches(`plan-${one.content}.pdf`, one.content, { private: one.private });
            if (one.do === 'delete') {
              const uploads = pair.folders[1]?.files ?? [];
              if (one.side) pair.removeUpload(uploads[one.which]?.uploadId ?? '');
              else pair.removeDocument(pair.documents[one.which]?.id ?? 0);
            }
            if (one.do !== 'run') continue;
            pair.crashAt = one.crashAt;
            pair.fault = one.fault;
            await pair.run({ asked: one.asked });
            pair.crashAt = 0;
            pair.fault = null;
          }
          await pair.run({ asked: true });
          await pair.rest();

          const copies = {
            here: pair.documents.filter((one) => one.title.includes('[FN#')),
            there: pair.files(documentsFolder),
          };
          const titles = copies.here.map((one) => one.title);
          const notes = copies.there.map((one) => one.notes);
          expect(new Set(titles).size).toBe(titles.length);
          expect(new Set(notes).size).toBe(notes.length);
          expect(copies.there.every((one) => one.name.startsWith('plan-'))).toBe(true);
          // Everything a provider uploaded and that is still there can be found on the ticket, or was once put there.
          const known = new Set(pair.store.rows.map((row) => row.sourceId));
          for (const file of pair.folders[1]?.files ?? []) expect(known.has(file.uploadId)).toBe(true);
          for (const row of pair.store.rows) expect(row.state).not.toBe('intended');
          const here = new Set([
            ...(pair.folders[1]?.files ?? []).map((one) => one.uploadId),
            ...pair.documents.map((one) => String(one.id)),
          ]);
          const refused = pair.store.rows.filter((row) => row.detail.reason === 'refused');
          expect(refused.filter((row) => here.has(row.sourceId))).toEqual([]);
          const wasPrivate = pair.documents.filter((one) => one.private && !one.title.includes('[FN#'));
          for (const one of wasPrivate) expect(notes.join()).not.toContain(`[CW#${one.id}]`);
          expect(pair.onTheWay()).toEqual([]);
        } finally {
          pair.end();
        }
      }),
      { numRuns: process.env.PROOF === '1' ? 2000 : 150 },
    );
  }, 120_000);
});
