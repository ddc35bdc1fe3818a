import { z } from 'zod';
import type { StatusAction } from '../../../shared/config-sync.ts';
import type { WorkOrder } from '../../../shared/domain/records.ts';
import { AppError, type AppErrorInfo, appErrorInfoSchema } from '../../../shared/errors.ts';
import type { Json } from '../../../shared/json.ts';
import { asObject } from '../../fieldnation/fields.ts';
import type { Copy } from '../../store/pairs-port.ts';
import { actionHeld, forgetAction, isApprovedFor } from '../guard.ts';
import { isOwnStatus } from '../sent.ts';
import { hasStatusActions, statusActionFor } from '../status-maps.ts';
import { copyOf, fingerprint } from './note-once.ts';
import type { Part, PartInput, PartResult } from './port.ts';
import {
  type Asked,
  doneInWords,
  fitOf,
  guardOf,
  plainStatus,
  readSourceId,
  sourceIdOf,
} from './status-actions-plan.ts';

/*
 * A ticket that a person moves into a configured status publishes, routes or cancels its work order: once for each time the status is entered,
 * never because the status map moved the ticket there. The wish is committed before it is sent; while it is not done (held, refused, an answer
 * lost) it stands as long as the ticket stays in the status.
 */

const seenSchema = z.object({
  /** How many enterings are dealt with. */
  n: z.number().default(0),
  /** The wish that waits, and why. */
  waiting: z
    .object({ sourceId: z.string(), held: z.boolean(), print: z.string(), error: appErrorInfoSchema })
    .nullable()
    .default(null),
});
type Seen = z.infer<typeof seenSchema>;

async function run(input: PartInput): Promise<PartResult> {
  const seen = seenSchema.parse(input.seen ?? {});
  const copies = (await input.copies()).filter((copy) => copy.kind === 'status-action');
  const n = Math.max(seen.n, ...copies.map((copy) => readSourceId(copy.sourceId).nth));
  const wish = (await entered(input, seen, copies)) ?? copies.findLast((copy) => copy.state === 'intended') ?? null;
  const rest = copies.filter((copy) => copy.state === 'intended' && copy.id !== wish?.id);
  await withdraw(input, rest);
  if (wish === null || wish.state !== 'intended') return { seen: left(Math.max(n, nthOf(wish))), problems: [] };
  const asked = await asksFor(input, statusRead(input).id);
  if (asked === null || readSourceId(wish.sourceId).statusId !== asked.ticketStatusId) {
    await withdraw(input, [wish]);
    return { seen: left(Math.max(n, nthOf(wish))), problems: [] };
  }
  return carryOut(input, wish, asked, seen);
}

function left(n: number, waiting: Seen['waiting'] = null): Json {
  return { n, waiting } as unknown as Json;
}

function nthOf(copy: Copy | null): number {
  return copy === null ? 0 : readSourceId(copy.sourceId).nth;
}

/** The ticket's status as this run read it, before anything was written: what a person set. */
function statusRead({ run: { ticketDocument }, ticket }: PartInput): { readonly id: number; readonly name: string } {
  const status = asObject(ticketDocument?.status);
  return typeof status?.id === 'number' ? { id: status.id, name: String(status.name ?? '') } : ticket.status;
}

async function asksFor({ context }: PartInput, statusId: number): Promise<StatusAction | null> {
  return statusActionFor((await context.mapping()).mapping, context.config(), statusId);
}

/**
 * The wish of a ticket that entered a configured status since the last run, committed. Counted from what the last finished run knew, so that a
 * run that is repeated finds the same wish again and not another one.
 */
async function entered(input: PartInput, seen: Seen, copies: readonly Copy[]): Promise<Copy | null> {
  const { context, link, fresh } = input;
  const status = statusRead(input);
  const asked = await asksFor(input, status.id);
  if (asked === null) return null;
  // Before a first run has ended the link names the status in which it was opened: who moves the ticket on in between asks as well.
  if (link.ticketStatus === status.name) {
    // A ticket that was triggered entered the trigger status; one that was sent by hand stood wherever it stood.
    const made = fresh && link.origin === 'ticket' && context.config().trigger?.statusId === status.id;
    if (!made || asked.action.do === 'cancel') return null;
  }
  if (await isOwnStatus(context, link, status)) return null;
  // Still the wish that waits: the ticket was saved, not moved.
  const nth = seen.n + 1;
  const known = copies.find((copy) => copy.sourceId === sourceIdOf(nth, status.id));
  if (known !== undefined) return known;
  const sourceId = sourceIdOf(nth, status.id);
  const copy = copyOf(
    input,
    { kind: 'status-action', sourceId, sourceHash: fingerprint(asked.action as unknown as Json), marker: '' },
    { status: status.name, ticketUpdatedAt: input.ticket.updatedAt, before: plainStatus(input.workOrder) },
  );
  const intended = await context.store.intendCopy(copy, context.clock.now());
  // Wished for, not sent: `sentAt` is 0 until it is about to be.
  if (intended.added) await context.store.markCopySent(intended.copy.id, 0);
  await context.step('status-action.intended');
  return intended.added ? { ...intended.copy, sentAt: 0 } : intended.copy;
}

/** The ticket was moved on, or the configuration asks for nothing any more, before the wish was done. */
async function withdraw(input: PartInput, copies: readonly Copy[]): Promise<void> {
  const { context, ticket, workOrder } = input;
  if (copies.length === 0) return;
  const reason = 'The ticket left the status before this was done.';
  await context.store.skipCopies(
    copies.map((copy) => ({ ...copy, detail: { ...copy.detail, reason } })),
    context.clock.now(),
  );
  for (const { detail } of copies) {
    const status = String(detail.status ?? '');
    const why =
      statusRead(input).name === status ? `asks for nothing in ${status} any more` : `is no longer in ${status}`;
    say(
      input,
      'status-action.withdrawn',
      `Ticket ${ticket.id} ${why}; work order ${workOrder.id} is left as it is (${workOrder.status.name})`,
    );
  }
}

async function carryOut(input: PartInput, wish: Copy, { action }: StatusAction, seen: Seen): Promise<PartResult> {
  const { context, workOrder, run: own } = input;
  const nth = nthOf(wish);
  const waiting = seen.waiting?.sourceId === wish.sourceId ? seen.waiting : null;
  const print = fingerprint(printOf(workOrder, action));
  if (waiting?.held === false && waiting.print === print && !input.asked)
    return { seen: left(nth, waiting), problems: [waiting.error] };
  const refuse = (error: AppErrorInfo): PartResult => ({
    seen: left(nth, { sourceId: wish.sourceId, held: false, print, error }),
    problems: [error],
  });
  const fit = fitOf(action, workOrder, wish.sentAt === 0 ? null : String(wish.detail.before ?? ''));
  if (fit.kind === 'refused') return refuse(impossible(input, action, fit.because));
  if (fit.kind === 'done') {
    await done(input, wish);
    const there = `work order ${workOrder.id} is ${workOrder.status.name} already`;
    say(input, 'status-action.done', `Ticket ${input.ticket.id} entered ${inStatus(wish)}: ${there}`);
    return { seen: left(nth), problems: [] };
  }
  const guard = guardOf(action);
  // Held once, it waits for a person even when the ten minutes are over.
  const held =
    waiting?.held === true && !(await isApprovedFor(context, own.job, guard))
      ? waiting.error
      : await actionHeld(context, own.job, workOrder.id, guard, action.do.startsWith('route') ? 'routed' : undefined);
  if (held !== null)
    return { seen: left(nth, { sourceId: wish.sourceId, held: true, print, error: held }), problems: [], held };
  try {
    const changed = await send(input, wish, action);
    await done(input, wish);
    const what = `work order ${workOrder.id} ${doneInWords(action)}`;
    say(input, 'status-action.done', `Ticket ${input.ticket.id} entered ${inStatus(wish)}: ${what}`);
    // The ticket follows what the work order has become.
    own.follow({
      target: { kind: 'link', linkId: input.link.id },
      cause: 'status-action',
      runAt: context.clock.now(),
    });
    return { seen: left(nth), problems: [], workOrder: changed };
  } catch (thrown) {
    const error = AppError.from(thrown);
    const unsure = error.kind === 'ambiguous' || error.kind === 'transient' || error.kind === 'bug';
    // Refused or never sent, nothing reached the work order: it is not counted, and the next try begins anew.
    if (!unsure) {
      await forgetAction(context, guard);
      await context.store.markCopySent(wish.id, 0);
    }
    if (error.kind !== 'permanent' && error.kind !== 'conflict') throw thrown;
    return refuse(refusedBy(input, action, error));
  }
}

async function send(input: PartInput, wish: Copy, action: Asked): Promise<WorkOrder> {
  const { context, workOrder, signal } = input;
  const fieldNation = context.fieldNation();
  await context.store.markCopySent(wish.id, context.clock.now());
  await context.step('status-action.before-send');
  const sending = (): Promise<WorkOrder> => {
    switch (action.do) {
      case 'publish':
        return fieldNation.publish(workOrder.id, signal);
      case 'route-provider':
        return fieldNation.routeToProvider(workOrder.id, action.providerId, signal);
      case 'route-pool':
        return fieldNation.routeToPool(workOrder.id, action.poolId, signal);
      case 'cancel':
        return fieldNation.cancel(workOrder.id, action.reason, signal);
    }
  };
  const changed = await sending();
  await context.step('status-action.answered');
  return changed;
}

async function done({ context, workOrder }: PartInput, wish: Copy): Promise<void> {
  await context.store.recordCopy(wish.id, { targetId: String(workOrder.id) }, context.clock.now());
  await context.step('status-action.recorded');
}

/** What Field Nation decides on when it refuses: as long as none of it changes, it would refuse again. */
function printOf({ document, status, provider }: WorkOrder, action: Asked): Json {
  const parts = ['location', 'schedule', 'types_of_work', 'pay'].map((part) => document[part] ?? null);
  return [action as unknown as Json, status.name, provider?.id ?? 0, ...parts];
}

function inStatus(wish: Copy): string {
  return String(wish.detail.status ?? 'a status that asks for it');
}

function impossible({ ticket, workOrder }: PartInput, action: Asked, because: string): AppErrorInfo {
  return {
    code: 'status-action.not-possible',
    kind: 'conflict',
    message: `Work order ${workOrder.id} was not ${doneInWords(action)}, which the status of ticket ${ticket.id} asks for: it ${because}. Settle it in Field Nation, or move the ticket to another status.`,
    context: { ticketId: ticket.id, workOrderId: workOrder.id },
    action: { do: 'retry' },
  };
}

function refusedBy({ ticket, workOrder }: PartInput, action: Asked, error: AppError): AppErrorInfo {
  const said = String(error.context.vendorMessage ?? '').replace(/[.\s]+$/, '') || error.message.replace(/[.\s]+$/, '');
  return {
    code: 'status-action.refused',
    kind: 'permanent',
    message: `Work order ${workOrder.id} was not ${doneInWords(action)}, which the status of ticket ${ticket.id} asks for: Field Nation refused (${said}). Correct that and retry, or move the ticket to another status.`,
    context: { ...error.context, ticketId: ticket.id, workOrderId: workOrder.id },
    action: { do: 'retry' },
  };
}

function say({ run: own }: PartInput, kind: string, message: string): void {
  own.say({ side: 'connectwise', direction: 'inbound', kind, message });
}

/** Does what the ticket's status asks of the work order. */
export const statusActions: Part = {
  name: 'status-actions',
  wanted: async ({ context, seen }) =>
    hasStatusActions((await context.mapping()).mapping, context.config()) ||
    seenSchema.safeParse(seen).data?.waiting != null,
  run,
};
