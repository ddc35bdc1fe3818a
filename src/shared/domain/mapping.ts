import { z } from 'zod';
import type { Json } from '../json.ts';

/** Any JSON value inside a mapping document. */
export const jsonSchema: z.ZodType<Json> = z.json() as unknown as z.ZodType<Json>;

const base = {
  /** Stable within a mapping; the link's base is keyed by it. */
  id: z.string().min(1).max(64),
  /** inbound: ticket -> work order. outbound: work order -> ticket. */
  direction: z.enum(['inbound', 'outbound']),
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
]);
export type MappingRule = z.infer<typeof mappingRuleSchema>;

/** A mapping: versioned data from the first commit. Presets and exports use the same shape. */
export const mappingSchema = z.object({
  formatVersion: z.literal(1),
  name: z.string().min(1).max(100),
  rules: z.array(mappingRuleSchema).max(1000),
});
export type Mapping = z.infer<typeof mappingSchema>;

/** A mapping as stored: immutable once written. */
export interface MappingVersion {
  readonly version: number;
  readonly mapping: Mapping;
  readonly createdAt: number;
  readonly createdBy: string;
}
