import { expect, it } from 'vitest';
import { logLineForStrangers } from '../../../src/core/recovery/diagnostics/log-line.ts';
import type { Activity } from '../../../src/shared/domain/activity.ts';

const line = (kind: string, message: string): string =>
  logLineForStrangers({
    id: 1,
    at: Date.UTC(2026, 10, 22, 8),
    kind,
    result: 'ok',
    message,
    ticketId: 1042,
    workOrderId: null,
  } as Activity).trimEnd();
const start = (kind: string): string => `2026-11-22T08:00:00.000Z ok ${kind} ticket 1042`;

it.each([
  [
    'workorder.created',
    'Ticket 1042 became work order 9: Printer of Mrs Miller',
    'Ticket 1042 became work order 9: [text]',
  ],
  [
    'ticket.updated',
    'Ticket 1042: summary set to Call Jane, siteName set to Elm Street 4',
    'Ticket 1042: summary set to [value], siteName set to [value]',
  ],
  ['ticket.updated', 'Ticket 1042: externalXRef set to FN-91422', 'Ticket 1042: externalXRef set to FN-91422'],
  [
    'callback.received',
    'ConnectWise reports ticket 1042 updated by jharper',
    'ConnectWise reports ticket 1042 updated by [name]',
  ],
  [
    'conflict.opened',
    'Both sides changed Title: ticket 1 gives "A b", work order 2 "C d".',
    'Both sides changed Title: ticket 1 gives "[text]", work order 2 "[text]".',
  ],
  ['tunnel.up', 'The tunnel is up', 'The tunnel is up'],
])('a line of %s keeps what happened and loses what people wrote', (kind, message, wanted) => {
  expect(line(kind, message)).toBe(`${start(kind)}: ${wanted}`);
});

it('says of copied notes and files only that they were', () => {
  for (const kind of ['note.copied', 'document.copied', 'event.FN_WO_ASSIGNED'])
    expect(line(kind, 'Jane Miller wrote: the door code is 1234')).toBe(start(kind));
});
