import { z } from 'zod';
import type { TicketId } from '../../../shared/domain/records.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Api } from './api.ts';
import { referenceSchema } from './schemas.ts';

const int = z.number().int().nullish();
const timeSchema = z.looseObject({ chargeToId: int, chargeToType: z.string().nullish() });
const scheduleSchema = z.looseObject({ objectId: int, type: referenceSchema.nullish() });

/** Which service ticket a time or schedule entry is for (reference/connectwise.md 3.8, 3.9); null for any other charge or type, and when it is gone. */
export async function ticketOfEntry(
  api: Api,
  kind: 'time' | 'schedule',
  id: number,
  signal?: AbortSignal,
): Promise<TicketId | null> {
  const call = { method: 'GET', path: `/${kind}/entries/${id}`, label: `${kind} entry ${id}`, signal } as const;
  try {
    if (kind === 'time') return ticketOfTime(await api.read(call, timeSchema));
    return ticketOfSchedule(await api.read(call, scheduleSchema));
  } catch (error) {
    if (error instanceof AppError && error.code === 'connectwise.not-found') return null;
    throw error;
  }
}

function ticketOfTime(entry: z.infer<typeof timeSchema>): TicketId | null {
  return entry.chargeToType === 'ServiceTicket' ? (entry.chargeToId ?? null) : null;
}

/** `S` is the type of entries for service tickets in every instance; its id is not (reference/connectwise.md 3.8). */
function ticketOfSchedule(entry: z.infer<typeof scheduleSchema>): TicketId | null {
  return entry.type?.identifier === 'S' ? (entry.objectId ?? null) : null;
}
