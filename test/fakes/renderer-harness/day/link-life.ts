import type { FieldHistoryRow, LinkCopy, LinkHistory, LinkJob } from '../../../../src/shared/domain/link-life.ts';
import type { LinkRow } from '../../../../src/shared/domain/views.ts';
import { ticketAt } from './tickets.ts';

/* What the page of a link shows of its past in the made-up day: changes of fields, copies, and what waits. */

const minute = 60_000;
const hour = 60 * minute;

type Change = readonly [
  ageMs: number,
  side: FieldHistoryRow['side'],
  field: string,
  label: string,
  before: unknown,
  after: unknown,
  rest?: Partial<FieldHistoryRow>,
];

function row(change: Change, index: number, now: number): FieldHistoryRow {
  const [age, side, field, label, before, after, rest = {}] = change;
  const at = now - age;
  return {
    attemptId: 1060 - index,
    side,
    field,
    label,
    before,
    after,
    from: at,
    to: at,
    by: '',
    own: false,
    source: 'record',
    outcome: 'carried',
    ...rest,
  };
}

const own: Partial<FieldHistoryRow> = { own: true, source: 'run', outcome: 'written' };
const start = 'schedule.service_window.start.utc';

function changes(link: LinkRow, now: number): readonly Change[] {
  const { summary } = ticketAt((link.id - 1) * 2 + 1);
  return [
    [
      9 * minute,
      'connectwise',
      'requiredDate',
      'Due date',
      '2026-11-22T14:00:00Z',
      '2026-11-22T16:00:00Z',
      { by: 'amiller', outcome: 'conflict', source: 'audit' },
    ],
    [
      12 * minute,
      'fieldnation',
      start,
      'Start (UTC)',
      '2026-11-22 14:00:00',
      '2026-11-22 15:30:00',
      { by: 'Jonas Lindqvist', source: 'webhook', outcome: 'conflict', from: now - 13 * minute },
    ],
    [38 * minute, 'connectwise', 'status', 'Status', 'Scheduled', 'In progress', own],
    [
      38 * minute + 4000,
      'fieldnation',
      'status.name',
      'Status',
      'Confirmed',
      'Checked in',
      { by: 'Jonas Lindqvist', source: 'webhook' },
    ],
    [3 * hour, 'fieldnation', 'title', 'Title', `${summary} (urgent)`, summary, own],
    [
      3 * hour + 5000,
      'connectwise',
      'summary',
      'Summary',
      `${summary} (urgent)`,
      summary,
      { by: 'amiller', source: 'callback' },
    ],
    [
      5 * hour,
      'connectwise',
      'owner',
      'Owner',
      null,
      'Tomasz Wiśniewski',
      { by: 'dispatch2', outcome: 'unmapped', from: now - 7 * hour },
    ],
    [
      6 * hour,
      'fieldnation',
      'pay.base.amount',
      'Pay',
      55,
      60,
      { outcome: 'kept', source: 'between-reads', from: now - 8 * hour },
    ],
    [
      8 * hour,
      'connectwise',
      'priority',
      'Priority',
      'Priority 2 - High',
      'P1 - Emergency',
      { by: 'amiller', outcome: 'problem' },
    ],
    [9 * hour, 'fieldnation', 'description.html', 'Description', null, longText, own],
    [9 * hour + 3000, 'connectwise', 'initialDescription', 'Description', null, longText, { by: 'amiller' }],
    [
      26 * hour,
      'fieldnation',
      'provider.name',
      'Provider',
      null,
      link.providerName || 'Rosa Diaz',
      { outcome: 'waiting', source: 'between-reads', from: now - 28 * hour },
    ],
    [
      51 * hour,
      'connectwise',
      'status',
      'Status',
      'New',
      'Dispatch to Field Nation',
      { by: 'amiller', outcome: 'agreed' },
    ],
  ];
}

const longText =
  'Access point in the lobby drops clients every few minutes since the storm. Site contact is the office manager; the door code is with the front desk, ring twice. Take photos of the rack before and after, note the serial number of the unit that is taken out, and leave the old one with the customer for the warranty return.';

export function dayHistory(link: LinkRow | undefined, before: number | null, now: number): LinkHistory {
  if (link === undefined || link.lastSyncedAt === null) return { rows: [], next: null, since: null, runs: 0 };
  const quiet = link.id === 5;
  const all = quiet ? [] : changes(link, now).map((change, index) => row(change, index, now));
  const rows = before === null ? all.slice(0, 11) : all.slice(11);
  return {
    rows,
    next: before === null && all.length > 11 ? 1049 : null,
    since: now - 60 * hour,
    runs: quiet ? 4 : 214,
  };
}

export function dayCopies(link: LinkRow | undefined, now: number): readonly LinkCopy[] {
  if (link === undefined || link.lastSyncedAt === null || link.id === 5) return [];
  const copy = (
    id: number,
    kind: LinkCopy['kind'],
    sourceId: string,
    targetId: string | null,
    age: number,
    rest: Partial<LinkCopy> = {},
  ): LinkCopy => ({
    id,
    kind,
    from: ['note', 'document', 'status-action'].includes(kind) ? 'connectwise' : 'fieldnation',
    sourceId,
    targetId,
    name: '',
    marker: '',
    state: targetId === null ? 'intended' : 'done',
    reason: '',
    as: '',
    at: now - age,
    ...rest,
  });
  return [
    copy(31, 'file', '88121', null, minute, { name: 'rack-after.jpg', marker: '[FN#88121]' }),
    copy(30, 'message', '9034', '50217', 4 * minute, { marker: '[FN#9034]' }),
    copy(29, 'event-note', 'FN_WO_CHECKED_IN:3', '50211', 38 * minute, { marker: '[FN#e91433-a71c]' }),
    copy(28, 'note', 'note:50188', '9021', 2 * hour, { marker: '[CW#note:50188]' }),
    copy(27, 'message', '9018', null, 2 * hour, { state: 'skipped', reason: 'not-wanted', marker: '[FN#9018]' }),
    copy(26, 'correction', 'note:50188@4be1', null, 2 * hour, {
      from: 'connectwise',
      state: 'skipped',
      reason: 'corrections-off',
    }),
    copy(25, 'file', '88102', '7714', 3 * hour, { name: 'rack-before.jpg', marker: '[FN#88102]' }),
    copy(24, 'file', '88103', null, 3 * hour, {
      name: 'walkthrough of the whole ground floor including both server rooms and the loading dock, part 2 of 3.mov',
      state: 'skipped',
      reason: 'too-large',
      marker: '[FN#88103]',
    }),
    copy(23, 'document', '7702', '88077', 9 * hour, { name: 'floor-plan.pdf', marker: '[CW#7702]' }),
    copy(22, 'document', '7701', null, 9 * hour, {
      name: 'Contract 2026 (internal).docx',
      state: 'skipped',
      reason: 'private',
    }),
    copy(21, 'visit', '5120', '3308', 26 * hour, { as: 'time-entry', marker: '[FN#v5120]' }),
    copy(20, 'schedule', '91433', '1187', 27 * hour, { marker: '[FN#s91433-0]' }),
    copy(19, 'closing-note', '91433', '50100', 27 * hour, { marker: '[FN#c91433]' }),
    copy(18, 'money-note', '91433:2', null, 27 * hour, {
      state: 'skipped',
      reason: 'These figures stood there before money was noted on this ticket.',
    }),
    copy(17, 'status-action', '1:512', '91433', 50 * hour),
  ];
}

export function dayJobs(link: LinkRow, now: number): LinkJob[] {
  const job = (state: LinkJob['state'], rest: Partial<LinkJob> = {}): LinkJob => ({
    id: 700 + link.id,
    state,
    cause: 'webhook',
    runAt: now + 42_000,
    attempts: 1,
    since: now - 5 * minute,
    error: null,
    ...rest,
  });
  if (link.state === 'creating') return [job('ready', { cause: 'callback', runAt: now + 8000 })];
  if (link.id === 4)
    return [
      job('dead', {
        attempts: 3,
        error: {
          code: 'mapping.no-value',
          kind: 'permanent',
          message: `Ticket ${String(link.ticketId)} has no value for priority: 'P1 - Emergency' is not in the map. Map it, then retry.`,
          context: {},
          action: { do: 'open-mapping', ruleId: 'priority' },
        },
      }),
    ];
  return link.id === 3 ? [job('running')] : [];
}
