import { z } from 'zod';
import type { JsonObject } from '../../../shared/json.ts';
import { timeOf } from '../../fieldnation/collections.ts';
import { asObject } from '../../fieldnation/fields.ts';
import type { Copy } from '../../store/pairs-port.ts';

/* What is to become of a work order's schedule entry. Pure. */

/** A stretch of a member's time, ms UTC. */
export const slotSchema = z.object({ startAt: z.number(), endAt: z.number(), member: z.string() });
export type Slot = z.infer<typeof slotSchema>;

/** How long a visit is planned for when the work order names only a start (ms). */
const withoutEndMs = 3_600_000;

/** The service window; without an end (`exact`, reference/fieldnation.md 1.7) it is an hour. Null while there is none. */
export function windowOf(document: JsonObject): { readonly startAt: number; readonly endAt: number } | null {
  const window = asObject(asObject(document.schedule)?.service_window);
  const startAt = timeOf(window?.start);
  if (startAt === null) return null;
  const endAt = window?.mode === 'exact' ? null : timeOf(window?.end);
  return { startAt, endAt: endAt !== null && endAt > startAt ? endAt : startAt + withoutEndMs };
}

/** Offered to providers or taken by one: the visit is still to come. */
const ahead = new Set(['published', 'routed', 'assigned']);
/** The visit will not take place. */
const off = new Set(['cancelled', 'canceled', 'deleted']);

/**
 * A draft is no plan anybody else knows of, so it gets no entry; one that is taken back to draft, postponed or done keeps the entry it has. A
 * work order that is offered again after it was cancelled gets a new entry.
 */
export function entryPlan(
  status: string,
  window: unknown,
  copy: Copy['state'] | null,
  end: '' | 'left' | 'removed',
): 'create' | 'move' | 'remove' | 'nothing' {
  const now = status.trim().toLowerCase();
  const exists = copy === 'done' && end === '';
  // An entry of unknown fate is looked for before it is left.
  if (off.has(now)) return exists || copy === 'intended' ? 'remove' : 'nothing';
  if (exists) return window === null ? 'nothing' : 'move';
  if (end === 'left' || copy === 'skipped' || !ahead.has(now) || window === null) return 'nothing';
  return 'create';
}

/** ConnectWise keeps whole seconds and may round to the minute. */
const sameMs = 60_000;

/** An answer that leaves the member out says nothing about the member. */
export function sameSlot(a: Slot, b: Slot): boolean {
  const [one, other] = [a.member.toLowerCase(), b.member.toLowerCase()];
  return (
    Math.abs(a.startAt - b.startAt) < sameMs &&
    Math.abs(a.endAt - b.endAt) < sameMs &&
    (one === other || one === '' || other === '')
  );
}
