import type { JsonObject } from '../../shared/json.ts';
import { entries, idOf, numberOf, timeOf } from './collections.ts';
import { asObject } from './fields.ts';
import type { Visit } from './records-port.ts';

/** Check-ins and check-outs from the record's `time_logs` (reference/fieldnation.md 1.14), first visit first. */
export function visitsOf(document: JsonObject): readonly Visit[] {
  const visits = entries(document.time_logs).flatMap((log): Visit[] => {
    const id = idOf(log.id);
    if (id === null) return [];
    const inAt = timeOf(asObject(log.in)?.created) ?? timeOf(log.in);
    const outAt = timeOf(asObject(log.out)?.created) ?? timeOf(log.out);
    const hours = numberOf(log.hours);
    // A visit that goes on is answered with 0 hours, which is no amount of work.
    return [{ id, inAt, outAt, hours: outAt === null && hours === 0 ? null : hours }];
  });
  return visits.sort((a, b) => (a.inAt ?? 0) - (b.inAt ?? 0) || a.id - b.id);
}
