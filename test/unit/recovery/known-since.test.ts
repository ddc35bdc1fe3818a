import { describe, expect, it } from 'vitest';
import type { WorkOrderFile, WorkOrderMessage } from '../../../src/core/fieldnation/records-port.ts';
import type { PsaDocument, PsaNote } from '../../../src/core/psa/records-port.ts';
import { documentTimes, noteTimes } from '../../../src/core/recovery/links/known-since.ts';

const note = (id: string, createdAt: number, more: Partial<PsaNote> = {}): PsaNote => ({
  id,
  kind: 'note',
  text: 'Something',
  discussion: true,
  internal: false,
  resolution: false,
  author: { kind: 'member', identifier: 'kim', name: 'Kim' },
  createdAt,
  updatedAt: createdAt,
  updatedBy: 'kim',
  ...more,
});
const message = (id: string, createdAt: number, text = 'Something'): WorkOrderMessage => ({
  id,
  parentId: null,
  text,
  type: '',
  audience: 'provider',
  fromProvider: true,
  authorId: 7,
  authorName: 'Chris',
  createdAt,
});

describe('what is news to a pair found again', () => {
  it('is what is newer than the last of its class that was copied', () => {
    const notes = [
      note('note:1', 1000),
      note('note:2', 2000),
      note('note:3', 3000),
      note('note:9', 9000, { text: 'Chris wrote in Field Nation:\n\nOn my way\n\n[FN#51]' }),
    ];
    const messages = [
      message('50', 4000),
      message('51', 5000),
      message('60', 2500, 'Kim wrote in ConnectWise:\n\nSomething\n\n[CW#2]'),
    ];
    const { public: ofNotes, provider } = noteTimes(notes, messages);
    expect([ofNotes, provider]).toEqual([2000, 5000]);
  });

  it('is nothing that stands there, of a class nothing was copied of', () => {
    const notes = [note('note:1', 1000), note('note:2', 8000, { internal: true, discussion: false })];
    const messages = [message('50', 4000), message('60', 2500, 'Kim wrote in ConnectWise:\n\nSomething\n\n[CW#1]')];
    expect(noteTimes(notes, messages)).toEqual({
      public: 1000,
      internal: 8001,
      time: 8001,
      provider: 4001,
      staff: 4001,
    });
    expect(noteTimes([], [])).toEqual({ public: 0, internal: 0, time: 0, provider: 0, staff: 0 });
  });

  it('does not end with a time entry that was edited long after it was copied', () => {
    const entry = note('time:5', 1000, { kind: 'time-entry', updatedAt: 9000 });
    const times = noteTimes(
      [entry, note('note:2', 5000)],
      [message('60', 1500, 'Kim wrote in ConnectWise:\n\nx\n\n[CW#time:5]')],
    );
    expect(times).toMatchObject({ public: 1000, time: 1000, internal: 9001 });
  });

  it('holds for files both ways', () => {
    const file = (uploadId: string, createdAt: number) => ({ uploadId, createdAt }) as WorkOrderFile;
    const document = (id: number, updatedAt: number, title = 'plan.pdf') => ({ id, updatedAt, title }) as PsaDocument;
    const files = [file('a', 1000), file('b', 2000), file('c', 3000)];
    const documents = [document(1, 4000), document(2, 5000), document(3, 2100, 'b.jpg [FN#b]')];
    expect(documentTimes(files, documents, new Set())).toEqual({ uploads: 2000, documents: 5001 });
    expect(documentTimes(files, [], new Set(['[CW#1]']))).toEqual({ uploads: 3001, documents: 0 });
    expect(documentTimes([], documents, new Set(['[CW#1]'])).documents).toBe(4000);
  });
});
