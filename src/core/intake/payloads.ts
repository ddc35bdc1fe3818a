import { z } from 'zod';

/** A ConnectWise callback body (reference/connectwise.md 2.4). Of `Entity` only hints are taken: the API is the truth. */
export const callbackSchema = z.object({
  MessageId: z.string().min(1).max(100),
  FromUrl: z.string().max(300).optional(),
  CompanyId: z.string().max(100),
  MemberId: z.string().max(100).nullish(),
  Action: z.string().max(30),
  Type: z.string().max(50),
  ID: z.number().int().positive(),
  Metadata: z.object({ key_url: z.string().max(1000) }),
});

/** What of a callback's summary (`Entity`, a JSON text) says where its record belongs. Any part may be missing. */
const reference = z.looseObject({ identifier: z.string().nullish() });
const entitySchema = z.looseObject({
  recordType: z.string().nullish().catch(null),
  chargeToId: z.number().int().nullish().catch(null),
  chargeToType: z.string().nullish().catch(null),
  objectId: z.number().int().nullish().catch(null),
  type: reference.nullish().catch(null),
});
const summarisedSchema = z.object({ Entity: z.string().nullish().catch(null) });

/**
 * What the summary of a verified callback hints at. ConnectWise promises nothing about its content (reference/connectwise.md 2.4): it may spare a
 * request, and never decides what is written.
 */
export function hintsOf(row: { readonly recordType: string; readonly body: string }): {
  readonly projectTicket: boolean;
  /** Service ticket of a time or schedule entry; null = the summary does not say. */
  readonly ticketId: number | null;
} {
  const summary = summarisedSchema.safeParse(parseHostileJson(Buffer.from(row.body, 'utf8')));
  const text = summary.success ? (summary.data.Entity ?? '') : '';
  const parsed = entitySchema.safeParse(parseHostileJson(Buffer.from(text, 'utf8')));
  if (!parsed.success) return { projectTicket: false, ticketId: null };
  const { recordType, chargeToId, chargeToType, objectId, type } = parsed.data;
  const projectTicket = recordType === 'ProjectTicket' || recordType === 'ProjectIssue';
  const charged = row.recordType === 'time' && chargeToType === 'ServiceTicket' ? chargeToId : null;
  const scheduled = row.recordType === 'schedule' && type?.identifier === 'S' ? objectId : null;
  return { projectTicket, ticketId: charged ?? scheduled ?? null };
}

/** A Field Nation webhook body: today's shape and the superseded one (reference/fieldnation.md 3.2). A hint only. */
export const webhookSchema = z
  .object({
    event: z
      .object({ name: z.string(), params: z.object({ work_order_id: z.coerce.number().int() }).partial().optional() })
      .optional(),
    eventName: z.string().optional(),
    workOrderId: z.coerce.number().int().optional(),
    workorder: z.object({ id: z.coerce.number().int() }).optional(),
    triggered_by_user: z.object({ id: z.union([z.number(), z.string()]) }).nullish(),
  })
  .transform((body) => ({
    name: body.event?.name ?? body.eventName ?? '',
    workOrderId: body.workorder?.id ?? body.event?.params?.work_order_id ?? body.workOrderId ?? 0,
    actor: String(body.triggered_by_user?.id ?? ''),
  }))
  .refine(
    (hint) => hint.name !== '' && hint.name.length <= 100 && hint.workOrderId > 0,
    'names no event or no work order',
  );

/** JSON from outside: null when it is not UTF-8 (the row keeps text, the signature is over bytes), not JSON, nested deeper than 40, or tries to reach a prototype. */
export function parseHostileJson(body: Buffer): unknown {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch {
    return null;
  }
  return isHarmless(value, 0) ? value : null;
}

function isHarmless(value: unknown, depth: number): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (depth > 40) return false;
  if (Array.isArray(value)) return value.every((item) => isHarmless(item, depth + 1));
  return Object.entries(value).every(([key, item]) => key !== '__proto__' && isHarmless(item, depth + 1));
}
