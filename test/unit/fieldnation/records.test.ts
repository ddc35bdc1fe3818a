import { describe, expect, it } from 'vitest';
import { foldersOf } from '../../../src/core/fieldnation/folders.ts';
import { expensesOf, managerOf, totalPayOf } from '../../../src/core/fieldnation/money.ts';
import { visitsOf } from '../../../src/core/fieldnation/visits.ts';
import type { JsonObject } from '../../../src/shared/json.ts';

/** What a record may hold instead of a part. */
const nothing: readonly JsonObject[] = [{}, ...[null, [], {}, 'x', 0].map((value) => value as never)].map(
  (value, index) => (index === 0 ? {} : { attachments: value, time_logs: value, pay: value, manager: value }),
) as readonly JsonObject[];

describe('a record without its parts', () => {
  it('has no folders, visits, money or manager', () => {
    for (const document of nothing) {
      expect(foldersOf(document)).toEqual([]);
      expect(visitsOf(document)).toEqual([]);
      expect(expensesOf(document)).toEqual([]);
      expect(totalPayOf(document)).toBeNull();
      expect(managerOf(document)).toBeNull();
    }
  });
});

describe('folders', () => {
  const photo = {
    id: 4021,
    upload_unique_id: 'a1b2',
    author: { id: 5, first_name: 'R.', last_name: 'Diaz' },
    file: { name: 'rack.jpg', mime: 'image/jpeg', size_bytes: '2048', link: 'https://files.example/a1b2' },
    created: { utc: '2026-11-22 08:30:05' },
    notes: 'before',
    folder_id: 3,
  };

  it('hold their files with author, size and time', () => {
    expect(
      foldersOf({
        attachments: {
          results: [
            { id: 1, name: 'Documents', type: 'document', max_bytes: 10_485_760, results: [] },
            { id: 3, name: 'Misc', type: 'SLOT', max_bytes: 0, results: [photo] },
          ],
        },
      }),
    ).toEqual([
      { id: 1, name: 'Documents', type: 'document', maxBytes: 10_485_760, files: [] },
      {
        id: 3,
        name: 'Misc',
        type: 'slot',
        maxBytes: null,
        files: [
          {
            folderId: 3,
            attachmentId: 4021,
            uploadId: 'a1b2',
            name: 'rack.jpg',
            mime: 'image/jpeg',
            sizeBytes: 2048,
            link: 'https://files.example/a1b2',
            notes: 'before',
            authorId: 5,
            authorName: 'R. Diaz',
            createdAt: Date.UTC(2026, 10, 22, 8, 30, 5),
          },
        ],
      },
    ]);
  });

  it('are read as a bare list, as a list with kept keys, and with files that lack everything but an id', () => {
    const bare = { id: 7 };
    const files = (document: JsonObject) => foldersOf(document).flatMap((folder) => folder.files);
    expect(files({ attachments: [{ id: 3, results: [bare] }] })).toEqual([
      {
        folderId: 3,
        attachmentId: 7,
        uploadId: 'attachment-7',
        name: '',
        mime: '',
        sizeBytes: null,
        link: '',
        notes: '',
        authorId: null,
        authorName: '',
        createdAt: 0,
      },
    ]);
    expect(files({ attachments: { results: { 0: { id: 3, results: { 1: bare, 2: { id: 8 } } } } } }).length).toBe(2);
    expect(
      files({ attachments: { results: [{ id: 3, results: [{ file: {} }, null] }, { results: [bare] }] } }),
    ).toEqual([]);
  });
});

describe('a folder without a type', () => {
  it('is the one for documents when it has its name', () => {
    const types = foldersOf({
      attachments: {
        results: [
          { id: 1, name: 'Documents' },
          { id: 2, name: 'Photos' },
        ],
      },
    });
    expect(types.map((each) => each.type)).toEqual(['document', '']);
  });
});

describe('visits', () => {
  it('have check-in, check-out and hours, first visit first', () => {
    expect(
      visitsOf({
        time_logs: {
          results: [
            { id: 2, in: { created: { utc: '2026-11-22 13:00:00' } }, hours: 0 },
            {
              id: 1,
              in: { created: { utc: '2026-11-22 08:00:00' } },
              out: { created: { utc: '2026-11-22 10:30:00' } },
              hours: 2.5,
            },
          ],
          hours: 2.5,
        },
      }),
    ).toEqual([
      { id: 1, inAt: Date.UTC(2026, 10, 22, 8), outAt: Date.UTC(2026, 10, 22, 10, 30), hours: 2.5 },
      { id: 2, inAt: Date.UTC(2026, 10, 22, 13), outAt: null, hours: null },
    ]);
  });

  it('may have hours alone, a bare time, or nothing', () => {
    expect(
      visitsOf({
        time_logs: [{ id: '3', hours: '1.25' }, { id: 4, in: { utc: '2026-11-22 08:00:00' }, out: [] }, { in: {} }],
      }),
    ).toEqual([
      { id: 3, inAt: null, outAt: null, hours: 1.25 },
      { id: 4, inAt: Date.UTC(2026, 10, 22, 8), outAt: null, hours: null },
    ]);
  });
});

describe('money', () => {
  it.each([
    [{ status: 'approved' }, true],
    [{ status: 'Charged' }, true],
    [{ status: 'pending', approved: { utc: '2026-11-22 08:00:00' } }, false],
    [{ status: 'new' }, false],
    [{ status: 'disapproved', approved: { utc: '2026-11-22 08:00:00' } }, false],
    [{ status: 'denied', approved: { utc: '2026-11-22 08:00:00' } }, false],
    [{ status: '2', approved: { utc: '2026-11-22 08:00:00' } }, true],
    [{ status: '2', approved: { utc: '' } }, false],
    [{ approved: {} }, false],
    [{}, false],
  ])('counts an expense %j as approved: %s', (more, approved) => {
    const expense = { id: 9, description: 'Parking', amount: '12.50', ...more };
    expect(expensesOf({ pay: { expenses: { results: [expense] } } })).toEqual([
      { id: 9, description: 'Parking', amount: 12.5, approved },
    ]);
  });

  it('leaves an expense without id or amount out, and names one by its category', () => {
    const results = [{ id: 1 }, { amount: 3 }, { id: 2, amount: 4, category: { name: 'Travel' } }];
    expect(expensesOf({ pay: { expenses: { results } } })).toEqual([
      { id: 2, description: 'Travel', amount: 4, approved: false },
    ]);
  });

  it("takes an amount for one piece only when Field Nation's own sum says so", () => {
    const results = [
      { id: 1, amount: 10.1, quantity: 3 },
      { id: 2, amount: 5, quantity: 1 },
    ];
    const amounts = (all: number | null) =>
      expensesOf({ pay: { expenses: { sum: { all }, results } } }).map((each) => each.amount);
    expect(amounts(35.3)).toEqual([30.3, 5]);
    expect(amounts(15.1)).toEqual([10.1, 5]);
    expect(amounts(null)).toEqual([10.1, 5]);
    expect(amounts(99)).toEqual([10.1, 5]);
  });

  it('is the total Field Nation gives, 0 included', () => {
    expect(totalPayOf({ pay: { total: 0 } })).toBe(0);
    expect(totalPayOf({ pay: { total: '151.75' } })).toBe(151.75);
    expect(totalPayOf({ pay: { total: { amount: 195, hours_worked: 3 } } })).toBe(195);
    expect(totalPayOf({ pay: { total: {} } })).toBeNull();
  });
});

describe('the manager', () => {
  it('has a name in whichever form it comes', () => {
    expect(managerOf({ manager: { id: 812, name: 'Ann Buyer' } })).toEqual({ id: 812, name: 'Ann Buyer' });
    expect(managerOf({ manager: { id: 812, first_name: 'Ann', last_name: 'Buyer' } })?.name).toBe('Ann Buyer');
    expect(managerOf({ manager: { id: 812, username: 'ann' } })?.name).toBe('ann');
  });
});
