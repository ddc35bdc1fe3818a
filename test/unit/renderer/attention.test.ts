import { describe, expect, it } from 'vitest';
import {
  againWords,
  approvalWords,
  causeHeading,
  fixFirst,
} from '../../../src/renderer/features/attention/cause-words.ts';
import { byLink } from '../../../src/renderer/features/attention/conflicts-by-link.ts';
import {
  choiceEffect,
  evidenceSource,
  evidenceWords,
} from '../../../src/renderer/features/attention/evidence-words.ts';
import { type CauseGroup, causeGroups } from '../../../src/renderer/features/attention/groups.ts';
import { sameButNumbers } from '../../../src/renderer/features/attention/record-name.ts';
import { solveOf } from '../../../src/renderer/features/attention/solve.ts';
import { differingStretches } from '../../../src/renderer/features/attention/text-difference.ts';
import type { AttentionGroup, AttentionItem, ConflictRow } from '../../../src/shared/domain/views.ts';
import type { ErrorAction } from '../../../src/shared/errors.ts';

const item = (jobId: number, cause: string, over: Partial<AttentionItem> = {}): AttentionItem => ({
  jobId,
  state: 'dead',
  cause,
  error: { code: cause, kind: 'permanent', message: `Message ${String(jobId)}`, context: {} },
  ticketId: jobId,
  workOrderId: null,
  linkId: null,
  attempts: 1,
  since: jobId,
  ...over,
});

const group = (code: string, count: number, over: Partial<AttentionGroup> = {}): AttentionGroup => ({
  code,
  state: 'dead',
  count,
  oldestAt: 1,
  example: 'An example',
  ...over,
});

describe('what stopped', () => {
  it('is headed with words, never with a code', () => {
    expect(causeHeading('fieldnation.publish-refused')).toBe('Created, but not published');
    expect(causeHeading('fieldnation.rejected')).toBe('Field Nation did not accept it');
    expect(causeHeading('store.something-new')).toBe('Something stopped');
    expect(causeHeading('')).toBe('Something stopped');
    expect(causeHeading('Priority P1 has no value')).toBe('Priority P1 has no value');
  });

  it('is grouped by cause, money first, then the largest group; the newest item speaks for its group', () => {
    const groups = causeGroups(
      [group('a.no-priority', 1), group('a.no-site', 2), group('guard.bulk-create', 1, { state: 'held' })],
      [
        item(1, 'a.no-priority'),
        item(2, 'a.no-site'),
        item(3, 'a.no-site'),
        item(4, 'guard.bulk-create', { state: 'held' }),
      ],
    );
    expect(groups.map((one) => [one.code, one.count, one.newest?.jobId, one.example])).toEqual([
      ['guard.bulk-create', 1, 4, 'Message 4'],
      ['a.no-site', 2, 3, 'Message 3'],
      ['a.no-priority', 1, 1, 'Message 1'],
    ]);
  });

  it('keeps dead and held items of one cause apart, and counts more than the list holds', () => {
    const groups = causeGroups(
      [group('x.y', 3000, { example: 'Old' }), group('x.y', 1, { state: 'held' })],
      [item(1, 'x.y')],
    );
    expect(groups.map((one) => [one.state, one.count, one.items.length])).toEqual([
      ['held', 1, 0],
      ['dead', 3000, 1],
    ]);
  });

  it('finds the items of jobs that stopped without saying why', () => {
    const [only] = causeGroups([group('', 1)], [item(9, 'job.unknown')]);
    expect([only?.code, only?.newest?.jobId]).toEqual(['', 9]);
  });

  const stopped = (code: string, count: number, action?: ErrorAction): CauseGroup => {
    const [made] = causeGroups(
      [group(code, count)],
      [
        item(1, code, {
          error: { code, kind: 'permanent', message: '', context: {}, ...(action === undefined ? {} : { action }) },
        }),
      ],
    );
    if (made === undefined) throw new Error('No group was made');
    return made;
  };

  it('says to fix the mapping first where a retry alone would stop again, and that saving it is enough', () => {
    const cause = stopped('mapping.no-value', 3, { do: 'open-mapping' });
    expect(againWords(cause)).toBe('Retry 3 after fixing the mapping');
    expect(fixFirst(cause)).toContain('then all 3 run again by themselves');
    expect(againWords(stopped('mapping.no-value', 1))).toBe('Retry after fixing the mapping');
  });

  it('promises no run by itself for what saving does not revive', () => {
    const statusMap = stopped('mapping.status-not-on-board', 2, { do: 'open-setup', step: 'status-map' });
    expect([againWords(statusMap), fixFirst(statusMap)?.includes('by itself')]).toEqual([
      'Retry 2 after fixing the status map',
      false,
    ]);
    const elsewhere = stopped('script.failed', 1, { do: 'open-mapping' });
    expect(fixFirst(elsewhere)).toBe('Fix the mapping, then retry: before that it stops again.');
  });

  it('is simply retried where nothing has to be fixed', () => {
    const cause = stopped('fieldnation.unexpected-answer', 4);
    expect([againWords(cause), fixFirst(cause)]).toEqual(['Retry 4', null]);
  });

  it('says before an approval what it creates, publishes or cancels', () => {
    expect(approvalWords('guard.bulk-create', 4)).toBe('4 work orders are created in Field Nation now.');
    expect(approvalWords('guard.bulk-publish', 1)).toContain('it costs its pay');
    expect(approvalWords('guard.bulk-cancel', 2)).toContain('cancelled');
    expect(approvalWords('guard.bulk-ticket', 2)).toContain('created in ConnectWise');
    expect(approvalWords('else.unknown', 2)).toBe('2 held changes are sent now.');
  });

  it('repeats no sentence that differs in the record alone, and hides none that says something else', () => {
    const says = (ticket: number, priority: string) => `Ticket ${String(ticket)} was not sent: priority ${priority}.`;
    expect(sameButNumbers(says(1042, 'P1'), says(10_563, 'P1'))).toBe(true);
    expect(sameButNumbers(says(1042, 'P1'), says(1042, 'P2'))).toBe(false);
  });

  it('leads every action of an error to the place that solves it', () => {
    expect(solveOf({ do: 'open-setup', step: 'connectwise' })).toEqual({
      words: 'Sign in to ConnectWise again',
      place: { page: 'setup', step: 'connectwise' },
    });
    expect(solveOf({ do: 'open-link', linkId: 7 })?.place).toEqual({ page: 'links', linkId: 7 });
    expect(solveOf({ do: 'open-conflicts' })?.place).toEqual({ page: 'attention', tab: 'conflicts' });
    expect(solveOf({ do: 'open-mapping', ruleId: 'country' })?.place).toEqual({ page: 'mapping', ruleId: 'country' });
    expect(solveOf({ do: 'open-mapping' })?.place).toEqual({ page: 'mapping' });
    expect(solveOf({ do: 'retry' })).toBeNull();
  });
});

const noon = new Date(2026, 10, 22, 12, 0, 0).getTime();
const at = (hours: number, minutes: number, seconds = 0): number =>
  new Date(2026, 10, 22, hours, minutes, seconds).getTime();

describe('evidence of a change', () => {
  it('is as exact as what is known, and no more', () => {
    const words = (change: ConflictRow['ticketChange']) => evidenceWords(change, noon, 'en-GB');
    const moment = { from: at(10, 2), to: at(10, 2), source: 'audit' } as const;
    const span = { from: at(10, 2), to: at(10, 5), source: 'between-reads' } as const;
    expect(words({ ...moment, by: 'jmiller' })).toBe('Changed 10:02 by jmiller');
    expect(words({ ...moment, by: '' })).toBe('Changed 10:02, author unknown');
    expect(words({ ...span, by: '' })).toBe('Changed between 10:02 and 10:05, author unknown');
    expect(words({ ...span, by: 'agarcia' })).toBe('Changed between 10:02 and 10:05 by agarcia');
    expect(words(null)).toBe('Not known when, nor by whom');
  });

  it('shows seconds where both ends fall into one minute', () => {
    const change = { from: at(10, 2, 5), to: at(10, 2, 40), by: '', source: 'webhook' } as const;
    expect(evidenceWords(change, noon, 'en-GB')).toBe('Changed between 10:02:05 and 10:02:40, author unknown');
  });

  it('says how it is known', () => {
    const sources = (['webhook', 'callback', 'record', 'audit', 'between-reads'] as const).map((source) =>
      evidenceSource({ from: 1, to: 2, by: '', source }),
    );
    expect(new Set(sources).size).toBe(5);
    expect(evidenceSource(null)).toBeNull();
  });
});

describe('a conflict', () => {
  const row = (id: number, linkId: number, over: Partial<ConflictRow> = {}): ConflictRow => ({
    id,
    linkId,
    ticketId: 1000 + linkId,
    workOrderId: 9000 + linkId,
    ticketSummary: '',
    label: `Field ${String(id)}`,
    direction: 'inbound',
    ticketValue: 'a',
    workOrderValue: 'b',
    ticketChange: null,
    workOrderChange: null,
    choice: null,
    openedAt: id,
    ...over,
  });

  it('says what each choice writes, and never promises to write to the side a field comes from', () => {
    expect(choiceEffect(row(1, 7), 'connectwise')).toBe('Work order 9007 is set to this value.');
    expect(choiceEffect(row(1, 7), 'fieldnation')).toBe(
      'Work order 9007 keeps this value; ticket 1007 is not changed.',
    );
    const outbound = row(1, 7, { direction: 'outbound' });
    expect(choiceEffect(outbound, 'fieldnation')).toBe('Ticket 1007 is set to this value.');
    expect(choiceEffect(outbound, 'connectwise')).toBe('Ticket 1007 keeps this value; work order 9007 is not changed.');
  });

  it('stands with the others of its pair; pairs that still need a choice come first, the longest wait on top', () => {
    const pairs = byLink([
      row(1, 3, { choice: 'connectwise' }),
      row(9, 4, { label: 'Title' }),
      row(8, 4, { label: 'Address' }),
      row(5, 6),
    ]);
    expect(pairs.map((pair) => pair.map(({ id }) => id))).toEqual([[5], [8, 9], [1]]);
  });

  it('marks only the words that differ', () => {
    const marked = (a: string, b: string) =>
      differingStretches(a, b).map((parts) => parts.map(({ text, own }) => (own ? `[${text}]` : text)).join(''));
    expect(marked('Survey, 12 cameras, flat roof', 'Survey, 8 cameras, roof only')).toEqual([
      'Survey, [12] cameras, [flat] roof',
      'Survey, [8] cameras, roof [only]',
    ]);
    expect(marked('one two\nthree four', 'one five six four')).toEqual([
      'one [two\nthree] four',
      'one [five six] four',
    ]);
    expect(marked('same words', 'same words')).toEqual(['same words', 'same words']);
  });

  it('marks nothing where nothing is shared, and loses no character of either value', () => {
    expect(differingStretches('Suite 210', '')[0]).toEqual([{ text: 'Suite 210', own: false }]);
    const texts = ['a  b\tc', 'a b', '', ' ', 'x '.repeat(3000), `${'y '.repeat(3000)}x`];
    for (const a of texts)
      for (const b of texts)
        expect(differingStretches(a, b).map((parts) => parts.map(({ text }) => text).join(''))).toEqual([a, b]);
  });
});
