import type { Ticket, TicketId } from '../../../shared/domain/records.ts';
import { AppError } from '../../../shared/errors.ts';
import { beginningWith, conditionProblem } from './conditions.ts';
import { toConnectWiseTime } from './dates.ts';
import type { Tickets } from './tickets.ts';

export interface TicketQuery {
  readonly boardId: number;
  readonly conditions: string;
  readonly customFieldConditions: string;
  readonly ticketId?: TicketId;
  readonly since?: number;
}

type Part = 'conditions' | 'custom field conditions';

/**
 * Service tickets of a board that fit a person's conditions in ConnectWise's own grammar. What ConnectWise refuses is
 * `connectwise.condition`, which says whether the conditions or the custom field conditions are at fault.
 */
export async function ticketsMatching(
  tickets: Tickets,
  query: TicketQuery,
  signal?: AbortSignal,
): Promise<readonly Ticket[]> {
  const theirs = query.conditions.trim();
  const custom = query.customFieldConditions.trim();
  for (const [part, text] of [
    ['conditions', theirs],
    ['custom field conditions', custom],
  ] as const) {
    const problem = conditionProblem(text);
    if (problem !== null) throw refused(part, problem, {});
  }
  const ours = [
    ...(query.ticketId === undefined ? [] : [`id = ${query.ticketId}`]),
    `board/id = ${query.boardId}`,
    // The server compares whole seconds, so the second of `since` itself is asked for again.
    ...(query.since === undefined ? [] : [`lastUpdated > [${toConnectWiseTime(query.since - 1000)}]`]),
  ];
  const conditions = [...ours, ...(theirs === '' ? [] : [`(${theirs})`])].join(' and ');
  try {
    return await tickets.scan({ conditions, customFieldConditions: custom }, signal);
  } catch (error) {
    if (!(error instanceof AppError && error.context.status === 400) || (theirs === '' && custom === '')) throw error;
    const part = theirs === '' || (custom !== '' && (await fits(tickets, conditions, signal)));
    throw refused(part ? 'custom field conditions' : 'conditions', said(error), error.context, error);
  }
}

/** Service tickets whose external reference begins with a text; what the pattern finds beyond that is left out. */
export async function ticketsWithReference(
  tickets: Tickets,
  beginning: string,
  onRead: (count: number) => void,
  signal?: AbortSignal,
): Promise<readonly Ticket[]> {
  const found = await tickets.scan({ conditions: beginningWith('externalXRef', beginning) }, signal, onRead);
  return found.filter((ticket) => ticket.externalRef.startsWith(beginning));
}

/** Whether ConnectWise takes these conditions by themselves; asked of no ticket at all. */
async function fits(tickets: Tickets, conditions: string, signal?: AbortSignal): Promise<boolean> {
  try {
    await tickets.scan({ conditions: `id = 0 and ${conditions}` }, signal);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.context.status === 400) return false;
    throw error;
  }
}

function said(error: AppError): string {
  return String(error.context.vendorMessage || 'it gives no reason').replace(/[.\s]+$/, '');
}

function refused(part: Part, why: string, context: AppError['context'], cause?: AppError): AppError {
  return new AppError({
    code: 'connectwise.condition',
    kind: 'permanent',
    message: `The ${part} of the trigger are not valid: ${why}. Correct them under Triggers.`,
    context: { ...context, remote: 'connectwise', part },
    ...(cause === undefined ? {} : { cause }),
  });
}
