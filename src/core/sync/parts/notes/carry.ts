import { AppError } from '../../../../shared/errors.ts';
import type { WorkOrderMessage } from '../../../fieldnation/records-port.ts';
import { memberOf } from '../../../members.ts';
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
    find: async () => findCopy(messages, step),
    send: () => context.fieldNation().postMessage(workOrder.id, { text, audience, replyTo }, signal),
    idOf: (made) => made.id,
    detailOf: (made) => ({ audience: made.audience }),
    hashOf: (found) => hashOf(found.text, step),
    mayExist: true,
  });
}

/** Writes a message's copy exactly once. `notes` were read in this run. */
export async function carryToTicket(
  input: PartInput,
  step: ToTicket,
  notes: readonly PsaNote[],
): Promise<OnceResult<PsaNote>> {
  const { context, ticket, run, signal } = input;
  const { notes: settings } = context.config().sync;
  // Before anything is intended: what is not known here says nothing about the note.
  const memberId = await memberFor(input, step);
  const { text, tab } = step;
  return createOnce(context, run.job.interruptions > 0, {
    copy: copyOf(input, step, { author: step.author, tab, ticketId: ticket.id }),
    find: async () => findCopy(notes, step),
    send: () => context.psa().createNote(ticket.id, { text, tab, sendEmail: settings.sendEmail, memberId }, signal),
    idOf: (made) => made.id,
    detailOf: (made) => ({ tab: made.discussion && !made.internal ? 'discussion' : 'internal' }),
    hashOf: (found) => hashOf(found.text, step),
    mayExist: true,
  });
}

/**
 * The member who is the same person, by hand or by e-mail address; providers have none. Somebody whose role may not read the lists still gets
 * the note, in the API member's name.
 */
async function memberFor({ context, signal }: PartInput, { authorId }: ToTicket): Promise<number | null> {
  if (authorId === null) return null;
  try {
    return (await memberOf(context, authorId, signal))?.id ?? null;
  } catch (thrown) {
    if (AppError.from(thrown).kind !== 'permanent') throw thrown;
    return null;
  }
}

function copyOf(input: PartInput, step: ToWorkOrder | ToTicket, detail: NewCopy['detail']): NewCopy {
  const { kind, sourceId, sourceHash, marker } = step;
  return { linkId: input.link.id, kind, sourceId, sourceHash, marker, detail };
}

/** By the marker; a text the other side cut off has lost it, and is told by all that is left of it. */
function findCopy<T extends { readonly text: string }>(there: readonly T[], step: ToWorkOrder | ToTicket): T | null {
  const exact = there.find((one) => endMarker(one.text) === step.marker && isCopy(one.text));
  return exact ?? there.find((one) => isCutOff(one.text, step.text)) ?? null;
}

/** Long enough that nobody else begins the same way: neither vendor documents how long a text may be. */
const surelyOurs = 400;

function isCutOff(there: string, sent: string): boolean {
  const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
  const begin = plain(there).replace(/(\.{3}|…)$/, '');
  return begin.length >= surelyOurs && plain(sent).startsWith(begin);
}

/** What an earlier try sent, when it is still what is to be sent. */
function hashOf(found: string, step: ToWorkOrder | ToTicket): string | undefined {
  return textHash(found) === textHash(step.text) ? step.sourceHash : undefined;
}
