import type { WorkOrderMessage } from '../../../fieldnation/records-port.ts';
import type { PsaNote } from '../../../psa/records-port.ts';
import type { NewCopy } from '../../../store/pairs-port.ts';
import { createOnce, type OnceResult } from '../create-once.ts';
import type { PartInput } from '../port.ts';
import type { ToTicket, ToWorkOrder } from './plan.ts';
import { endMarker, isCopy, textHash } from './texts.ts';

/** Posts a note's copy exactly once. `messages` were read in this run: a copy nobody wrote down is found among them. */
export function carryToWorkOrder(
  input: PartInput,
  step: ToWorkOrder,
  messages: readonly WorkOrderMessage[],
): Promise<OnceResult<WorkOrderMessage>> {
  const { context, workOrder, ticket, run, signal } = input;
  const { text, audience, replyTo } = step;
  return createOnce(context, run.job.interruptions > 0, {
    copy: copyOf(input, step, { author: step.author, audience, ticketId: ticket.id }),
    find: async () => messages.find((one) => isThisCopy(one.text, step.marker)) ?? null,
    send: () => context.fieldNation().postMessage(workOrder.id, { text, audience, replyTo }, signal),
    idOf: (made) => made.id,
    detailOf: (made) => ({ audience: made.audience }),
    hashOf: (found) => hashOf(found.text, step),
    mayExist: true,
  });
}

/** Writes a message's copy exactly once. `notes` were read in this run. */
export function carryToTicket(
  input: PartInput,
  step: ToTicket,
  notes: readonly PsaNote[],
): Promise<OnceResult<PsaNote>> {
  const { context, ticket, run, signal } = input;
  const { notes: settings } = context.config().sync;
  const { text, tab } = step;
  return createOnce(context, run.job.interruptions > 0, {
    copy: copyOf(input, step, { author: step.author, tab, ticketId: ticket.id }),
    find: async () => notes.find((one) => isThisCopy(one.text, step.marker)) ?? null,
    send: () =>
      context
        .psa()
        .createNote(ticket.id, { text, tab, sendEmail: settings.sendEmail, memberId: memberOf(input, step) }, signal),
    idOf: (made) => made.id,
    detailOf: (made) => ({ tab: made.discussion && !made.internal ? 'discussion' : 'internal' }),
    hashOf: (found) => hashOf(found.text, step),
    mayExist: true,
  });
}

/** The member a person of the buyer's company was matched to by hand; providers have none. */
function memberOf({ context }: PartInput, { authorId }: ToTicket): number | null {
  if (authorId === null) return null;
  const pair = context.config().sync.outbound.members.find((one) => one.fieldNationUserId === authorId);
  return pair?.memberId ?? null;
}

function copyOf(input: PartInput, step: ToWorkOrder | ToTicket, detail: NewCopy['detail']): NewCopy {
  const { kind, sourceId, sourceHash, marker } = step;
  return { linkId: input.link.id, kind, sourceId, sourceHash, marker, detail };
}

function isThisCopy(text: string, marker: string): boolean {
  return endMarker(text) === marker && isCopy(text);
}

/** What an earlier try sent, when it is still what is to be sent. */
function hashOf(found: string, step: ToWorkOrder | ToTicket): string | undefined {
  return textHash(found) === textHash(step.text) ? step.sourceHash : undefined;
}
