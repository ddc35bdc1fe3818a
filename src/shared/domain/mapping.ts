import { z } from 'zod';
import { statusActionSchema } from '../config-sync.ts';
import type { Json } from '../json.ts';

/** Any JSON value inside a mapping document. */
export const jsonSchema: z.ZodType<Json> = z.json() as unknown as z.ZodType<Json>;

const base = {
  /** Stable within a mapping; the link's base is keyed by it. */
  id: z.string().min(1).max(64),
  /**
   * inbound: ticket -> work order. outbound: work order -> ticket. both: the ticket's `source` and the work order's `target` are kept equal, for
   * actions that can be turned around (SYNC, ARRAY_MAP, DATE_CONVERT).
   */
  direction: z.enum(['inbound', 'outbound', 'both']),
  /** Dot path in the target record, e.g. `title`, `location.zip`, `custom_fields.129`, `status`. */
  target: z.string().min(1),
  /** When it applies: at create and update, only at create, only at update. */
  when: z.enum(['always', 'create', 'update']).default('always'),
  /** When the source has no value or no map entry fits: leave the target alone, use `default`, or stop with an error. */
  onMissing: z.enum(['skip', 'default', 'fail']).default('skip'),
  default: jsonSchema.optional(),
  /**
   * Who wins when both sides changed since they last agreed: the rule's source or target side, a side by name, whoever wrote last (asks when the
   * times overlap), or a person.
   */
  onConflict: z.enum(['source', 'target', 'connectwise', 'fieldnation', 'last-write', 'ask']).default('ask'),
  note: z.string().max(200).optional(),
};

/** One rule. The action names follow Field Nation's connector (reference/fieldnation.md 6.2). */
export const mappingRuleSchema = z.discriminatedUnion('action', [
  z.object({ ...base, action: z.literal('SYNC'), source: z.string().min(1) }),
  z.object({ ...base, action: z.literal('SET_STATIC'), value: jsonSchema }),
  z.object({
    ...base,
    action: z.literal('ARRAY_MAP'),
    source: z.string().min(1),
    /** Exact, case-sensitive comparison. `value: null` means "known, but change nothing". */
    mappings: z.array(z.object({ compare: jsonSchema, value: jsonSchema })).max(500),
  }),
  z.object({
    ...base,
    action: z.literal('CONCAT'),
    parts: z
      .array(
        z.discriminatedUnion('type', [
          z.object({ type: z.literal('field'), value: z.string().min(1) }),
          z.object({ type: z.literal('static'), value: z.string() }),
        ]),
      )
      .min(1)
      .max(50),
    /** `html` escapes every field part and turns line breaks into `<br>`. */
    format: z.enum(['text', 'html']).default('text'),
  }),
  z.object({
    ...base,
    action: z.literal('DATE_CONVERT'),
    source: z.string().min(1),
    /** Tokens YYYY MM DD HH mm ss, `X` (unix seconds), `x` (unix ms), or `iso`. */
    inputFormat: z.string().default('iso'),
    outputFormat: z.string(),
    timezoneIn: z.string().default('UTC'),
    timezoneOut: z.string().default('UTC'),
  }),
  z.object({
    ...base,
    action: z.literal('RANGE_MAP'),
    source: z.string().min(1),
    /** Numeric: the first range whose `compare` is not below the value gives its `value`; above all of them nothing fits. */
    ranges: z.array(z.object({ compare: z.number(), value: jsonSchema })).max(500),
  }),
  z.object({
    ...base,
    action: z.literal('CUSTOM'),
    /** Field Nation's own scripts are Jsonnet and read `$.input` and `$.util`; JSONata reads the record itself. */
    language: z.enum(['jsonnet', 'jsonata']),
    script: z.string().max(20_000),
  }),
]);
export type MappingRule = z.infer<typeof mappingRuleSchema>;
export type MappingAction = MappingRule['action'];
/** A rule as it is evaluated: one of both directions was chosen. */
export type OneWayRule = MappingRule & { readonly direction: 'inbound' | 'outbound' };

/** What statuses mean on one board, both ways. A status that is not named is unknown and goes to a person when it is met. */
export const boardStatusMapSchema = z.object({
  boardId: z.number().int(),
  boardName: z.string().max(200),
  /** Work order status -> ticket status; null: known, leave the ticket alone. */
  toTicket: z
    .array(
      z.object({
        workOrderStatus: z.string().max(100),
        ticketStatusId: z.number().int().nullable(),
        ticketStatusName: z.string().max(200),
      }),
    )
    .max(100),
  /** Ticket status -> what is asked of the work order. Each costs money or ends something, so there is none by default. */
  toWorkOrder: z.array(statusActionSchema).max(100).default([]),
});
export type BoardStatusMap = z.infer<typeof boardStatusMapSchema>;

/** A mapping: versioned data from the first commit. Presets and exports use the same shape. */
export const mappingSchema = z.object({
  formatVersion: z.literal(1),
  name: z.string().min(1).max(100),
  rules: z.array(mappingRuleSchema).max(1000),
  /** By board. A board that is not named here follows setup's status map while it is the trigger's board. */
  statusMaps: z.array(boardStatusMapSchema).max(200).default([]),
});
export type Mapping = z.infer<typeof mappingSchema>;

/** A mapping as stored: immutable once written. */
export interface MappingVersion {
  readonly version: number;
  readonly mapping: Mapping;
  readonly createdAt: number;
  readonly createdBy: string;
  /** Where it came from, in words a person or the app gave; empty for none. */
  readonly note: string;
}
