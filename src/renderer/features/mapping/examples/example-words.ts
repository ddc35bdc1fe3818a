import type { ExampleResult, MappingExample, RecordRef, Sample } from '../../../../shared/domain/mapping-work.ts';
import { t } from '../../../../shared/strings/t.ts';
import { recordName } from '../preview/recent-records.ts';

/** Longest name of an example. */
export const longestName = 100;

/** "ticket 7601", "work order 91422". */
export function recordInline({ kind, id }: RecordRef): string {
  return kind === 'ticket' ? t('record.ticketInline', { id }) : t('record.workOrderInline', { id });
}

/** What an example of the record is called until a person says better. */
export function proposedName(record: RecordRef, sample: Sample | null): string {
  const own = record.kind === 'ticket' ? sample?.ticket : sample?.workOrder;
  const title = own?.title.trim() ?? '';
  const name = title === '' ? recordName(record) : `${recordName(record)}: ${title}`;
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}

/** Failing ones first, otherwise the newest first. */
export function inOrder(
  examples: readonly MappingExample[],
  results: readonly ExampleResult[],
): readonly MappingExample[] {
  const fails = new Set(results.filter(({ pass }) => !pass).map(({ exampleId }) => exampleId));
  return [...examples].sort((a, b) => Number(fails.has(b.id)) - Number(fails.has(a.id)) || b.createdAt - a.createdAt);
}
