import { z } from 'zod';
import { AppError, type AppErrorInfo, appErrorInfoSchema } from '../../../shared/errors.ts';
import type { Json } from '../../../shared/json.ts';
import type { PsaTimeEntry } from '../../psa/records-port.ts';
import type { Copy, NewCopy } from '../../store/pairs-port.ts';
import { createOnce } from './create-once.ts';
import { copyOf, earliest, fingerprint, mayBeMarked, newsSince, noteOnce } from './note-once.ts';
import type { Part, PartInput, PartResult } from './port.ts';
import { memberToUse } from './responsible.ts';
import { type FinishedVisit, finishedVisits, sameTime, visitInWords, visitMarker } from './visit-words.ts';

/*
 * Each finished visit once: as a note with provider, in, out and hours, or as a time entry of a member. Field Nation lets people correct time
 * logs afterwards. A note is corrected by another note; a time entry is somebody's pay and a customer's bill, so a person corrects it.
 */

/** Time entries ConnectWise refused, by visit: as things were then, and why. */
const seenSchema = z.object({
  refused: z.record(z.string(), z.object({ print: z.string(), error: appErrorInfoSchema })),
});
type Refused = z.infer<typeof seenSchema>['refused'];

interface Outcome {
  readonly problems?: readonly AppErrorInfo[];
  readonly refused?: Refused;
  readonly waitUntil?: number;
}

async function run(input: PartInput): Promise<PartResult> {
  const { context, workOrder } = input;
  const visits = finishedVisits(context.fieldNation().visits(workOrder));
  await newsSince(input, 'visit', (until) =>
    visits.filter((visit) => visit.outAt <= until).map((visit) => pastCopy(input, visit)),
  );
  // Read after the first look, which may have added to them.
  const copies = await context.store.copies(input.link.id);
  const asEntry = context.config().sync.outbound.visits.as === 'time-entry';
  const outcomes: Outcome[] = [];
  for (const visit of visits) {
    const known = copyFor(copies, visit);
    if (known?.state === 'skipped') continue;
    if (known?.state === 'done') outcomes.push(await changed(input, copies, visit, known));
    else outcomes.push(asEntry ? await enter(input, visit) : await note(input, visit));
  }
  outcomes.push(...(await removed(input, copies, visits)));
  const refused = Object.assign({}, ...outcomes.map((outcome) => outcome.refused ?? {})) as Refused;
  const waitUntil = earliest(...outcomes.map((outcome) => outcome.waitUntil));
  return {
    seen: { refused } as unknown as Json,
    problems: outcomes.flatMap((outcome) => outcome.problems ?? []),
    ...(waitUntil === undefined ? {} : { waitUntil }),
  };
}

function copyFor(copies: readonly Copy[], visit: Pick<FinishedVisit, 'id'>): Copy | undefined {
  return copies.find((copy) => copy.kind === 'visit' && copy.sourceId === String(visit.id));
}

function newCopy(input: PartInput, visit: FinishedVisit, as: 'note' | 'time-entry'): NewCopy {
  const marker = visitMarker(visit.id);
  return copyOf(input, { kind: 'visit', sourceId: String(visit.id), sourceHash: visit.hash, marker }, { as });
}

function pastCopy(input: PartInput, visit: FinishedVisit): NewCopy {
  const reason = 'This visit was over before visits were copied to this ticket.';
  return { ...newCopy(input, visit, 'note'), detail: { reason } };
}

function who({ workOrder }: PartInput): string {
  return workOrder.provider?.name || 'the provider';
}

async function note(input: PartInput, visit: FinishedVisit): Promise<Outcome> {
  const result = await noteOnce(input, {
    ...newCopy(input, visit, 'note'),
    text: `Visit of ${who(input)}, Field Nation work order ${input.workOrder.id}: ${visitInWords(visit)}.`,
    tab: input.context.config().sync.outbound.visits.tab,
  });
  if (result.kind === 'wait') return { waitUntil: result.until };
  if (result.kind !== 'known') say(input, `visit of ${who(input)} noted, ${visitInWords(visit)}`);
  return {};
}

async function enter(input: PartInput, visit: FinishedVisit): Promise<Outcome> {
  const { context, ticket, workOrder, signal } = input;
  const { visits } = context.config().sync.outbound;
  const print = fingerprint([visit.hash, ticket.status.id, visits.memberId, visits.workType, visits.workRole]);
  const before = seenSchema.safeParse(input.seen).data?.refused[String(visit.id)];
  // Refused with everything as it is now: ConnectWise is asked again when a person wants it, or when something changed.
  if (before?.print === print && !input.asked)
    return { problems: [before.error], refused: { [String(visit.id)]: before } };
  const use = await memberToUse(input, visits, `The visit of ${who(input)} was not entered as time`);
  if (use.problem !== null) return { problems: [use.problem] };
  const psa = context.psa();
  const copy = newCopy(input, visit, 'time-entry');
  try {
    const result = await createOnce<PsaTimeEntry>(context, input.run.job.interruptions > 0, {
      copy,
      find: async () =>
        (await psa.timeEntries(ticket.id, signal)).find((entry) => entry.notes.includes(copy.marker)) ?? null,
      send: () =>
        psa.createTimeEntry(
          {
            ticketId: ticket.id,
            memberIdentifier: use.member.identifier,
            startAt: visit.inAt,
            endAt: visit.outAt,
            notes: `Visit of ${who(input)}, Field Nation work order ${workOrder.id}: ${visitInWords(visit)}. ${copy.marker}`,
            tab: visits.tab,
            workType: visits.workType,
            workRole: visits.workRole,
            billable: visits.billable,
          },
          signal,
        ),
      idOf: (entry) => String(entry.id),
      detailOf: () => ({ as: 'time-entry' }),
      mayExist: await mayBeMarked(input),
    });
    if (result.kind === 'wait') return { waitUntil: result.until };
    if (result.kind !== 'known')
      say(input, `time entry ${result.made.id} for the visit of ${who(input)}, ${visitInWords(visit)}`);
    return {};
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.kind !== 'permanent' && error.kind !== 'conflict') throw thrown;
    const problem = refusedTime(input, visit, error);
    return { problems: [problem], refused: { [String(visit.id)]: { print, error: problem } } };
  }
}

/** A visit that was written before: nothing, unless Field Nation says something else by now. */
async function changed(input: PartInput, copies: readonly Copy[], visit: FinishedVisit, copy: Copy): Promise<Outcome> {
  if (copy.detail.as === 'time-entry') return correctTime(input, visit, copy);
  return correctNote(input, copies, copy, visit.hash, visitInWords(visit));
}

/** The note says what it said; another one says what is true now. */
async function correctNote(
  input: PartInput,
  copies: readonly Copy[],
  copy: Copy,
  hash: string,
  words: string,
): Promise<Outcome> {
  const start = `visit:${copy.sourceId}@`;
  const told = copies.filter(
    (one) => one.kind === 'correction' && one.state === 'done' && one.sourceId.startsWith(start),
  );
  if ((told.at(-1)?.sourceHash ?? copy.sourceHash) === hash) return {};
  const n = told.length + 1;
  const result = await noteOnce(input, {
    kind: 'correction',
    sourceId: `${start}${n}-${hash}`,
    sourceHash: hash,
    marker: `[FN#v${copy.sourceId}-${n}]`,
    text: `Correction of the visit ${copy.marker} of Field Nation work order ${input.workOrder.id}: ${words}.`,
    tab: input.context.config().sync.outbound.visits.tab,
  });
  if (result.kind === 'wait') return { waitUntil: result.until };
  if (result.kind !== 'known') say(input, `visit corrected, ${words}`);
  return {};
}

/** A person is asked until the time entry says what Field Nation says, or is gone. There is never a second one. */
async function correctTime(input: PartInput, visit: FinishedVisit, copy: Copy): Promise<Outcome> {
  if (copy.sourceHash === visit.hash || copy.targetId === null) return {};
  const { context, ticket, signal } = input;
  const entry = (await context.psa().timeEntries(ticket.id, signal)).find((one) => String(one.id) === copy.targetId);
  if (entry === undefined || sameTime(entry, visit)) {
    await settled(input, copy, visit.hash);
    return {};
  }
  return {
    problems: [
      askAbout(
        input,
        `Ticket ${ticket.id}: the visit behind time entry ${entry.id} was changed in Field Nation. It is now ${visitInWords(visit)}. Correct the time entry in ConnectWise, then retry; no second one is made.`,
      ),
    ],
  };
}

/** What a copy's fingerprint becomes once a person dealt with its visit being gone. */
const goneHash = 'gone';

/** Visits that were written and that Field Nation does not show as finished any more. */
async function removed(
  input: PartInput,
  copies: readonly Copy[],
  visits: readonly FinishedVisit[],
): Promise<readonly Outcome[]> {
  // An answer without time logs says nothing about them.
  if (input.workOrder.document.time_logs === undefined) return [];
  const present = new Set(visits.map((visit) => String(visit.id)));
  const gone = copies.filter(
    (copy) =>
      copy.kind === 'visit' && copy.state === 'done' && !present.has(copy.sourceId) && copy.sourceHash !== goneHash,
  );
  const outcomes: Outcome[] = [];
  for (const copy of gone) {
    if (copy.detail.as !== 'time-entry') {
      outcomes.push(
        await correctNote(input, copies, copy, goneHash, 'Field Nation does not show it as finished any more'),
      );
      continue;
    }
    const entries = await input.context.psa().timeEntries(input.ticket.id, input.signal);
    if (!entries.some((entry) => String(entry.id) === copy.targetId)) {
      await settled(input, copy, goneHash);
      continue;
    }
    const words = `Ticket ${input.ticket.id}: the visit behind time entry ${copy.targetId ?? ''} is not shown as finished in Field Nation any more (work order ${input.workOrder.id}). Delete the time entry in ConnectWise if the visit did not take place, then retry.`;
    outcomes.push({ problems: [askAbout(input, words)] });
  }
  return outcomes;
}

/** A person brought the time entry in line, or deleted it. */
async function settled({ context }: PartInput, copy: Copy, sourceHash: string): Promise<void> {
  await context.store.recordCopy(copy.id, { targetId: copy.targetId ?? '', sourceHash }, context.clock.now());
}

function askAbout({ ticket, workOrder }: PartInput, message: string): AppErrorInfo {
  return {
    code: 'visits.time-entry-differs',
    kind: 'permanent',
    message,
    context: { ticketId: ticket.id, workOrderId: workOrder.id },
    action: { do: 'retry' },
  };
}

function refusedTime(input: PartInput, visit: FinishedVisit, error: AppError): AppErrorInfo {
  const { ticket, workOrder } = input;
  const said = String(error.context.vendorMessage ?? '').trim() || error.message;
  return {
    code: 'visits.time-refused',
    kind: 'permanent',
    message: `The visit of ${who(input)} (work order ${workOrder.id}, ${visitInWords(visit)}) was not entered as time on ticket ${ticket.id}, which is ${ticket.status.name}: ConnectWise said "${said.replace(/[.\s]+$/, '')}". Allow time in that status, open the period or correct the visits' settings, then retry.`,
    context: { ...error.context, ticketId: ticket.id, workOrderId: workOrder.id },
    action: { do: 'retry' },
  };
}

function say(input: PartInput, what: string): void {
  input.run.say({
    side: 'fieldnation',
    direction: 'outbound',
    kind: 'ticket.visit',
    message: `Ticket ${input.ticket.id}, work order ${input.workOrder.id}: ${what}`,
  });
}

/** Writes finished visits to the ticket. */
export const visits: Part = {
  name: 'visits',
  wanted: ({ context, events }) =>
    context.config().sync.outbound.visits.as !== 'off' && events.allows('FN_WO_PROVIDER_CHECKED_OUT'),
  run,
};
