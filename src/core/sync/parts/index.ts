import { closingNotes } from './closing-notes.ts';
import { documents } from './documents/part.ts';
import { eventActions } from './event-actions.ts';
import { money } from './money.ts';
import { notes } from './notes/part.ts';
import { owner } from './owner.ts';
import type { Part } from './port.ts';
import { reference } from './reference.ts';
import { schedule } from './schedule.ts';
import { statusActions } from './status-actions.ts';
import { visits } from './visits.ts';

/** Parts of a link's run, in the order they run: what changes a record first, what writes about it last. */
export const parts: readonly Part[] = [
  reference,
  statusActions,
  notes,
  documents,
  owner,
  schedule,
  visits,
  closingNotes,
  money,
  eventActions,
];
