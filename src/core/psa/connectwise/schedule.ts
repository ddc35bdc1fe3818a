import { z } from 'zod';
import type { TicketId } from '../../../shared/domain/records.ts';
import { AppError } from '../../../shared/errors.ts';
import type { NewPsaScheduleEntry, PsaScheduleEntry } from '../records-port.ts';
import { type Api, parse } from './api.ts';
import { fromConnectWiseTime, toConnectWiseTime } from './dates.ts';
import { referenceSchema } from './schemas.ts';

const entrySchema = z.looseObject({
  id: z.number().int(),
  objectId: z.number().int().nullish(),
  name: z.string().nullish(),
  member: referenceSchema.nullish(),
  type: referenceSchema.nullish(),
  dateStart: z.string().nullish(),
  dateEnd: z.string().nullish(),
  doneFlag: z.boolean().nullish(),
});

/** The type of an entry for a service ticket. Its id differs between instances, its identifier does not (reference/connectwise.md 3.8). */
const serviceTicket = 'S';

/** Schedule entries of service tickets; a member's entry is also what assigns the member. */
export class Schedule {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async of(id: TicketId, signal?: AbortSignal): Promise<readonly PsaScheduleEntry[]> {
    const found = await this.#api.list(
      {
        path: '/schedule/entries',
        query: { conditions: `type/identifier = "${serviceTicket}" and objectId = ${id}` },
        label: `the schedule of ticket ${id}`,
        signal,
      },
      entrySchema,
    );
    return found.filter((entry) => entry.objectId === id).map(toEntry);
  }

  /** The time was agreed in Field Nation already, so an entry that overlaps another one of the member is not refused. */
  async create(entry: NewPsaScheduleEntry, signal?: AbortSignal): Promise<PsaScheduleEntry> {
    const label = `the schedule of ticket ${entry.ticketId}`;
    const response = await this.#api.send({
      method: 'POST',
      path: '/schedule/entries',
      body: {
        objectId: entry.ticketId,
        type: { identifier: serviceTicket },
        member: { identifier: entry.memberIdentifier },
        name: entry.name,
        dateStart: toConnectWiseTime(entry.startAt),
        dateEnd: toConnectWiseTime(entry.endAt),
        allowScheduleConflictsFlag: true,
      },
      label,
      signal,
    });
    return toEntry(parse(response, entrySchema, label));
  }

  async update(
    id: number,
    change: { readonly startAt: number; readonly endAt: number; readonly memberIdentifier: string },
    signal?: AbortSignal,
  ): Promise<PsaScheduleEntry> {
    const operations = {
      dateStart: toConnectWiseTime(change.startAt),
      dateEnd: toConnectWiseTime(change.endAt),
      member: { identifier: change.memberIdentifier },
    };
    const updated = await this.#api.read(
      {
        method: 'PATCH',
        path: `/schedule/entries/${id}`,
        body: Object.entries(operations).map(([path, value]) => ({ op: 'replace', path, value })),
        label: `schedule entry ${id}`,
        signal,
      },
      entrySchema,
    );
    return toEntry(updated);
  }

  /** An entry that is gone already is as good as deleted. */
  async remove(id: number, signal?: AbortSignal): Promise<void> {
    try {
      await this.#api.send({
        method: 'DELETE',
        path: `/schedule/entries/${id}`,
        label: `schedule entry ${id}`,
        signal,
      });
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'connectwise.not-found')) throw error;
    }
  }
}

function toEntry(payload: z.infer<typeof entrySchema>): PsaScheduleEntry {
  return {
    id: payload.id,
    ticketId: payload.objectId ?? 0,
    memberId: payload.member?.id ?? 0,
    memberIdentifier: payload.member?.identifier ?? '',
    startAt: fromConnectWiseTime(payload.dateStart),
    endAt: fromConnectWiseTime(payload.dateEnd),
    name: payload.name ?? '',
    done: payload.doneFlag === true,
  };
}
