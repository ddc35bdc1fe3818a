import { z } from 'zod';
import { AppError, type AppErrorInfo, appErrorInfoSchema } from '../../../shared/errors.ts';
import type { Json } from '../../../shared/json.ts';
import type { PsaScheduleEntry } from '../../psa/records-port.ts';
import type { Copy } from '../../store/pairs-port.ts';
import { readableUtc } from '../readable.ts';
import { createOnce } from './create-once.ts';
import { copyOf, fingerprint, mayBeMarked } from './note-once.ts';
import type { Part, PartInput, PartResult } from './port.ts';
import { memberToUse } from './responsible.ts';
import { entryPlan, type Slot, sameSlot, slotSchema, windowOf } from './schedule-plan.ts';

/*
 * The work order's service window as one schedule entry of a member: made once the work order is offered to providers, moved with the window,
 * taken away when the work order is cancelled. An entry that a person moved, finished or deleted is theirs from then on.
 */

/** Beside the copy: what the entry was given, what moves of unknown fate may have given it, and what became of it. */
const detailSchema = z.object({
  slot: slotSchema,
  tried: z.array(slotSchema).default([]),
  /** `left`: a person's now. `removed`: taken away by us. */
  end: z.enum(['', 'left', 'removed']).default(''),
});
type Detail = z.infer<typeof detailSchema>;

const maxTried = 10;

/** An entry ConnectWise refused: as things were then, and why. */
const refusalSchema = z.object({ print: z.string(), error: appErrorInfoSchema });

async function run(input: PartInput): Promise<PartResult> {
  const { context, ticket, workOrder } = input;
  const copies = (await input.copies()).filter((copy) => copy.kind === 'schedule');
  const latest = copies.at(-1);
  const detail = latest === undefined ? null : detailSchema.parse(latest.detail);
  const window = windowOf(workOrder.document);
  const plan = entryPlan(workOrder.status.name, window, latest?.state ?? null, detail?.end ?? '');
  if (plan === 'nothing' || (window === null && plan !== 'remove')) return { problems: [] };
  if (plan === 'remove')
    return latest === undefined || detail === null ? { problems: [] } : take(input, latest, detail);
  if (window === null) return { problems: [] };
  const { schedule } = context.config().sync.outbound;
  const use = await memberToUse(input, schedule, `Work order ${workOrder.id} was not scheduled`);
  if (use.problem !== null) return { problems: [use.problem] };
  const slot: Slot = { ...window, member: use.member.identifier };
  const print = fingerprint([slot, ticket.status.id]);
  const before = refusalSchema.safeParse(input.seen).data;
  // Refused with everything as it is now: ConnectWise is asked again when a person wants it, or when something changed.
  if (before?.print === print && !input.asked) return { problems: [before.error] };
  try {
    const waiting = latest?.state === 'intended' ? latest : null;
    if (plan === 'create') return { seen: null, ...(await make(input, waiting, copies.length, slot)) };
    return latest === undefined || detail === null
      ? { problems: [] }
      : { seen: null, ...(await move(input, latest, detail, slot)) };
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.kind !== 'permanent' && error.kind !== 'conflict') throw thrown;
    const problem = refusedEntry(input, slot, error);
    return { seen: { print, error: problem } as unknown as Json, problems: [problem] };
  }
}

function refusedEntry({ ticket, workOrder }: PartInput, slot: Slot, error: AppError): AppErrorInfo {
  const said = String(error.context.vendorMessage ?? '').trim() || error.message;
  return {
    code: 'schedule.refused',
    kind: 'permanent',
    message: `Work order ${workOrder.id} was not scheduled on ticket ${ticket.id} for ${inWords(slot)}: ConnectWise said "${said.replace(/[.\s]+$/, '')}". Correct that, then retry.`,
    context: { ...error.context, ticketId: ticket.id, workOrderId: workOrder.id },
    action: { do: 'retry' },
  };
}

async function make(input: PartInput, waiting: Copy | null, before: number, slot: Slot): Promise<PartResult> {
  const { context, ticket, workOrder, signal } = input;
  const psa = context.psa();
  const n = waiting === null ? before + 1 : Number(waiting.sourceId);
  const marker = n === 1 ? `[FN#s${workOrder.id}]` : `[FN#s${workOrder.id}-${n}]`;
  const source = { kind: 'schedule', sourceId: String(n), sourceHash: fingerprint(slot), marker } as const;
  const result = await createOnce<PsaScheduleEntry>(context, input.run.job.interruptions > 0, {
    copy: copyOf(input, source, { slot }),
    find: async () =>
      (await psa.scheduleEntries(ticket.id, signal)).find((entry) => entry.name.includes(marker)) ?? null,
    send: () =>
      psa.createScheduleEntry(
        {
          ticketId: ticket.id,
          memberIdentifier: slot.member,
          startAt: slot.startAt,
          endAt: slot.endAt,
          name: `Field Nation ${workOrder.id} ${marker}`,
        },
        signal,
      ),
    idOf: (entry) => String(entry.id),
    // The entry found may be that of an earlier try with another window: what it holds is what was written.
    detailOf: (entry) => ({ slot: slotOf(entry) }),
    mayExist: await mayBeMarked(input),
  });
  if (result.kind === 'wait') return { problems: [], waitUntil: result.until };
  if (result.kind !== 'known') say(input, `schedule entry ${result.made.id} made for ${inWords(slot)}`);
  return { problems: [] };
}

async function move(input: PartInput, copy: Copy, detail: Detail, slot: Slot): Promise<PartResult> {
  const { context, ticket, signal } = input;
  if (sameSlot(detail.slot, slot) && detail.tried.length === 0) return { problems: [] };
  const entry = await find(input, copy);
  if (entry === null || !isOurs(entry, detail)) {
    // Already as wanted, whoever did it: nothing to say, and it goes on being kept.
    if (entry !== null && !entry.done && sameSlot(slotOf(entry), slot)) return keep(input, copy, { slot });
    await leave(input, copy, detail, entry, `the work order is now scheduled for ${inWords(slot)}`);
    return { problems: [] };
  }
  // Also a move that is thought lost may still arrive.
  await keep(input, copy, { slot: slotOf(entry), tried: [...detail.tried, detail.slot, slot].slice(-maxTried) });
  await context.step('schedule.before-write');
  await context
    .psa()
    .updateScheduleEntry(entry.id, { startAt: slot.startAt, endAt: slot.endAt, memberIdentifier: slot.member }, signal);
  await context.step('schedule.written');
  await keep(input, copy, { slot });
  say(input, `schedule entry ${entry.id} of ticket ${ticket.id} moved to ${inWords(slot)}`);
  return { problems: [] };
}

async function take(input: PartInput, copy: Copy, detail: Detail): Promise<PartResult> {
  const { context, workOrder, signal } = input;
  const entry = await find(input, copy);
  const over = `work order ${workOrder.id} is ${workOrder.status.name}`;
  if (entry === null)
    return copy.state === 'intended' ? { problems: [] } : keep(input, copy, { slot: detail.slot, end: 'removed' });
  if (!isOurs(entry, detail)) {
    await leave(input, copy, detail, entry, over);
    return { problems: [] };
  }
  await context.step('schedule.before-delete');
  try {
    await context.psa().deleteScheduleEntry(entry.id, signal);
  } catch (thrown) {
    if (AppError.from(thrown).code !== 'connectwise.not-found') throw thrown;
  }
  await context.step('schedule.deleted');
  say(input, `schedule entry ${entry.id} deleted, because ${over}`);
  return keep(input, { ...copy, targetId: String(entry.id) }, { slot: detail.slot, end: 'removed' });
}

/** Null when nobody finds it: a person deleted it. */
async function find({ context, ticket, signal }: PartInput, copy: Copy): Promise<PsaScheduleEntry | null> {
  const entries = await context.psa().scheduleEntries(ticket.id, signal);
  return (
    entries.find((entry) =>
      copy.targetId === null ? entry.name.includes(copy.marker) : String(entry.id) === copy.targetId,
    ) ?? null
  );
}

/** True while the entry holds what we gave it, or what an interrupted run may have given it. */
function isOurs(entry: PsaScheduleEntry, { slot, tried }: Detail): boolean {
  const present = slotOf(entry);
  return !entry.done && [slot, ...tried].some((one) => sameSlot(present, one));
}

async function leave(
  input: PartInput,
  copy: Copy,
  detail: Detail,
  entry: PsaScheduleEntry | null,
  although: string,
): Promise<void> {
  await keep(input, copy, { slot: detail.slot, end: 'left' });
  const what =
    entry === null
      ? `schedule entry ${copy.targetId ?? ''} was deleted in ConnectWise and is not made again`
      : `schedule entry ${entry.id} was ${entry.done ? 'finished' : 'changed'} in ConnectWise and stays as it is from now on`;
  say(input, `${what}, although ${although}`, 'attention');
}

async function keep(
  { context }: PartInput,
  copy: Copy,
  detail: { readonly slot: Slot; readonly tried?: readonly Slot[]; readonly end?: 'left' | 'removed' },
): Promise<PartResult> {
  const whole = { slot: detail.slot, tried: [...(detail.tried ?? [])], end: detail.end ?? '' };
  await context.store.recordCopy(
    copy.id,
    { targetId: copy.targetId ?? '', detail: whole, sourceHash: fingerprint(detail.slot) },
    context.clock.now(),
  );
  return { problems: [] };
}

function slotOf(entry: PsaScheduleEntry): Slot {
  return { startAt: entry.startAt, endAt: entry.endAt, member: entry.memberIdentifier };
}

function inWords({ startAt, endAt, member }: Slot): string {
  return `${member}, ${readableUtc(startAt)} to ${readableUtc(endAt)}`;
}

function say(input: PartInput, what: string, result: 'ok' | 'attention' = 'ok'): void {
  input.run.say({
    side: 'fieldnation',
    direction: 'outbound',
    kind: 'ticket.schedule',
    result,
    message: `Ticket ${input.ticket.id}, work order ${input.workOrder.id}: ${what}`,
  });
}

/** Keeps the work order's time in a member's schedule. */
export const schedule: Part = {
  name: 'schedule',
  wanted: ({ context, events }) =>
    context.config().sync.outbound.schedule.on && events.allows('FN_WO_SCHEDULE_UPDATED'),
  run,
};
