import type { Link, Ticket } from '../../shared/domain/records.ts';
import { type Json, type JsonObject, jsonEqual } from '../../shared/json.ts';
import type { FieldChange } from '../psa/port.ts';
import type { SyncContext } from './context.ts';
import { type Candidate, type Decided, sameValue } from './decide.ts';
import { statusRuleId } from './effective-mapping.ts';

/*
 * What a run is about to write, kept until a run of the link comes to its end. A write whose answer was lost leaves our own value on the other
 * side without a base; when its source moves on meanwhile, that value must not look like somebody else's change.
 */

/** More tries than this of one field without an end are not remembered. */
const keptValues = 5;

type Sent = Readonly<Record<string, readonly Json[]>>;

const keyOf = (link: Pick<Link, 'id'>): string => `sent:${link.id}`;

/** By rule id; empty once a run came to its end since: it leaves another time of the last sync, and the values in the base. */
async function sentOf(context: Pick<SyncContext, 'store'>, link: Pick<Link, 'id' | 'lastSyncedAt'>): Promise<Sent> {
  const noted = (await context.store.value(keyOf(link))) as JsonObject | undefined;
  return noted !== undefined && noted.after === link.lastSyncedAt ? (noted.values as unknown as Sent) : {};
}

/** True for a candidate whose target holds a value an unfinished run of this link sent. */
export async function holdsOurs(
  context: Pick<SyncContext, 'store'>,
  link: Pick<Link, 'id' | 'lastSyncedAt'>,
): Promise<(candidate: Candidate) => boolean> {
  const sent = await sentOf(context, link);
  return (candidate) => {
    const { evaluated, present } = candidate;
    const values = sent[evaluated.rule.id] ?? [];
    return present !== undefined && values.some((value) => sameValue(candidate, value, present));
  };
}

/**
 * True when the ticket's status is one that an unfinished run set: a status that asks for something (publish, route, cancel) asks only when a
 * person or ConnectWise set it.
 */
export async function isOwnStatus(
  context: Pick<SyncContext, 'store'>,
  link: Pick<Link, 'id' | 'lastSyncedAt'>,
  status: Ticket['status'],
): Promise<boolean> {
  return ((await sentOf(context, link))[statusRuleId] ?? []).includes(status.id);
}

/** Commits what is about to be sent, beside what earlier unfinished runs sent. */
export async function noteSent(
  context: Pick<SyncContext, 'store' | 'clock'>,
  link: Pick<Link, 'id' | 'lastSyncedAt'>,
  decided: readonly Decided[],
  changes: readonly FieldChange[],
): Promise<void> {
  const before = await sentOf(context, link);
  const values: Record<string, readonly Json[]> = { ...before };
  for (const { ruleId, decision } of decided) {
    if (decision.kind !== 'write' || !changes.includes(decision.change)) continue;
    const { value } = decision.change;
    const known = values[ruleId] ?? [];
    if (!known.some((one) => jsonEqual(one, value))) values[ruleId] = [...known, value].slice(-keptValues);
  }
  const noted = { after: link.lastSyncedAt, values: values as unknown as JsonObject };
  await context.store.setValue(keyOf(link), noted, context.clock.now());
}
