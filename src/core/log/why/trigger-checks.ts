import type { Config } from '../../../shared/config.ts';
import type { Ticket } from '../../../shared/domain/records.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Json } from '../../../shared/json.ts';
import type { SyncContext } from '../../sync/context.ts';
import type { Checks } from './checks.ts';

type Trigger = NonNullable<Config['trigger']>;

const openTrigger = { do: 'open-setup', step: 'trigger' } as const;
/** Parts of a condition that are asked for one by one. */
const mostParts = 8;

/** Whether the ticket stands where tickets become work orders: board, status, and the conditions, each for itself. */
export async function checkTrigger(
  checks: Checks,
  context: SyncContext,
  trigger: Trigger,
  ticket: Ticket,
  signal?: AbortSignal,
): Promise<void> {
  const { board, status } = ticket;
  if (board.id !== trigger.boardId) {
    const message = `Ticket ${ticket.id} is on ${board.name}; only tickets on ${trigger.boardName} are sent. Move it there, send it by hand, or change the trigger in Setup.`;
    checks.no('board', 'Board', 'not-meant', message, { action: { do: 'send-ticket', ticketId: ticket.id } });
  } else checks.ok('board', 'Board', `It is on ${trigger.boardName}.`);

  if (trigger.kind === 'board') {
    if (ticket.closed)
      checks.no(
        'status',
        'Status',
        'not-meant',
        `Ticket ${ticket.id} is closed (${status.name}); closed tickets are not sent. Reopen it, or send it by hand.`,
        {
          action: { do: 'send-ticket', ticketId: ticket.id },
        },
      );
    else checks.ok('status', 'Status', `Any open status will do; it is in ${status.name}.`);
    return;
  }
  if (trigger.statusId !== 0 && status.id !== trigger.statusId) {
    const closed = ticket.closed ? ', which is a closed status' : '';
    const message = `Ticket ${ticket.id} is in ${status.name}${closed}; tickets are sent from ${trigger.statusName}. Set it to ${trigger.statusName}, or send it by hand.`;
    checks.no('status', 'Status', 'not-meant', message, { action: { do: 'send-ticket', ticketId: ticket.id } });
  } else checks.ok('status', 'Status', `It is in ${status.name}.`);
  if (trigger.kind === 'conditions') await checkConditions(checks, context, trigger, ticket, signal);
}

/** ConnectWise itself is asked, because only it knows its own grammar. */
async function checkConditions(
  checks: Checks,
  context: SyncContext,
  trigger: Trigger,
  ticket: Ticket,
  signal: AbortSignal | undefined,
): Promise<void> {
  const holds = async (part: { readonly conditions?: string; readonly custom?: string }): Promise<boolean> => {
    const found = await context.psa().ticketsMatching(
      {
        boardId: ticket.board.id,
        conditions: part.conditions ?? '',
        customFieldConditions: part.custom ?? '',
        ticketId: ticket.id,
      },
      signal,
    );
    return found.some(({ id }) => id === ticket.id);
  };
  const look = async (id: string, title: string, wanted: string, part: 'conditions' | 'custom'): Promise<void> => {
    if (wanted.trim() === '') return;
    try {
      if (await holds({ [part]: wanted })) return checks.ok(id, title, `ConnectWise says that it fits: ${wanted}`);
      // A custom field's caption and value belong together.
      const failing = part === 'custom' ? wanted : await firstFailing(wanted, (one) => holds({ conditions: one }));
      const present = part === 'conditions' ? presentValue(ticket, failing) : presentCustomValue(ticket, failing);
      const message = `Ticket ${ticket.id} does not fit the condition ${failing}${present}. Change the ticket, send it by hand, or change the trigger in Setup.`;
      checks.no(id, title, 'not-meant', message, { action: { do: 'send-ticket', ticketId: ticket.id } });
    } catch (thrown) {
      const error = AppError.from(thrown);
      // Refused for what it says: no ticket is sent by such a trigger.
      if (error.kind === 'permanent') checks.no(id, title, 'blocked', error.message, { action: openTrigger });
      else checks.unknown(id, title, 'ConnectWise could not be asked whether it fits.', error);
    }
  };
  if (trigger.conditions.trim() === '' && trigger.customFieldConditions.trim() === '')
    checks.no(
      'conditions',
      'Conditions',
      'blocked',
      'The trigger asks for conditions and has none. Enter them in Setup.',
      { action: openTrigger },
    );
  await look('conditions', 'Conditions', trigger.conditions, 'conditions');
  await look('custom-conditions', 'Custom field conditions', trigger.customFieldConditions, 'custom');
}

/** The first part of an `and` that does not hold by itself; the whole when that cannot be told. */
async function firstFailing(whole: string, holds: (part: string) => Promise<boolean>): Promise<string> {
  const parts = partsOf(whole);
  if (parts.length < 2 || parts.length > mostParts) return whole;
  for (const part of parts) if (!(await holds(part))) return part;
  return whole;
}

/** What stands between the outermost `and`s; one part when there is an outermost `or`. */
export function partsOf(conditions: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let at = 0; at < conditions.length; at += 1) {
    const character = conditions[at] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
      continue;
    }
    if (character === '"' || character === "'") quote = character;
    else if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth -= 1;
    else if (depth === 0 && /\s/.test(character)) {
      if (/^\s+or\s/i.test(conditions.slice(at))) return [conditions.trim()];
      const and = /^\s+and\s+/i.exec(conditions.slice(at))?.[0];
      if (and === undefined) continue;
      parts.push(conditions.slice(start, at).trim());
      at += and.length - 1;
      start = at + 1;
    }
  }
  parts.push(conditions.slice(start).trim());
  return parts.filter((part) => part !== '');
}

/** `; it has priority/id 4 (Priority 3)`, as far as the ticket shows the field the condition names. */
function presentValue(ticket: Ticket, condition: string): string {
  const path = /^\s*\(*\s*([A-Za-z][\w/]*)\s*(?:=|!=|<|>|contains|like|in|not)/i.exec(condition)?.[1];
  if (path === undefined) return '';
  const keys = path.split('/');
  const value = valueAt(ticket.document, keys);
  if (value === undefined || (typeof value === 'object' && value !== null)) return `; it has no ${path}`;
  const last = keys.at(-1) ?? '';
  const name = last === 'id' ? valueAt(ticket.document, [...keys.slice(0, -1), 'name']) : undefined;
  return `; it has ${path} ${JSON.stringify(value)}${typeof name === 'string' ? ` (${name})` : ''}`;
}

/** As above for `caption="On site" and value = true`. */
function presentCustomValue(ticket: Ticket, condition: string): string {
  const caption = /caption\s*=\s*"([^"]*)"/i.exec(condition)?.[1];
  const fields = ticket.document.customFields;
  if (caption === undefined || !Array.isArray(fields)) return '';
  const field = fields.find(
    (one) => typeof one === 'object' && one !== null && !Array.isArray(one) && one.caption === caption,
  ) as { readonly value?: Json } | undefined;
  if (field === undefined) return `; it has no custom field "${caption}"`;
  return field.value === undefined || field.value === null || field.value === ''
    ? `; its field "${caption}" is empty`
    : `; its field "${caption}" holds ${JSON.stringify(field.value)}`;
}

function valueAt(document: Json, keys: readonly string[]): Json | undefined {
  let value: Json | undefined = document;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = (value as Readonly<Record<string, Json | undefined>>)[key];
  }
  return value;
}
