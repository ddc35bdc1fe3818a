import { z } from 'zod';
import type { TicketId } from '../../../shared/domain/records.ts';
import type { NewPsaTimeEntry, PsaTimeEntry } from '../records-port.ts';
import { type Api, parse } from './api.ts';
import { fromConnectWiseTime, toConnectWiseTime } from './dates.ts';
import { toWireValue } from './fields.ts';
import { referenceSchema } from './schemas.ts';

const entrySchema = z.looseObject({
  id: z.number().int(),
  chargeToId: z.number().int().nullish(),
  member: referenceSchema.nullish(),
  timeStart: z.string().nullish(),
  timeEnd: z.string().nullish(),
  actualHours: z.number().nullish(),
  notes: z.string().nullish(),
});

/** Time entries of service tickets (reference/connectwise.md 3.9). */
export class Time {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async of(id: TicketId, signal?: AbortSignal): Promise<readonly PsaTimeEntry[]> {
    const found = await this.#api.list(
      {
        path: '/time/entries',
        query: { conditions: `chargeToId = ${id} and chargeToType = "ServiceTicket"` },
        label: `the time entries of ticket ${id}`,
        signal,
      },
      entrySchema,
    );
    return found.map(toEntry);
  }

  /** Hours follow from start and end. Nobody is e-mailed: the flags that would do so are said to be off. */
  async create(entry: NewPsaTimeEntry, signal?: AbortSignal): Promise<PsaTimeEntry> {
    const label = `the time entries of ticket ${entry.ticketId}`;
    const response = await this.#api.send({
      method: 'POST',
      path: '/time/entries',
      body: {
        chargeToId: entry.ticketId,
        chargeToType: 'ServiceTicket',
        member: { identifier: entry.memberIdentifier },
        timeStart: toConnectWiseTime(entry.startAt),
        timeEnd: toConnectWiseTime(entry.endAt),
        notes: entry.notes,
        addToDetailDescriptionFlag: entry.tab === 'discussion',
        addToInternalAnalysisFlag: entry.tab === 'internal',
        addToResolutionFlag: false,
        emailResourceFlag: false,
        emailContactFlag: false,
        emailCcFlag: false,
        ...(entry.workType === '' ? {} : { workType: toWireValue('workType', entry.workType) }),
        ...(entry.workRole === '' ? {} : { workRole: toWireValue('workRole', entry.workRole) }),
        billableOption: entry.billable,
      },
      label,
      signal,
    });
    return toEntry(parse(response, entrySchema, label));
  }
}

function toEntry(payload: z.infer<typeof entrySchema>): PsaTimeEntry {
  const endAt = fromConnectWiseTime(payload.timeEnd);
  return {
    id: payload.id,
    ticketId: payload.chargeToId ?? 0,
    memberIdentifier: payload.member?.identifier ?? '',
    startAt: fromConnectWiseTime(payload.timeStart),
    endAt: endAt === 0 ? null : endAt,
    hours: payload.actualHours ?? null,
    notes: payload.notes ?? '',
  };
}
