import type { ConflictRow } from '../../../shared/domain/views.ts';
import { type MessageKey, t } from '../../../shared/strings/t.ts';
import { clockTime, tableTime } from '../../ui/time.ts';

type Evidence = NonNullable<ConflictRow['ticketChange']>;

const sources = {
  webhook: 'conflicts.source.webhook',
  callback: 'conflicts.source.callback',
  record: 'conflicts.source.record',
  audit: 'conflicts.source.audit',
  'between-reads': 'conflicts.source.betweenReads',
} as const satisfies Readonly<Record<Evidence['source'], MessageKey>>;

/** When and by whom a side was changed, no more exactly than is known: "10:02 by jmiller", "between 10:02 and 10:05, author unknown". */
export function evidenceWords(change: Evidence | null, now: number, locale?: string): string {
  if (change === null) return t('conflicts.changeUnknown');
  const { from, to, by } = change;
  const exact = from === to;
  const short = { from: clockTime(from, now, locale), to: clockTime(to, now, locale) };
  // Two moments within one minute need their seconds to be two.
  const shown =
    exact || short.from !== short.to ? short : { from: tableTime(from, now, locale), to: tableTime(to, now, locale) };
  if (exact) {
    return by === ''
      ? t('conflicts.changedAt', { time: shown.from })
      : t('conflicts.changedAtBy', { time: shown.from, by });
  }
  return by === '' ? t('conflicts.changedBetween', shown) : t('conflicts.changedBetweenBy', { ...shown, by });
}

/** How it is known; null when nothing is. */
export function evidenceSource(change: Evidence | null): string | null {
  return change === null ? null : t(sources[change.source]);
}

type Choice = NonNullable<ConflictRow['choice']>;
type Pair = Pick<ConflictRow, 'direction' | 'ticketId' | 'workOrderId'>;

const giver = { inbound: 'connectwise', outbound: 'fieldnation' } as const;

/** What choosing a side does. A field is written in one direction only: the side it comes from is never written to. */
export function choiceEffect({ direction, ticketId, workOrderId }: Pair, choice: Choice): string {
  const ids = { ticket: ticketId, workOrder: workOrderId ?? '' };
  const writes = giver[direction] === choice;
  if (direction === 'inbound')
    return t(writes ? 'conflicts.effect.toWorkOrder' : 'conflicts.effect.keepWorkOrder', ids);
  return t(writes ? 'conflicts.effect.toTicket' : 'conflicts.effect.keepTicket', ids);
}
