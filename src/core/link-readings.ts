import { z } from 'zod';
import { targetLabel } from '../shared/domain/field-labels.ts';
import type { LinkHistory } from '../shared/domain/link-life.ts';
import { jsonSchema, type OneWayRule } from '../shared/domain/mapping.ts';
import type { LinkId } from '../shared/domain/records.ts';
import type { Json, JsonObject } from '../shared/json.ts';
import { readPath } from '../shared/record-path.ts';
import { textOf } from './fieldnation/collections.ts';
import { asObject } from './fieldnation/fields.ts';
import {
  fieldHistory,
  type Reading,
  type RuleRole,
  type Side,
  type TrackedField,
  type Values,
} from './link-history.ts';
import { valuesInWords } from './people/value-words.ts';
import { fromConnectWiseTime } from './psa/connectwise/dates.ts';
import type { LinkRun } from './store/pairs-port.ts';
import type { SyncContext } from './sync/context.ts';
import { effectiveMapping, workOrderSource } from './sync/effective-mapping.ts';

/* The kept runs of a link as its history compares them: which fields, and what each run read in them. */

type HistoryContext = Pick<SyncContext, 'store' | 'config' | 'mapping' | 'psa' | 'fieldNation'>;

/** Runs read from the store at once: each holds two whole records. */
const chunk = 100;
/** A page ends at the chunk that reaches one of these. */
const enough = { rows: 100, runs: 300 } as const;
/** Runs looked through for a reading of a side that the oldest runs of a page did not read. */
const mostForComparison = 100;

/**
 * A page of the history of a link's fields, newest first. `before` is `next` of the page before. Every page is complete in itself: its oldest run is
 * compared with the one before it.
 */
export async function linkHistory(
  context: HistoryContext,
  linkId: LinkId,
  before: number | null,
): Promise<LinkHistory> {
  const tell = await teller(context, linkId);
  const runs: LinkRun[] = [];
  let more = true;
  let rows: LinkHistory['rows'] = [];
  while (more && rows.length < enough.rows && runs.length < enough.runs) {
    const next = await context.store.linkRuns(linkId, runs.at(-1)?.attemptId ?? before, chunk);
    runs.push(...next);
    more = next.length === chunk;
    rows = tell(runs, more ? await olderThan(context, linkId, runs) : []);
  }
  const oldest = runs.at(-1);
  return {
    rows,
    next: more && oldest !== undefined ? oldest.attemptId : null,
    since: oldest?.at ?? null,
    runs: runs.length,
  };
}

/** The newest older runs that read what the page's oldest run is compared with: one of each side. */
async function olderThan({ store }: HistoryContext, linkId: LinkId, runs: readonly LinkRun[]): Promise<LinkRun[]> {
  const found: LinkRun[] = [];
  let before = runs.at(-1)?.attemptId ?? null;
  while (found.length < mostForComparison) {
    const [run] = await store.linkRuns(linkId, before, 1);
    if (run === undefined) break;
    found.push(run);
    before = run.attemptId;
    if (found.some((one) => one.ticket !== null) && found.some((one) => one.workOrder !== null)) break;
  }
  return found;
}

/** Turns runs (newest first) into rows: today's rules say which fields are looked at, and how their values read. */
async function teller(context: HistoryContext, linkId: LinkId) {
  const { mapping } = await context.mapping();
  const conflicts = await context.store.conflictsOf(linkId);
  const inWords = await valuesInWords(context);
  const ownUser = context.fieldNation().ownUserId();
  return (runs: readonly LinkRun[], older: readonly LinkRun[]): LinkHistory['rows'] => {
    const all = [...runs, ...older].reverse();
    const board = all.findLast((run) => run.ticket !== null)?.ticket?.board;
    const { rules } = effectiveMapping(mapping, context.config(), numberOf(asObject(board ?? null)?.id));
    const plans = all.map((run) => planSchema.safeParse(run.plan).data ?? null);
    const fields = trackedFields(rules, plans);
    const names = new Names();
    const readings = all.map((run, at): Reading => reading(context, run, plans[at] ?? null, fields, names));
    const told = fieldHistory({
      readings,
      first: older.length,
      fields,
      conflicts,
      ownUser: ownUser === null ? null : String(ownUser),
    });
    return told.map((row) => ({
      ...row,
      by: row.source === 'webhook' ? names.user(row.by) : row.by,
      before: names.of(row, row.before as Json) ?? inWords(row.field, row.before as Json),
      after: names.of(row, row.after as Json) ?? inWords(row.field, row.after as Json),
    }));
  };
}

const writeSchema = z.object({ target: z.string(), value: jsonSchema, from: jsonSchema.optional() });
/** What a run noted of its decisions (sync/in-step.ts). */
const planSchema = z.object({
  created: z.boolean().default(false),
  toWorkOrder: z.array(writeSchema),
  toTicket: z.array(writeSchema),
  left: z.record(z.string(), z.string()).default({}),
  ticketDue: z.boolean().default(true),
});
type Plan = z.infer<typeof planSchema>;

/** What people ask about first, also where no rule reads or writes it. */
const always: readonly (readonly [Side, string])[] = [
  ['connectwise', 'summary'],
  ['connectwise', 'status'],
  ['connectwise', 'board'],
  ['connectwise', 'company'],
  ['connectwise', 'priority'],
  ['connectwise', 'owner'],
  ['fieldnation', 'title'],
  ['fieldnation', 'status.name'],
  ['fieldnation', 'provider.name'],
  ['fieldnation', 'schedule.service_window.start.utc'],
  ['fieldnation', 'schedule.service_window.end.utc'],
  ['fieldnation', 'pay.base.amount'],
];

/** A reference by whichever of its members a rule reads: it is one field to people. */
const reference = /^(board|status|company|priority|owner|type|source|team)\.(?:id|name|identifier)$/;

function fieldName(side: Side, path: string): string {
  return side === 'connectwise' ? (reference.exec(path)?.[1] ?? path) : path;
}

function trackedFields(rules: readonly OneWayRule[], plans: readonly (Plan | null)[]): readonly TrackedField[] {
  const fields = new Map<string, { side: Side; field: string; rules: RuleRole[] }>();
  const track = (side: Side, path: string, role: RuleRole | null): void => {
    const field = fieldName(side, path);
    const key = `${side} ${field}`;
    const known = fields.get(key) ?? { side, field, rules: [] };
    if (role !== null) known.rules.push(role);
    fields.set(key, known);
  };
  for (const { id: ruleId, direction, target, when, ...rule } of rules) {
    const inbound = direction === 'inbound';
    const [source, goal]: readonly Side[] = inbound ? ['connectwise', 'fieldnation'] : ['fieldnation', 'connectwise'];
    if (source === undefined || goal === undefined) continue;
    // What is given only when the work order is made is not kept in step afterwards.
    const about = when === 'create' ? null : ({ ruleId, direction, target } as const);
    track(goal, target, about && { ...about, role: 'target' });
    for (const path of pathsRead(rule)) track(source, path, about && { ...about, role: 'source' });
  }
  for (const plan of plans) {
    for (const { target } of plan?.toWorkOrder ?? []) track('fieldnation', target, null);
    for (const { target } of plan?.toTicket ?? []) track('connectwise', target, null);
  }
  const heads = new Set([...fields.values()].map(({ side, field }) => `${side} ${field}`));
  for (const [side, field] of always) if (!heads.has(`${side} ${field}`)) track(side, field, null);
  return [...fields.values()].map((field) => ({ ...field, label: targetLabel(field.field) }));
}

/** The paths a rule reads; those of a script are in its text and are not looked for. */
function pathsRead(rule: Omit<OneWayRule, 'id' | 'direction' | 'target' | 'when'>): readonly string[] {
  if ('source' in rule && typeof rule.source === 'string') return [rule.source];
  if (!('parts' in rule) || !Array.isArray(rule.parts)) return [];
  return (rule.parts as readonly { type: string; value: string }[])
    .filter((part) => part.type === 'field')
    .map((part) => part.value);
}

function reading(
  context: HistoryContext,
  run: LinkRun,
  plan: Plan | null,
  fields: readonly TrackedField[],
  names: Names,
): Reading {
  const { ticket, workOrder } = run;
  names.learn(ticket, workOrder);
  const info = asObject(ticket?._info ?? null);
  return {
    attemptId: run.attemptId,
    startedAt: run.startedAt,
    endedAt: run.at,
    ticket: ticket && values(fields, 'connectwise', (field) => ticketValue(context, ticket, field)),
    workOrder: workOrder && workOrderValues(context, workOrder, fields),
    ticketSaved:
      info === null ? null : { at: fromConnectWiseTime(textOf(info.lastUpdated)), by: textOf(info.updatedBy) },
    plan,
    received: run.received.map(({ source, at, actor, action }) => ({ source, at, actor, action })),
  };
}

function values(fields: readonly TrackedField[], side: Side, read: (field: TrackedField) => Json | undefined): Values {
  return Object.fromEntries(
    fields
      .filter((field) => field.side === side)
      .map((field) => {
        const value = read(field) ?? null;
        return [field.field, value === '' ? null : value];
      }),
  );
}

function isTarget({ side, rules, field }: TrackedField): boolean {
  return rules.some((rule) => rule.role === 'target' && fieldName(side, rule.target) === field);
}

function ticketValue({ psa }: HistoryContext, document: JsonObject, field: TrackedField): Json | undefined {
  const known = reference.test(`${field.field}.id`) || isTarget(field);
  return known ? psa().readField({ document }, field.field) : readPath(document, field.field);
}

function workOrderValues(context: HistoryContext, document: JsonObject, fields: readonly TrackedField[]): Values {
  const source = workOrderSource(document);
  return values(
    fields,
    'fieldnation',
    (field) => context.fieldNation().readField({ document }, field.field) ?? readPath(source, field.field),
  );
}

function numberOf(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

/** Names of what the records refer to by number, as the records themselves give them. */
class Names {
  readonly #references = new Map<string, string>();
  readonly #users = new Map<string, string>();

  learn(ticket: JsonObject | null, workOrder: JsonObject | null): void {
    for (const field of ['board', 'status', 'company', 'priority', 'owner', 'type', 'source', 'team']) {
      const held = asObject(ticket?.[field] ?? null);
      const id = numberOf(held?.id);
      if (held !== null && id !== null)
        this.#references.set(`${field} ${id}`, textOf(held.name) || textOf(held.identifier));
    }
    for (const user of [
      asObject(asObject(workOrder?.assignee ?? null)?.user ?? null),
      asObject(workOrder?.manager ?? null),
    ]) {
      const name = [textOf(user?.first_name), textOf(user?.last_name)].filter(Boolean).join(' ');
      if (user !== null && name !== '') this.#users.set(String(user.id), name);
    }
  }

  /** Null: not a reference, or one whose name no kept record tells. */
  of({ side, field }: { readonly side: Side; readonly field: string }, value: Json): Json {
    if (side !== 'connectwise' || typeof value !== 'number') return null;
    return this.#references.get(`${field} ${value}`) || null;
  }

  user(id: string): string {
    return this.#users.get(id) ?? id;
  }
}
