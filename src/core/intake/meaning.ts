import type { NewActivity } from '../../shared/domain/activity.ts';
import { callbackLevel } from '../../shared/domain/callback-matrix.ts';
import type { TicketId } from '../../shared/domain/records.ts';
import type { Delivery, NewEvent } from '../store/intake-port.ts';
import type { NewJob } from '../store/port.ts';
import { eventOfWebhook } from '../sync/events/milestones.ts';
import { hintsOf } from './payloads.ts';

/** What a delivery leads to. */
export interface Meaning {
  readonly event: NewEvent | null;
  readonly jobs: readonly NewJob[];
  /** For the log. */
  readonly words: string;
  /** Ticket the line is about, when that is not the record itself. */
  readonly ticketId: TicketId | null;
}

/** How a record of a type is called in a sentence: `time entry 92`. */
export function recordWords(row: Pick<Delivery, 'recordType' | 'recordId'>): string {
  const words: Readonly<Record<string, string>> = { time: 'time entry', schedule: 'schedule entry' };
  const known = callbackLevel(row.recordType, 'Owner')?.info.type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
  return `${words[row.recordType] ?? known?.toLowerCase() ?? row.recordType} ${row.recordId}`;
}

/** `ConnectWise reports ticket 1042 updated by jdoe` */
export function reported(row: Delivery, what = recordWords(row)): string {
  return `ConnectWise reports ${what} ${row.action}${row.actor === '' ? '' : ` by ${row.actor}`}`;
}

/** What can be told of a delivery by itself. `linked`: its ticket has an open link. */
export function meaningOf(row: Delivery, linked: boolean, now: number): Meaning {
  const none = { event: null, jobs: [], ticketId: null };
  if (row.source === 'fieldnation') {
    const event = eventFor(row, 'workorder', eventOfWebhook(row.action));
    const job: NewJob = { target: { kind: 'workorder', workOrderId: row.recordId }, cause: 'webhook', runAt: now };
    return { ...none, event, jobs: [job], words: `Field Nation reports ${row.action}` };
  }
  if (row.recordType !== 'ticket')
    return { ...none, words: `${reported(row)}; callbacks of this type are only written to the log` };
  // A linked ticket that became a project ticket is for its link's run to tell.
  if (!linked && hintsOf(row).projectTicket)
    return { ...none, words: `${reported(row, `project ticket ${row.recordId}`)}; project tickets are not synced` };
  const event = eventFor(row, 'ticket', `PSA_TICKET_${row.action.toUpperCase()}`);
  const job: NewJob = { target: { kind: 'ticket', ticketId: row.recordId }, cause: 'callback', runAt: now };
  return { ...none, event, jobs: [job], words: reported(row) };
}

function eventFor(row: Delivery, recordType: NewEvent['recordType'], name: string): NewEvent {
  return { recordType, recordId: row.recordId, name, occurrence: `delivery:${row.deliveryId}`, at: row.receivedAt };
}

/** The line a delivery gets; without one, a line of the callbacks as such. */
export function lineOf(row: Delivery | null, at: number, message: string): NewActivity {
  const connectwise = row?.source !== 'fieldnation';
  return {
    at,
    side: connectwise ? 'connectwise' : 'fieldnation',
    direction: connectwise ? 'inbound' : 'outbound',
    kind: connectwise ? 'callback.received' : 'webhook.received',
    result: 'ok',
    message,
    ticketId: row !== null && connectwise && row.recordType === 'ticket' ? row.recordId : null,
    workOrderId: row !== null && !connectwise ? row.recordId : null,
    linkId: null,
    jobId: null,
    durationMs: null,
    error: null,
    details: row === null ? null : { deliveryId: row.deliveryId, action: row.action, actor: row.actor },
  };
}
