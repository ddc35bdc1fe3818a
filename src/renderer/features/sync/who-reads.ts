import type { NotesConfig } from '../../../shared/config-sync.ts';
import type { MessageKey } from '../../../shared/strings/t.ts';

/* What each kind of note and message becomes on the other side, and who can read it there (design: rules of visibility). */

type Keys<Prefix extends string> = Extract<MessageKey, `${Prefix}${string}`>;

export interface ReadingRow {
  readonly written: Keys<'sync.notes.row.'>;
  readonly becomes: Keys<'sync.notes.as.'>;
  readonly by: 'provider' | 'customer' | 'team' | 'nobody';
}

/** One row for each thing people write. */
export function readingRows(notes: NotesConfig): readonly ReadingRow[] {
  const { toWorkOrder, toTicket, staffMessages } = notes;
  const out = (on: boolean, becomes: ReadingRow['becomes'], by: ReadingRow['by']): Omit<ReadingRow, 'written'> =>
    on ? { becomes, by } : { becomes: 'sync.notes.as.none', by: 'nobody' };
  return [
    {
      written: 'sync.notes.row.discussion',
      ...out(toWorkOrder === 'public' || toWorkOrder === 'both', 'sync.notes.as.message', 'provider'),
    },
    {
      written: 'sync.notes.row.internal',
      ...out(toWorkOrder === 'internal' || toWorkOrder === 'both', 'sync.notes.as.internalMessage', 'team'),
    },
    { written: 'sync.notes.row.resolution', becomes: 'sync.notes.as.never', by: 'nobody' },
    {
      written: 'sync.notes.row.provider',
      ...(toTicket === 'public'
        ? out(true, 'sync.notes.as.discussion', 'customer')
        : out(toTicket === 'internal', 'sync.notes.as.internal', 'team')),
    },
    { written: 'sync.notes.row.staff', ...out(staffMessages, 'sync.notes.as.internal', 'team') },
  ];
}
