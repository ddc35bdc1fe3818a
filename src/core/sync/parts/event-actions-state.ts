import { z } from 'zod';
import { jsonSchema } from '../../../shared/domain/mapping.ts';
import type { WorkOrder } from '../../../shared/domain/records.ts';
import { appErrorInfoSchema } from '../../../shared/errors.ts';
import type { Json } from '../../../shared/json.ts';
import type { OwnWrites } from '../events/differences.ts';
import { observe } from '../events/observe.ts';
import { readSeen, valueKey } from '../events/seen.ts';

/** An event to act on again, and a fingerprint of the action that failed. */
const rememberedSchema = z.object({
  name: z.string(),
  occurrence: z.string(),
  at: z.number(),
  words: z.string(),
  params: z.record(z.string(), jsonSchema),
  action: z.string(),
});

/** What the part that acts on events keeps in `link.seen`. */
const stateSchema = z.object({
  /** Read by events/detect.ts. */
  own: z.record(z.string(), z.tuple([z.string(), z.string()])),
  /** Events whose script failed, to be tried again. */
  failed: z.array(rememberedSchema.extend({ error: appErrorInfoSchema })),
  /** Notes the PSA refused, by copy: not sent again until a person asks. */
  refused: z.record(z.string(), appErrorInfoSchema).default({}),
  /** Why the filters kept the pair out, as it was told last; empty when it passes. */
  filtered: z.string(),
});
type Parsed = z.infer<typeof stateSchema>;
export type FailedEvent = Parsed['failed'][number];
export interface State extends Omit<Parsed, 'own'> {
  readonly own: OwnWrites;
}

export function readState(seen: Json | undefined): State {
  return stateSchema.safeParse(seen).data ?? { own: {}, failed: [], refused: {}, filtered: '' };
}

/** The event a committed answer belongs to. */
export function readRemembered(value: Json | undefined): Omit<FailedEvent, 'error'> | null {
  return rememberedSchema.safeParse(value).data ?? null;
}

/** What runs write to work orders. */
const written = ['FN_WO_SCHEDULE_UPDATED', 'FN_WO_UPDATED', 'FN_WO_CUSTOM_FIELD_VALUE_UPDATED'];

/**
 * Values that differ between the record as this run found it and as it is now: this run wrote them. Somebody who changed the same value during
 * the run itself is taken for it; the value is in step all the same.
 */
export function ownChanges(found: Json, workOrder: WorkOrder): OwnWrites {
  const before = readSeen(found)?.values ?? {};
  return Object.fromEntries(
    observe(workOrder.document).watched.flatMap((one): [string, readonly [string, string]][] => {
      const key = valueKey(one);
      const was = Object.hasOwn(before, key) ? before[key]?.[0] : '';
      return written.includes(one.event) && was !== undefined && was !== one.print ? [[key, [was, one.print]]] : [];
    }),
  );
}
