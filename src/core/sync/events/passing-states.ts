import type { WorkOrderEventName } from '../../../shared/domain/work-order-events.ts';
import type { EventRow } from '../../store/intake-port.ts';
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
  /** The same whoever told it: a run that was not kept may have had the other witness. */
  readonly occurrence: string;
  readonly at: number;
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
    const tell = (when: number, witness: typeof by): void => {
      told += 1;
      at = when;
      by = witness;
      facts.push({ event, occurrence: `state:${told}`, at });
    };
    const near = (when: number): boolean => at !== 0 && Math.abs(when - at) <= sameOccurrenceMs;
    const rows = delivered.filter((row) => row.name === event).toSorted((a, b) => a.at - b.at);
    const latest = rows.at(-1)?.at ?? 0;
    if (shown.has(event)) {
      // Webhooks that waited: the newest is about what the record shows, those long before it about what nobody saw.
      for (const row of rows) {
        const earlier = on ? at !== 0 : latest - row.at > sameOccurrenceMs;
        if (earlier && !near(row.at)) tell(row.at, 'webhook');
      }
      // Told by its webhook a moment before the record followed, it is not told again.
      if (!on && !(by === 'webhook' && near(now))) tell(now, 'record');
      on = true;
    } else {
      on = false;
      for (const row of rows) if (!near(row.at)) tell(row.at, 'webhook');
    }
    if (on || told > 0) next[event] = { on, told, at, by };
  }
  return { facts, next };
}
