import type { WorkOrderEventName } from '../../../shared/domain/work-order-events.ts';
import type { EventRow } from '../../store/port.ts';
import type { Seen } from './seen.ts';

/** States that come and go. Two looks may miss one; a webhook tells it then. */
export const passingStates = [
  'FN_WO_DRAFT',
  'FN_WO_DELETED',
  'FN_WO_POSTPONED',
  'FN_WO_CONFIRMED',
  'FN_WO_ON_MY_WAY',
  'FN_WO_DELAYED',
  'FN_WO_AT_RISK',
] as const satisfies readonly WorkOrderEventName[];

/**
 * Record and webhook telling of a state within this time (ms) tell of the same occurrence: Field Nation repeats a webhook for up to 21 minutes
 * (10 to 640 s, reference/fieldnation.md 3.2), so a later one is another.
 */
export const sameOccurrenceMs = 30 * 60_000;

export interface PassingFact {
  readonly event: WorkOrderEventName;
  /** Null: the record shows it; else the webhook's own row. */
  readonly row: EventRow | null;
  readonly occurrence: string;
}

/**
 * A state that the record shows and did not show at the last look is told once. A webhook's row is told only when no look showed the state it is
 * about; a state that was told by its webhook is not told again when the record follows.
 */
export function passing(
  seen: Seen['states'],
  shown: ReadonlySet<WorkOrderEventName>,
  delivered: readonly EventRow[],
  now: number,
): { readonly facts: readonly PassingFact[]; readonly next: Seen['states'] } {
  const facts: PassingFact[] = [];
  const next: Record<string, Seen['states'][string]> = {};
  for (const event of passingStates) {
    let { on, told, at, by } = seen[event] ?? { on: false, told: 0, at: 0, by: 'record' as const };
    const tell = (when: number, row: EventRow | null): void => {
      told += 1;
      at = when;
      by = row === null ? 'record' : 'webhook';
      facts.push({ event, row, occurrence: row?.occurrence ?? `state:${told}` });
    };
    const near = (when: number): boolean => at !== 0 && Math.abs(when - at) <= sameOccurrenceMs;
    if (shown.has(event)) {
      // Told by its webhook a moment before the record followed.
      if (!on && !(by === 'webhook' && near(now))) tell(now, null);
      on = true;
    } else {
      on = false;
      for (const row of delivered) if (row.name === event && !near(row.at)) tell(row.at, row);
    }
    if (on || told > 0) next[event] = { on, told, at, by };
  }
  return { facts, next };
}
