import type { EventAction } from '../../../shared/config-sync.ts';
import type { Ticket, WorkOrder } from '../../../shared/domain/records.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Json } from '../../../shared/json.ts';
import type { FieldChange } from '../../psa/port.ts';
import { readAnswer, type ScriptAnswer } from '../../scripts/answer.ts';
import type { SyncContext } from '../context.ts';
import type { ActingEvent } from '../events/acting.ts';

/* The script of an event: what it is given, and what its answer asks of the ticket. Used by runs and by the dry run. */

type ScriptAction = Extract<EventAction, { do: 'script' }>;

/** Evaluates an event's script over both records. Throws AppErrors of kind `permanent` for whatever is wrong with the script. */
export async function askScript(
  context: Pick<SyncContext, 'scripts'>,
  action: ScriptAction,
  occasion: Pick<ActingEvent, 'event' | 'words' | 'params'>,
  records: { readonly ticket: Ticket; readonly workOrder: WorkOrder },
  signal?: AbortSignal,
): Promise<ScriptAnswer> {
  const { event, words, params } = occasion;
  const name = `The script of ${event.name}`;
  const answer = await context.scripts.evaluate(
    { language: action.language, text: action.script, name },
    {
      event: { name: event.name, at: new Date(event.at).toISOString(), words, params },
      workOrder: records.workOrder.document,
      ticket: records.ticket.document,
    },
    signal,
  );
  return readAnswer(answer, name);
}

/**
 * The fields of the answer that the ticket does not hold yet. A status is checked against the ticket's own board, and never reopens a closed
 * ticket (reference/connectwise.md 3.1).
 */
export async function ticketChanges(
  context: Pick<SyncContext, 'psa' | 'boardStatuses'>,
  answer: ScriptAnswer,
  ticket: Ticket,
  eventName: string,
  signal?: AbortSignal,
): Promise<readonly FieldChange[]> {
  const changes: FieldChange[] = [];
  for (const [target, value] of Object.entries(answer.ticket ?? {})) {
    const wanted = target === 'status' ? await statusOf(context, value, ticket, eventName, signal) : value;
    const psa = context.psa();
    if (!psa.sameValue(ticket, target, psa.readField(ticket, target), wanted)) changes.push({ target, value: wanted });
  }
  return changes;
}

async function statusOf(
  context: Pick<SyncContext, 'boardStatuses'>,
  value: Json,
  ticket: Ticket,
  eventName: string,
  signal: AbortSignal | undefined,
): Promise<number> {
  const named = typeof value === 'string' ? value.trim().toLowerCase() : null;
  const statuses = await context.boardStatuses(ticket.board.id, signal);
  const known = statuses.find(
    (one) => !one.inactive && (one.id === value || (named !== null && one.name.toLowerCase() === named)),
  );
  const about = { ticketId: ticket.id, event: eventName };
  if (known === undefined)
    throw new AppError({
      code: 'script.status-not-on-board',
      kind: 'permanent',
      message: `The script of ${eventName} sets ticket ${ticket.id} to the status ${JSON.stringify(value)}, which the board ${ticket.board.name} does not have. Correct the script.`,
      context: about,
      action: { do: 'retry' },
    });
  if (ticket.closed && !known.closed)
    throw new AppError({
      code: 'ticket.closed',
      kind: 'conflict',
      message: `Ticket ${ticket.id} is closed and was not set to ${known.name}, although the script of ${eventName} asks for it. Reopen the ticket in ConnectWise and retry, or discard this.`,
      context: about,
      action: { do: 'retry' },
    });
  return known.id;
}
