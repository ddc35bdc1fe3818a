import { z } from 'zod';
import type { Link } from '../../../shared/domain/records.ts';
import type { WorkOrderEventName } from '../../../shared/domain/work-order-events.ts';
import type { Json } from '../../../shared/json.ts';
import type { Observation, Occurred } from './observe.ts';
import type { Watched } from './observe-values.ts';
import { print } from './prints.ts';

/** What a link remembers of its work order for events: `link.seen.events`. */
const seenSchema = z.object({
  v: z.literal(1),
  /** By event: short keys of everything that happened and is known. */
  keys: z.record(z.string(), z.array(z.string())),
  /** By event and id: the last fingerprint, and how many changes were told. */
  values: z.record(z.string(), z.tuple([z.string(), z.number()])),
  /** The most messages and routes ever counted. */
  messages: z.number(),
  routes: z.number(),
  /** States that come and go: shown at the last look, how often told, when last (ms UTC, 0 = never) and by whom. */
  states: z.record(
    z.string(),
    z.object({ on: z.boolean(), told: z.number(), at: z.number(), by: z.enum(['record', 'webhook']) }),
  ),
});
export type Seen = z.infer<typeof seenSchema>;

/** Null at the first sight of a work order. */
export function readSeen(value: Json | undefined): Seen | null {
  return seenSchema.safeParse(value).data ?? null;
}

export const valueKey = ({ event, id }: Pick<Watched, 'event' | 'id'>): string => `${event}|${id}`;

/** Keys are kept short: an upload's id is longer than all it has to be told from. */
export const shortKey = ({ key }: Pick<Occurred, 'key'>): string => (key.length <= 24 ? key : print(key));

/**
 * From when (ms UTC) what a work order shows is news at its first sight. Everything, when this link made it. Since the link was made, when two
 * records were joined. Since the last run, for a link that is older than the memory of events.
 */
export function newsSince(link: Link, madeByIntegration: boolean): number {
  const older = link.lastSyncedAt !== null && link.seen.fields === undefined;
  if (older) return link.lastSyncedAt ?? 0;
  // Field Nation's times are whole seconds.
  return link.origin === 'ticket' && !madeByIntegration ? 0 : Math.floor(link.createdAt / 1000) * 1000;
}

/** Values that every work order has from the start. */
export const alwaysKnown: ReadonlySet<WorkOrderEventName> = new Set([
  'FN_WO_SCHEDULE_UPDATED',
  'FN_WO_UPDATED',
  'FN_WO_CUSTOM_FIELD_VALUE_UPDATED',
]);

/** The memory at the first sight: what stood there before `since` is known and never told. */
export function firstSeen(record: Observation, since: number): Seen {
  const isNews = (at: number | null): boolean => since === 0 || (at !== null && at >= since);
  const keys: Record<string, string[]> = {};
  for (const one of record.occurred) if (!isNews(one.at)) keys[one.event] = [...(keys[one.event] ?? []), shortKey(one)];
  return {
    v: 1,
    keys,
    values: Object.fromEntries(
      record.watched
        .filter((one) => alwaysKnown.has(one.event) || !isNews(one.at))
        .map((one) => [valueKey(one), [one.print, 0] as [string, number]]),
    ),
    messages: since === 0 ? 0 : (record.messages ?? 0),
    routes: since === 0 ? 0 : (record.routes ?? 0),
    states:
      since === 0
        ? {}
        : Object.fromEntries(
            [...record.states].map((name) => [name, { on: true, told: 0, at: 0, by: 'record' as const }]),
          ),
  };
}
