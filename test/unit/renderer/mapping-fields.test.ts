import { describe, expect, it } from 'vitest';
import { boardNames } from '../../../src/renderer/features/mapping/catalog/boards.ts';
import { fieldGroups, optionGroups, rulesByPath } from '../../../src/renderer/features/mapping/catalog/field-rows.ts';
import { inOrder, proposedName } from '../../../src/renderer/features/mapping/examples/example-words.ts';
import type { Catalog, CatalogField } from '../../../src/shared/domain/catalog.ts';
import { mappingSchema } from '../../../src/shared/domain/mapping.ts';
import type { MappingExample, Sample } from '../../../src/shared/domain/mapping-work.ts';

const field = (path: string, over: Partial<CatalogField> = {}): CatalogField => ({
  path,
  label: path,
  group: 'Ticket',
  type: 'text',
  maxLength: null,
  read: true,
  write: false,
  required: 'no',
  options: null,
  dateFormat: '',
  note: '',
  ...over,
});

const mapping = mappingSchema.parse({
  formatVersion: 1,
  name: 'Standard',
  rules: [
    { id: 'title', direction: 'inbound', action: 'SYNC', source: 'summary', target: 'title' },
    { id: 'back', direction: 'outbound', action: 'SYNC', source: 'title', target: 'summary' },
    {
      id: 'text',
      direction: 'inbound',
      action: 'CONCAT',
      target: 'description.html',
      parts: [
        { type: 'field', value: 'summary' },
        { type: 'field', value: 'summary' },
        { type: 'static', value: 'id' },
      ],
    },
    { id: 'eta', direction: 'both', action: 'SYNC', source: 'requiredDate', target: 'schedule.start' },
  ],
});

describe('the fields of a side', () => {
  it('know the rules that read or write them, each once', () => {
    const ids = (side: 'connectwise' | 'fieldnation', path: string) =>
      rulesByPath(mapping, side)
        .get(path)
        ?.map((rule) => rule.id);
    expect(ids('connectwise', 'summary')).toEqual(['title', 'back', 'text']);
    expect(ids('connectwise', 'requiredDate')).toEqual(['eta']);
    expect(ids('fieldnation', 'title')).toEqual(['title', 'back']);
    expect(ids('fieldnation', 'schedule.start')).toEqual(['eta']);
    expect(ids('connectwise', 'id')).toBeUndefined();
    expect(ids('fieldnation', 'summary')).toBeUndefined();
  });

  const fields = [
    field('summary', { label: 'Summary', write: true, required: 'create' }),
    field('site.zip', { label: 'Zip', group: 'Site' }),
    field('priority', { label: 'Priority', write: true, options: [{ value: 1, label: 'Critical' }] }),
  ];
  const used = rulesByPath(mapping, 'connectwise');
  const shown = (typed: string, choice: Parameters<typeof fieldGroups>[3]) =>
    fieldGroups(fields, used, typed, choice).map(({ group, rows }) => [group, rows.map((row) => row.field.path)]);

  it('stand under their headings in the order they came', () => {
    expect(shown('', 'all')).toEqual([
      ['Ticket', ['summary', 'priority']],
      ['Site', ['site.zip']],
    ]);
  });

  it('are found by label, path, heading and option', () => {
    expect(shown('SITE zip', 'all')).toEqual([['Site', ['site.zip']]]);
    expect(shown('critical', 'all')).toEqual([['Ticket', ['priority']]]);
    expect(shown('zebra', 'all')).toEqual([]);
  });

  it('can be narrowed to what rules use, what can be written and what is required', () => {
    expect(shown('', 'used')).toEqual([['Ticket', ['summary']]]);
    expect(shown('', 'write')).toEqual([['Ticket', ['summary', 'priority']]]);
    expect(shown('', 'required')).toEqual([['Ticket', ['summary']]]);
  });

  it('list their options board by board, those of every board first', () => {
    const options = [
      { value: 40, label: 'New', boardId: 3 },
      { value: 10, label: 'New', boardId: 1 },
      { value: 41, label: 'Scheduled', boardId: 3 },
      { value: 7, label: 'Any' },
    ];
    const groups = (typed: string) =>
      optionGroups(options, typed).map(({ boardId, options: own }) => [boardId, own.map(({ value }) => value)]);
    expect(groups('')).toEqual([
      [null, [7]],
      [3, [40, 41]],
      [1, [10]],
    ]);
    expect(groups('new')).toEqual([
      [3, [40]],
      [1, [10]],
    ]);
    expect(groups('41')).toEqual([[3, [41]]]);
  });

  it('name boards as ConnectWise does, and by a status map when the list could not be read', () => {
    const catalog = (options: CatalogField['options']): Catalog => ({
      connectwise: { fields: [field('board', { options }), field('board.name')], readAt: null, gaps: [] },
      fieldnation: { fields: [], readAt: null, gaps: [] },
    });
    const mapped = { ...mapping, statusMaps: [{ boardId: 3, boardName: 'Old name', toTicket: [], toWorkOrder: [] }] };
    expect([...boardNames(catalog([{ value: 3, label: 'Field Services' }]), mapped)]).toEqual([[3, 'Field Services']]);
    expect([...boardNames(catalog(null), mapped)]).toEqual([[3, 'Old name']]);
  });
});

const sample = (title: string): Sample => ({
  ticket: { kind: 'ticket', id: 7601, title, readAt: 0, document: {} },
  workOrder: null,
  linkId: null,
});

describe('examples', () => {
  it('are called by their record until a person says better', () => {
    const record = { kind: 'ticket', id: 7601 } as const;
    expect(proposedName(record, sample('Printer offline'))).toBe('Ticket 7601: Printer offline');
    expect(proposedName(record, sample(' '))).toBe('Ticket 7601');
    expect(proposedName(record, null)).toBe('Ticket 7601');
    expect(proposedName(record, sample('x'.repeat(200)))).toHaveLength(100);
  });

  it('that fail stand first, otherwise the newest', () => {
    const example = (id: number): MappingExample => ({
      id,
      name: String(id),
      kind: 'ticket',
      recordId: id,
      title: '',
      createdAt: id,
      createdBy: '',
    });
    const order = inOrder(
      [example(1), example(2), example(3)],
      [
        { exampleId: 1, pass: false, differences: [] },
        { exampleId: 3, pass: true, differences: [] },
      ],
    );
    expect(order.map(({ id }) => id)).toEqual([1, 3, 2]);
  });
});
