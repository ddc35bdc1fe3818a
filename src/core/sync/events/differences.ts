import type { WorkOrderEventName } from '../../../shared/domain/work-order-events.ts';
import type { Json } from '../../../shared/json.ts';
import type { Observation } from './observe.ts';
import { resolvedPrint, type Watched } from './observe-values.ts';
import { type Seen, shortKey, valueKey } from './seen.ts';

/** A fact that the record shows and nobody told yet. */
export interface Fact {
  readonly event: WorkOrderEventName;
  readonly occurrence: string;
  readonly at: number;
  /** After "Work order N". */
  readonly words: string;
  readonly params: Readonly<Record<string, Json>>;
}

/**
 * Values this program changed itself during the last run, by event and id: fingerprint before and after. Such a change is no event: the ticket
 * it came from knows.
 */
export type OwnWrites = Readonly<Record<string, readonly [from: string, to: string]>>;

type Remembered = Pick<Seen, 'keys' | 'values' | 'messages' | 'routes'>;

/**
 * What happened between the last look and this record, and what is known from now on. Occurrences do not depend on the time of the look, so
 * that a run that was not kept finds the same facts again.
 */
export function differences(
  seen: Remembered,
  record: Observation,
  own: OwnWrites,
  now: number,
): { readonly facts: readonly Fact[]; readonly next: Remembered } {
  const occurred = newOccurrences(seen.keys, record, now);
  const changed = changedValues(seen.values, record, own, now);
  const messages = counted('FN_WO_MESSAGE_ADDED', 'message', seen.messages, record.messages, 'has a new message', now);
  const routes = counted('FN_WO_ROUTED', 'route-count', seen.routes, record.routes, 'was routed to a provider', now);
  return {
    facts: [...occurred.facts, ...changed.facts, ...messages, ...routes],
    next: {
      keys: occurred.keys,
      values: changed.values,
      messages: Math.max(seen.messages, record.messages ?? 0),
      routes: Math.max(seen.routes, record.routes ?? 0),
    },
  };
}

function newOccurrences(known: Seen['keys'], record: Observation, now: number) {
  const keys: Record<string, string[]> = { ...known };
  const facts: Fact[] = [];
  for (const one of record.occurred) {
    const list = keys[one.event] ?? [];
    const key = shortKey(one);
    if (list.includes(key)) continue;
    keys[one.event] = [...list, key];
    if (one.own !== true)
      facts.push({
        event: one.event,
        occurrence: one.key,
        at: one.at ?? now,
        words: one.words,
        params: one.params,
      });
  }
  return { keys, facts };
}

/** Only counts above the highest ever: a message that was archived in between is not counted twice. */
function counted(
  event: WorkOrderEventName,
  label: string,
  highest: number,
  count: number | null,
  words: string,
  now: number,
): Fact[] {
  const facts: Fact[] = [];
  for (let number = highest + 1; number <= (count ?? 0); number += 1)
    facts.push({ event, occurrence: `${label}:${number}`, at: now, words, params: { number } });
  return facts;
}

function changedValues(known: Seen['values'], record: Observation, own: OwnWrites, now: number) {
  const values: Record<string, [string, number]> = { ...known };
  const facts: Fact[] = [];
  const basics: { readonly part: string; readonly print: string }[] = [];
  for (const one of record.watched) {
    const key = valueKey(one);
    const [before, told] = (Object.hasOwn(known, key) ? known[key] : undefined) ?? [undefined, 0];
    const theirs = before !== one.print && own[key]?.[1] === one.print ? (own[key]?.[0] ?? '') : one.print;
    const tells = isNews(one, before, theirs);
    values[key] = [one.print, tells && one.event !== 'FN_WO_UPDATED' ? told + 1 : told];
    if (!tells) continue;
    if (one.event === 'FN_WO_UPDATED') {
      basics.push({ part: one.id, print: theirs });
      continue;
    }
    const subject = one.id === '' ? '' : `${one.id}:`;
    facts.push({
      event: one.event,
      occurrence: `change:${subject}${told + 1}:${theirs}`,
      at: one.at !== null && before === undefined ? one.at : now,
      words: one.words,
      params: one.params,
    });
  }
  if (basics.length > 0) {
    // One event for an edit, however many parts it touched.
    const key = valueKey({ event: 'FN_WO_UPDATED', id: 'told' });
    const [, told] = known[key] ?? ['', 0];
    values[key] = ['', told + 1];
    const parts = basics.map(({ part }) => part);
    facts.push({
      event: 'FN_WO_UPDATED',
      occurrence: `change:${told + 1}:${basics.map(({ print }) => print.slice(0, 6)).join('')}`,
      at: now,
      words: `: ${listed(parts)} changed`,
      params: { changed: parts },
    });
  }
  return { values, facts };
}

function isNews({ event }: Watched, before: string | undefined, now: string): boolean {
  switch (event) {
    case 'FN_WO_PROBLEM_REPORTED':
      return before === undefined || (before === resolvedPrint && now !== resolvedPrint);
    case 'FN_WO_UPDATED':
      // A part that is watched since this release has no past.
      return before !== undefined && before !== now;
    case 'FN_WO_CLOSE_OUT_ADDED':
    case 'FN_WO_ASSIGNED':
      return now !== '' && before !== now;
    case 'FN_WO_SHIPMENT_UPDATED':
      return before !== now;
    default:
      return (before ?? '') !== now;
  }
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
