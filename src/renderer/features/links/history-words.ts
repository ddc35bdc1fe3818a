import type { FieldHistoryRow } from '../../../shared/domain/link-life.ts';
import { t } from '../../../shared/strings/t.ts';
import type { Tone } from '../../theme/tone.ts';
import { clockTime, exactTime, tableTime } from '../../ui/time.ts';

type Change = Pick<FieldHistoryRow, 'from' | 'to'>;

/** "13:02:11" for a known moment, "13:02 to 13:05" for one between two readings. */
export function changeTime({ from, to }: Change, now: number): string {
  // Within a second it is one moment to people.
  if (to - from < 1000) return tableTime(to, now);
  const short = { from: clockTime(from, now), to: clockTime(to, now) };
  // Two moments within one minute need their seconds to be two.
  return t(
    'link.history.range',
    short.from === short.to ? { from: tableTime(from, now), to: tableTime(to, now) } : short,
  );
}

export function changeTimeHelp({ from, to }: Change): string {
  return to - from < 1000 ? exactTime(to) : t('link.history.rangeHelp', { from: exactTime(from), to: exactTime(to) });
}

/** Who changed it; null: not known. */
export function changedBy({ own, by, side }: Pick<FieldHistoryRow, 'own' | 'by' | 'side'>): string | null {
  if (own) return t('app.name');
  if (by === '') return null;
  return side === 'fieldnation' && /^\d+$/.test(by) ? t('link.history.fnUser', { id: by }) : by;
}

const sources = {
  webhook: 'conflicts.source.webhook',
  callback: 'conflicts.source.callback',
  record: 'conflicts.source.record',
  audit: 'conflicts.source.audit',
  'between-reads': 'conflicts.source.betweenReads',
} as const;

/** How time and author are known; empty for what the sync wrote itself. */
export function changeSource({ source }: Pick<FieldHistoryRow, 'source'>): string {
  return source === 'run' ? '' : t(sources[source]);
}

export const outcomeTones = {
  written: 'ok',
  carried: 'ok',
  agreed: 'ok',
  overwritten: 'waiting',
  kept: 'waiting',
  conflict: 'attention',
  accepted: 'ok',
  lost: 'waiting',
  withheld: 'waiting',
  problem: 'attention',
  unmapped: 'waiting',
  waiting: 'working',
  unknown: 'waiting',
} as const satisfies Readonly<Record<FieldHistoryRow['outcome'], Tone>>;
