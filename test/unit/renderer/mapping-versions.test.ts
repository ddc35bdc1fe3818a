import { describe, expect, it } from 'vitest';
import { fieldIndex } from '../../../src/renderer/features/mapping/fields/field-index.ts';
import { mappingCounts } from '../../../src/renderer/features/mapping/import/counts.ts';
import { withOwnStatusMaps } from '../../../src/renderer/features/mapping/import/own-status-maps.ts';
import {
  changedFields,
  exampleName,
  type Looks,
  whyNot,
  withLabels,
} from '../../../src/renderer/features/mapping/versions/activation.ts';
import {
  differenceLine,
  differenceSize,
  differenceSummary,
  partName,
  partValue,
  statusTargetWords,
} from '../../../src/renderer/features/mapping/versions/difference-words.ts';
import { ruleLine } from '../../../src/renderer/features/mapping/versions/field-label.ts';
import { lineDifference, withContext } from '../../../src/renderer/features/mapping/versions/line-difference.ts';
import type { CatalogField } from '../../../src/shared/domain/catalog.ts';
import { type Mapping, type MappingRule, mappingSchema } from '../../../src/shared/domain/mapping.ts';
import { mappingDifference } from '../../../src/shared/domain/mapping-difference.ts';
import type { MappingExample, MappingPlan, MappingProblem } from '../../../src/shared/domain/mapping-work.ts';

const mapping = (rules: readonly object[], over: object = {}): Mapping =>
  mappingSchema.parse({ formatVersion: 1, name: 'Standard', rules, ...over });

const title = { id: 'title', direction: 'inbound', action: 'SYNC', source: 'summary', target: 'title' };
const status = { id: 'status', direction: 'outbound', action: 'SYNC', source: 'status', target: 'status' };

const field = (path: string, label: string): CatalogField => ({
  path,
  label,
  group: 'Ticket',
  type: 'text',
  maxLength: null,
  read: true,
  write: true,
  required: 'no',
  options: null,
  dateFormat: '',
  note: '',
});
const fields = fieldIndex({
  connectwise: { fields: [field('summary', 'Summary'), field('status', 'Ticket status')], readAt: null, gaps: [] },
  fieldnation: { fields: [field('title', 'Title'), field('status', 'Work order status')], readAt: null, gaps: [] },
});

const ruleOf = (given: object): MappingRule => {
  const [rule] = mapping([given]).rules;
  if (rule === undefined) throw new Error('No rule was made');
  return rule;
};

describe('two scripts laid over each other', () => {
  const kinds = (before: string, after: string) =>
    lineDifference(before, after).map(({ kind, text }) => `${{ same: ' ', removed: '-', added: '+' }[kind]}${text}`);

  it('show what was taken out before what came in its place', () => {
    expect(kinds('a\nb\nc', 'a\nB\nc\nd')).toEqual([' a', '-b', '+B', ' c', '+d']);
  });

  it('are the same when only the line ends differ', () => {
    expect(kinds('a\r\nb\r\n', 'a\nb')).toEqual([' a', ' b']);
  });

  it('number the lines of each', () => {
    expect(lineDifference('a\nb', 'b').map(({ before, after }) => [before, after])).toEqual([
      [1, null],
      [2, 1],
    ]);
  });

  it('are all removed or all added when the other is empty', () => {
    expect(kinds('', 'a\nb')).toEqual(['+a', '+b']);
    expect(kinds('a', '')).toEqual(['-a']);
  });

  it('leave equal lines far from a change out, and count them', () => {
    const before = Array.from({ length: 20 }, (_, n) => `line ${String(n)}`);
    const after = before.with(10, 'other');
    const parts = withContext(lineDifference(before.join('\n'), after.join('\n')), 2);
    expect(parts.map((part) => (part.kind === 'left-out' ? part.count : part.lines.length))).toEqual([8, 6, 7]);
  });

  it('show a single equal line between two changes', () => {
    const parts = withContext(lineDifference('a\nx\nb', 'A\nx\nB'), 0);
    expect(parts).toHaveLength(1);
  });
});

describe('a difference in words', () => {
  it('is one line that counts each kind once', () => {
    const before = mapping([title, status]);
    const after = mapping(
      [
        { ...title, onMissing: 'fail' },
        { ...status, id: 'other' },
      ],
      { name: 'Ours' },
    );
    const difference = mappingDifference(before, after);
    expect(differenceSummary(difference)).toEqual(['1 rule changed', '1 rule added', '1 rule removed', 'another name']);
    expect(differenceSize(difference)).toBe(4);
    expect(differenceSummary(mappingDifference(before, before))).toEqual([]);
  });

  it('counts a board once, however many of its statuses differ', () => {
    const toTicket = ['Assigned', 'Work Done'].map((workOrderStatus, ticketStatusId) => ({
      workOrderStatus,
      ticketStatusId,
      ticketStatusName: workOrderStatus,
    }));
    const after = mapping([], { statusMaps: [{ boardId: 3, boardName: 'Field Services', toTicket }] });
    expect(differenceLine(mappingDifference(mapping([]), after))).toBe('The status map of 1 board differs');
  });

  it('names the side a path belongs to by the direction of its rule', () => {
    expect(ruleLine(ruleOf(title), fields)).toBe('Summary → Title');
    expect(ruleLine(ruleOf({ ...status, target: 'summary' }), fields)).toBe('Work order status → Summary');
    expect(partValue('target', 'status', ruleOf(status), fields)).toBe('Ticket status');
    expect(partValue('source', 'status', ruleOf(status), fields)).toBe('Work order status');
    expect(partValue('target', 'never.heard', ruleOf(status), fields)).toBe('never.heard');
  });

  it('says what a choice means, not its code', () => {
    expect(partValue('onMissing', 'fail', null, fields)).toBe('it stops and goes to Attention');
    expect(partValue('onConflict', 'last-write', null, fields)).toBe('the last write');
    expect(partValue('action', 'DATE_CONVERT', null, fields)).toBe('converts a date');
    expect(partValue('value', 'skip', null, fields)).toBe('skip');
  });

  it('calls a written value as the list of the target does', () => {
    const named = fieldIndex({
      connectwise: {
        fields: [{ ...field('status', 'Status'), type: 'picklist', options: [{ value: 41, label: 'Scheduled' }] }],
        readAt: null,
        gaps: [],
      },
      fieldnation: { fields: [], readAt: null, gaps: [] },
    });
    const rule = ruleOf(status);
    expect(partValue('default', 41, rule, named)).toBe('Scheduled');
    expect(partValue('mappings', 41, rule, named)).toBe('Scheduled');
    expect(
      partValue(
        'mappings',
        [
          { compare: 'a', value: 41 },
          { compare: 'b', value: 9 },
        ],
        rule,
        named,
      ),
    ).toBe('a → Scheduled\nb → 9');
    expect(partValue('note', '41', rule, named)).toBe('41');
  });

  it('tells "not there" from "changes nothing"', () => {
    expect(partValue('mappings', undefined, null, fields)).toBe('none');
    expect(partValue('mappings', null, null, fields)).toBe('changes nothing');
    expect(statusTargetWords(undefined)).toBe('not decided');
    expect(statusTargetWords(null)).toBe('left alone');
    expect(statusTargetWords({ kind: 'action', action: { do: 'cancel', reason: 'Called off' } })).toBe(
      'cancel the work order: Called off',
    );
  });

  it('calls an entry of a map by what it compares with', () => {
    const part = { part: 'mappings', compare: 'High', from: 1, to: 2 };
    expect(partName(part)).toBe('High becomes');
    expect(partName({ ...part, part: 'ranges', compare: 5 })).toBe('Up to 5');
    expect(partName({ ...part, part: 'onMissing', compare: undefined })).toBe('Without a value');
  });

  it('writes a joined text with its fields in braces', () => {
    const parts = [
      { type: 'static', value: 'FN-' },
      { type: 'field', value: 'status' },
    ];
    const rule = ruleOf({ id: 'x', direction: 'outbound', action: 'CONCAT', target: 'summary', parts });
    expect(partValue('parts', parts, rule, fields)).toBe('FN-{Work order status}');
  });
});

const plan = (over: Partial<MappingPlan> = {}): MappingPlan => ({
  links: 3,
  unchanged: 3,
  wouldChange: 0,
  wouldStop: 0,
  unknown: 0,
  rows: [],
  ...over,
});
const problem = (severity: MappingProblem['severity']): MappingProblem => ({
  code: 'target.twice',
  severity,
  ruleId: 'title',
  boardId: null,
  part: 'target',
  line: null,
  column: null,
  message: 'Two rules write Title.',
  fix: null,
});
const answered = <T>(value: T) => ({ state: 'answered', value }) as const;
const good: Looks = {
  problems: answered([]),
  examples: answered({ examples: [], results: [] }),
  plan: answered(plan()),
};

describe('activating', () => {
  it('is possible when all was looked at and nothing is wrong', () => {
    expect(whyNot(good, false, false)).toBeNull();
    expect(whyNot({ ...good, problems: answered([problem('warning')]) }, false, false)).toBeNull();
  });

  it('waits for every look, and says so', () => {
    for (const part of ['problems', 'examples', 'plan'] as const)
      expect(whyNot({ ...good, [part]: { state: 'asked' } }, false, false)).toBe('Waits for the checks.');
  });

  it('is not held up by a look that failed: the app checks again when it activates', () => {
    const failed = {
      state: 'failed',
      error: { code: 'store.read', kind: 'permanent', message: 'No', context: {} },
    } as const;
    expect(whyNot({ ...good, plan: failed, examples: failed }, false, false)).toBeNull();
  });

  it('is refused while there are errors, with or without the tick', () => {
    expect(whyNot({ ...good, problems: answered([problem('error')]) }, true, false)).toContain('problems above');
  });

  it('with an example that fails needs the tick', () => {
    const examples = answered({ examples: [], results: [{ exampleId: 1, pass: false, differences: [] }] });
    expect(whyNot({ ...good, examples }, false, false)).toContain('tick the box');
    expect(whyNot({ ...good, examples }, true, false)).toBeNull();
  });

  it('is pointless when nothing differs', () => {
    expect(whyNot(good, false, true)).toContain('Nothing differs');
  });

  it('counts a field once per link, the most frequent first', () => {
    const change = (label: string) => ({ side: 'fieldnation' as const, target: label, label, from: 1, to: 2 });
    const row = (linkId: number, ...names: string[]) => ({
      linkId,
      ticketId: linkId,
      workOrderId: null,
      title: '',
      changes: names.map(change),
      problems: [],
    });
    expect(changedFields(plan({ rows: [row(1, 'Zip', 'Title', 'Title'), row(2, 'Title')] }))).toEqual([
      { label: 'Title', links: 2 },
      { label: 'Zip', links: 1 },
    ]);
  });

  it('calls the fields of the plan by the names that the account gives them', () => {
    const known = fieldIndex({
      connectwise: { fields: [], readAt: 0, gaps: [] },
      fieldnation: { fields: [field('custom_fields.134', 'Priority')], readAt: 0, gaps: [] },
    });
    const change = (target: string) => ({
      side: 'fieldnation' as const,
      target,
      label: 'Custom field',
      from: 1,
      to: 2,
    });
    const row = { linkId: 1, ticketId: 1, workOrderId: null, title: '', problems: [] };
    const changes = [change('custom_fields.134'), change('custom_fields.9')];
    const { rows } = withLabels(plan({ rows: [{ ...row, changes }] }), known);
    expect(rows[0]?.changes.map(({ label }) => label)).toEqual(['Priority', 'Custom field']);
  });

  it('names an example with its record, once', () => {
    const example: MappingExample = {
      id: 1,
      name: 'No postcode',
      kind: 'ticket',
      recordId: 7601,
      title: '',
      createdAt: 0,
      createdBy: '',
    };
    expect(exampleName(example, 1)).toBe('No postcode (Ticket 7601)');
    expect(exampleName({ ...example, name: 'Ticket 7601: printer' }, 1)).toBe('Ticket 7601: printer');
  });
});

describe('a mapping that comes from elsewhere', () => {
  const own = mapping([], { statusMaps: [{ boardId: 3, boardName: 'Field Services', toTicket: [] }] });

  it('leaves the status maps alone when it has none', () => {
    expect(withOwnStatusMaps(mapping([title]), own).statusMaps).toEqual(own.statusMaps);
  });

  it('brings its own when it has some', () => {
    const came = mapping([], { statusMaps: [{ boardId: 9, boardName: 'Projects', toTicket: [] }] });
    expect(withOwnStatusMaps(came, own)).toBe(came);
  });

  it('is counted by direction', () => {
    expect(mappingCounts(mapping([title, status, { ...title, id: 'b', direction: 'both' }]))).toEqual([
      '3 rules',
      '1 to the work order',
      '1 to the ticket',
      '1 both ways',
    ]);
    expect(mappingCounts(own)).toEqual(['no rules', 'status map of 1 board']);
  });
});
