import { describe, expect, it } from 'vitest';
import { outcomeOf, summaryOf } from '../../../../src/renderer/features/mapping/preview/outcome.ts';
import { suggestionsFor, typedRecord } from '../../../../src/renderer/features/mapping/preview/recent-records.ts';
import { shownValue } from '../../../../src/renderer/features/mapping/preview/shown-value.ts';
import { textOfHtml } from '../../../../src/renderer/ui/html-text.ts';
import type { CatalogField } from '../../../../src/shared/domain/catalog.ts';
import type { Preview, PreviewRow, Sample } from '../../../../src/shared/domain/mapping-work.ts';

const field: CatalogField = {
  path: 'status.id',
  label: 'Status',
  group: 'Ticket',
  type: 'picklist',
  maxLength: null,
  read: true,
  write: true,
  required: 'no',
  options: [{ value: 504, label: 'Scheduled' }],
  dateFormat: '',
  note: '',
};
const row = (change: Partial<PreviewRow>): PreviewRow => ({
  ruleId: 'a',
  direction: 'inbound',
  target: 'title',
  label: 'Title',
  outcome: 'value',
  value: 'x',
  present: 'x',
  differs: false,
  message: '',
  ...change,
});
const record = (kind: 'ticket' | 'workorder', id: number) => ({ kind, id, title: '', readAt: 0, document: {} });
const linked: Sample = { ticket: record('ticket', 7601), workOrder: record('workorder', 18520410), linkId: 4 };
const alone: Sample = { ticket: record('ticket', 7601), workOrder: null, linkId: null };
const preview = (rows: readonly PreviewRow[]): Preview => ({ rows: [...rows], ms: 4, remarks: [] });

describe('a value beside a rule', () => {
  it('is named where the field knows its id, which stays readable', () => {
    expect(shownValue(504, field)).toMatchObject({ text: 'Scheduled', note: '504' });
    expect(shownValue(999, field)).toMatchObject({ kind: 'number', text: '999' });
  });

  it('is text without markup, with its line breaks', () => {
    expect(textOfHtml('<p>Ask for <b>Pat</b> &amp; sign<br/>in</p><ul><li>one</li><li>two</li></ul>')).toBe(
      'Ask for Pat & sign\nin\n\n\u2022 one\n\n\u2022 two',
    );
    expect(textOfHtml('<script>alert(1)</script>a &lt;b&gt;')).toBe('a <b>');
    expect(shownValue('a < b and c > d')).toMatchObject({ kind: 'text', text: 'a < b and c > d' });
    expect(shownValue('<p>a</p><p>b</p>')).toMatchObject({ kind: 'html', line: 'a \u00b7 b', note: 'formatted' });
  });

  it('says that there is nothing, and how much a list holds', () => {
    expect(shownValue('')).toMatchObject({ kind: 'empty', text: 'empty' });
    expect(shownValue([])).toMatchObject({ kind: 'empty' });
    expect(shownValue([1, 'two'])).toMatchObject({ kind: 'list', line: '1, two', note: '2 entries' });
    expect(shownValue(false)).toMatchObject({ text: 'no' });
  });
});

describe('the sum of a preview', () => {
  it('names the records that would change', () => {
    const rows = [
      row({ differs: true }),
      row({}),
      row({ outcome: 'none' }),
      row({ direction: 'outbound', differs: true }),
    ];
    expect(summaryOf(preview(rows), linked)).toBe(
      '3 values, 1 would change on work order 18520410, 1 would change on ticket 7601',
    );
  });

  it('says when nothing would change, and when there is no other record', () => {
    expect(summaryOf(preview([row({})]), linked)).toBe('1 value, nothing would change');
    expect(summaryOf(preview([row({})]), alone)).toBe('1 value, for a work order that does not exist yet');
    expect(summaryOf(preview([row({ outcome: 'none' })]), linked)).toBe('0 values');
  });

  it('tells a new value from one that is the same', () => {
    expect(outcomeOf(row({}), linked)).toBe('same');
    expect(outcomeOf(row({ differs: true }), linked)).toBe('changes');
    expect(outcomeOf(row({}), alone)).toBe('new');
    expect(outcomeOf(row({ outcome: 'problem' }), linked)).toBe('problem');
    expect(outcomeOf(row({ direction: 'outbound' }), alone)).toBe('same');
  });
});

describe('choosing a record', () => {
  const links = [
    { ticketId: 7601, workOrderId: 18520410, ticketSummary: 'Printer', companyName: 'Acme' },
    { ticketId: 17601, workOrderId: null, ticketSummary: 'Switch', companyName: '' },
  ];
  const names = (typed: string): readonly string[] =>
    suggestionsFor(typed, links).map(({ record: { kind, id } }) => `${kind} ${String(id)}`);

  it('takes a number with or without the word before it', () => {
    expect(typedRecord('7601')).toEqual({ id: 7601, kind: null });
    expect(typedRecord('WO 18,520,410')).toEqual({ id: 18520410, kind: 'workorder' });
    expect(typedRecord('ticket #7601')).toEqual({ id: 7601, kind: 'ticket' });
    expect(typedRecord('printer')).toBeNull();
  });

  it('puts the link with exactly that number first, then the number on either side', () => {
    expect(names('7601')).toEqual(['ticket 7601', 'workorder 7601', 'ticket 17601']);
    expect(names('wo 99')).toEqual(['workorder 99', 'ticket 7601', 'ticket 17601']);
  });

  it('means the work order when its number was typed', () => {
    expect(names('18520410')[0]).toBe('workorder 18520410');
    expect(suggestionsFor('18520410', links)[0]?.hint).toBe('ticket 7601, Acme');
  });

  it('offers links alone for words', () => {
    expect(names('printer')).toEqual(['ticket 7601', 'ticket 17601']);
  });
});
