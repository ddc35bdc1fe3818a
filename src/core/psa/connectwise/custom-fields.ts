import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { PsaCustomField } from '../records-port.ts';
import { type Api, parse } from './api.ts';
import { customFieldSchema } from './schemas.ts';

const text = z.string().nullish();
const definitionSchema = z.looseObject({
  id: z.number().int(),
  podId: z.number().int().nullish(),
  podDescription: text,
  caption: text,
  sequenceNumber: z.number().nullish(),
  screenId: text,
  screenDescription: text,
  fieldTypeIdentifier: text,
  entryTypeIdentifier: text,
  options: z.array(z.looseObject({ optionValue: text, inactiveFlag: z.boolean().nullish() })).nullish(),
  requiredFlag: z.boolean().nullish(),
  readOnlyFlag: z.boolean().nullish(),
  businessUnitIds: z.array(z.number()).nullish(),
  locationIds: z.array(z.number()).nullish(),
});
export type CustomFieldDefinition = z.infer<typeof definitionSchema>;

const someTicketSchema = z.looseObject({ id: z.number().int(), customFields: z.array(customFieldSchema).nullish() });

/** ConnectWise's own limits (reference/connectwise.md 3.11). */
const longestCaption = 25;
const highestSequence = 50;

/** Custom fields of service tickets (reference/connectwise.md 3.11). */
export class CustomFields {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async list(signal?: AbortSignal): Promise<readonly PsaCustomField[]> {
    return (await this.definitions(signal)).map(toField);
  }

  /**
   * Creates a text field in the pod of an existing field of service tickets, since that pod's id is published nowhere. A field of this
   * caption that exists already is the answer, so a repeat makes no second one. Throws `connectwise.no-ticket-field` when there is no
   * field to take the pod from, `connectwise.forbidden` with the missing right.
   */
  async create(caption: string, signal?: AbortSignal): Promise<PsaCustomField> {
    const wanted = caption.trim();
    if (wanted === '' || wanted.length > longestCaption) {
      throw new AppError({
        code: 'connectwise.caption',
        kind: 'permanent',
        message: `A caption of a ConnectWise custom field has 1 to ${longestCaption} characters; "${wanted}" has ${wanted.length}. Shorten it.`,
        context: { remote: 'connectwise', caption: wanted },
      });
    }
    const present = await this.definitions(signal);
    const same = present.find((each) => each.caption?.trim().toLowerCase() === wanted.toLowerCase());
    if (same !== undefined) return toField(same);
    const model =
      present.find((each) => each.podId && each.fieldTypeIdentifier === 'Text') ?? present.find((each) => each.podId);
    if (model === undefined) throw noModel(wanted);
    const taken = new Set(present.filter((each) => each.podId === model.podId).map((each) => each.sequenceNumber));
    const label = `custom field "${wanted}"`;
    const response = await this.#api.send({
      method: 'POST',
      path: '/system/userDefinedFields',
      body: {
        podId: model.podId,
        ...(model.screenId ? { screenId: model.screenId } : {}),
        caption: wanted,
        sequenceNumber: freeSequence(taken),
        fieldTypeIdentifier: 'Text',
        entryTypeIdentifier: 'EntryField',
        requiredFlag: false,
        displayOnScreenFlag: true,
        readOnlyFlag: false,
        listViewFlag: false,
        businessUnitIds: model.businessUnitIds ?? [],
        locationIds: model.locationIds ?? [],
      },
      label,
      signal,
    });
    return toField(parse(response, definitionSchema, label));
  }

  /**
   * A record always shows all its custom fields, so one ticket tells which definitions are the tickets'; others of the same pods and
   * screens are too. Without any ticket the pods' own words have to do.
   */
  async definitions(signal?: AbortSignal): Promise<readonly CustomFieldDefinition[]> {
    const call = { path: '/system/userDefinedFields', label: 'the custom fields', signal };
    const all = await this.#api.list(call, definitionSchema);
    const [ticket] = await this.#api.read(
      {
        method: 'GET',
        path: '/service/tickets',
        query: {
          conditions: 'recordType = "ServiceTicket"',
          orderBy: 'id desc',
          fields: 'id,customFields',
          pageSize: 1,
        },
        label: 'the list of tickets',
        signal,
      },
      someTicketSchema.array(),
    );
    const ids = new Set((ticket?.customFields ?? []).map((field) => field.id));
    const known = all.filter((each) => ids.has(each.id));
    if (known.length === 0) {
      const spoken = (each: CustomFieldDefinition) => `${each.podDescription ?? ''} ${each.screenDescription ?? ''}`;
      return all.filter((each) => /ticket/i.test(spoken(each)) && !/project/i.test(spoken(each)));
    }
    const pods = new Set(known.map((each) => each.podId).filter((pod) => pod));
    return all.filter((each) => ids.has(each.id) || (each.podId && pods.has(each.podId)));
  }
}

/** After the last one of the pod, or in its first gap when the end is reached. */
function freeSequence(taken: ReadonlySet<number | null | undefined>): number {
  const next = Math.max(0, ...[...taken].map((number) => number ?? 0)) + 1;
  if (next <= highestSequence) return next;
  for (let number = 1; number < highestSequence; number += 1) if (!taken.has(number)) return number;
  return highestSequence;
}

function toField(definition: CustomFieldDefinition): PsaCustomField {
  return {
    id: definition.id,
    caption: definition.caption ?? '',
    type: definition.fieldTypeIdentifier ?? '',
    options: (definition.options ?? [])
      .filter((option) => option.inactiveFlag !== true)
      .map((option) => option.optionValue ?? '')
      .filter((value) => value !== ''),
  };
}

function noModel(caption: string): AppError {
  return new AppError({
    code: 'connectwise.no-ticket-field',
    kind: 'permanent',
    message: `ConnectWise has no custom field of service tickets yet, and only an existing one says where "${caption}" belongs. Add it by hand under System > Setup Tables > Custom Fields as a Text field of the service ticket, then choose it here.`,
    context: { remote: 'connectwise', caption },
  });
}
