import type { SetupState } from '../../../shared/ipc/contract.ts';
import type { BoardStatuses } from './use-statuses.ts';

export type StatusMap = SetupState['config']['statusMap'];

/** What one Field Nation status does: set a ticket status, leave the ticket alone, or not decided yet. */
export type Choice = number | 'leave' | 'open';

export type Choices = Readonly<Record<string, Choice>>;

/** Field Nation's names beside the names boards tend to use for the same thing. Only ever a suggestion. */
const sameMeaning: Readonly<Record<string, readonly string[]>> = {
  published: ['dispatched', 'sent to field nation', 'waiting for provider'],
  routed: ['dispatched', 'sent to field nation', 'waiting for provider'],
  assigned: ['scheduled', 'assigned', 'resource assigned'],
  confirmed: ['scheduled', 'confirmed'],
  'on my way': ['en route', 'enroute', 'on the way'],
  'checked in': ['in progress', 'on site', 'onsite', 'work in progress'],
  'checked out': ['work done', 'awaiting review'],
  'work done': ['work complete', 'completed', 'work completed', 'awaiting approval', 'pending review'],
  approved: ['completed', 'closed', 'resolved', 'approved'],
  paid: ['closed', 'completed', 'paid'],
  cancelled: ['cancelled', 'canceled', 'fn cancelled'],
  'on hold': ['on hold', 'waiting'],
};

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\bcanceled\b/, 'cancelled')
    .trim();
}

/**
 * The ticket status whose name says the same, or null. Equal names first, then names with a known same meaning, and only when
 * exactly one status of the board has it; anything less certain is no suggestion.
 */
export function suggest(workOrderStatus: string, statuses: BoardStatuses): BoardStatuses[number] | null {
  const wanted = plain(workOrderStatus);
  const equal = statuses.filter((status) => plain(status.name) === wanted);
  if (equal.length === 1) return equal[0] ?? null;
  for (const name of sameMeaning[wanted] ?? []) {
    const hits = statuses.filter((status) => plain(status.name) === plain(name));
    if (hits.length === 1) return hits[0] ?? null;
  }
  return null;
}

/** The saved map as choices; statuses it does not name are open. */
export function choicesOf(map: StatusMap, workOrderStatuses: readonly string[]): Choices {
  const saved = new Map(map.map((entry) => [entry.workOrderStatus, entry.ticketStatusId ?? 'leave'] as const));
  return Object.fromEntries(workOrderStatuses.map((name) => [name, saved.get(name) ?? 'open']));
}

/** Choices as the map to save. Open ones stay out, so the engine treats them as unknown. */
export function mapOf(choices: Choices, statuses: BoardStatuses, before: StatusMap): StatusMap {
  return Object.entries(choices).flatMap(([workOrderStatus, choice]): StatusMap => {
    if (choice === 'open') return [];
    if (choice === 'leave') return [{ workOrderStatus, ticketStatusId: null, ticketStatusName: '' }];
    const name =
      statuses.find((status) => status.id === choice)?.name ??
      before.find((entry) => entry.ticketStatusId === choice)?.ticketStatusName ??
      '';
    return [{ workOrderStatus, ticketStatusId: choice, ticketStatusName: name }];
  });
}

export function countOpen(choices: Choices): number {
  return Object.values(choices).filter((choice) => choice === 'open').length;
}
