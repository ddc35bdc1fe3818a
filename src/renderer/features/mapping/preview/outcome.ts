import type { Preview, PreviewRow, Sample } from '../../../../shared/domain/mapping-work.ts';
import { t, tn } from '../../../../shared/strings/t.ts';

/** What a rule would do to the other side now. `new`: there is no other record yet. */
export type Outcome = 'changes' | 'same' | 'new' | 'nothing' | 'problem';

export function hasOther(row: Pick<PreviewRow, 'direction'>, sample: Sample | null): boolean {
  return row.direction === 'inbound' ? sample?.workOrder != null : sample?.ticket != null;
}

export function outcomeOf(row: PreviewRow, sample: Sample | null): Outcome {
  if (row.outcome === 'problem') return 'problem';
  if (row.outcome === 'none') return 'nothing';
  if (!hasOther(row, sample)) return 'new';
  return row.differs ? 'changes' : 'same';
}

export interface PreviewCounts {
  readonly values: number;
  readonly workOrderChanges: number;
  readonly ticketChanges: number;
  readonly nothing: number;
  readonly problems: number;
}

export function countPreview(preview: Preview): PreviewCounts {
  const count = (fits: (row: PreviewRow) => boolean): number => preview.rows.filter(fits).length;
  return {
    values: count((row) => row.outcome === 'value'),
    workOrderChanges: count((row) => row.differs && row.direction === 'inbound'),
    ticketChanges: count((row) => row.differs && row.direction === 'outbound'),
    nothing: count((row) => row.outcome === 'none'),
    problems: count((row) => row.outcome === 'problem'),
  };
}

/** "12 values, 3 would change on work order 18520410". Problems and time are said beside it. */
export function summaryOf(preview: Preview, sample: Sample | null): string {
  const counts = countPreview(preview);
  const parts = [tn('preview.values', counts.values)];
  const changes = [
    ...(counts.workOrderChanges > 0 && sample?.workOrder != null
      ? [{ n: counts.workOrderChanges, record: t('record.workOrderInline', { id: sample.workOrder.id }) }]
      : []),
    ...(counts.ticketChanges > 0 && sample?.ticket != null
      ? [{ n: counts.ticketChanges, record: t('record.ticketInline', { id: sample.ticket.id }) }]
      : []),
  ];
  for (const { n, record } of changes) parts.push(tn('preview.wouldChange', n, { record }));
  if (changes.length === 0 && counts.values > 0 && sample !== null)
    parts.push(
      sample.workOrder === null
        ? t('preview.noWorkOrder')
        : sample.ticket === null
          ? t('preview.noTicket')
          : t('preview.inStep'),
    );
  return parts.join(', ');
}
