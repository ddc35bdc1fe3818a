import { z } from 'zod';
import { jsonSchema } from './mapping.ts';

/*
 * The catalog: which fields both sides have, as discovered, with what each accepts. It is what validation, the editor's lists and completion
 * read, also offline. Paths are mapping paths: a field can be a rule's source under `path` when `read`, its target when `write`.
 */

export const fieldTypeSchema = z.enum([
  'text',
  'html',
  'number',
  'boolean',
  'date-time',
  'date',
  /** One of `options`. */
  'picklist',
  /** A record of another kind, written by its id (company, site, client, ...). */
  'reference',
  'list',
  'object',
]);
export type FieldType = z.infer<typeof fieldTypeSchema>;

export const catalogOptionSchema = z.object({
  /** What a rule writes: an id or the exact text. */
  value: jsonSchema,
  label: z.string(),
  /** Set when the option exists on one board only (statuses, types, subtypes, items, teams). */
  boardId: z.number().int().optional(),
});
export type CatalogOption = z.infer<typeof catalogOptionSchema>;

export const catalogFieldSchema = z.object({
  path: z.string(),
  label: z.string(),
  /** Heading in lists: `Ticket`, `Company`, `Site`, `Contact`, `Custom fields`, `Work order`, `Location`, `Pay`, ... */
  group: z.string(),
  type: fieldTypeSchema,
  /** Longest text the remote takes (characters); null when it says nothing. */
  maxLength: z.number().int().nullable(),
  read: z.boolean(),
  write: z.boolean(),
  /** `create`: the remote refuses a new record without it. `publish`: Field Nation publishes none without it. */
  required: z.enum(['no', 'create', 'publish']),
  /** Null: any value. */
  options: z.array(catalogOptionSchema).nullable(),
  /** How this side writes a date in this field (`iso`, or DATE_CONVERT tokens); empty for fields that hold no date. */
  dateFormat: z.string(),
  /** A quirk worth knowing, in words; empty for none. */
  note: z.string(),
});
export type CatalogField = z.infer<typeof catalogFieldSchema>;

export const catalogSideSchema = z.object({
  fields: z.array(catalogFieldSchema),
  /** When it was read (ms); null: never, only what every account has. */
  readAt: z.number().nullable(),
  /** Lists that could not be read, with what to do. */
  gaps: z.array(z.object({ what: z.string(), message: z.string() })),
});
export type CatalogSide = z.infer<typeof catalogSideSchema>;

export const catalogSchema = z.object({
  connectwise: catalogSideSchema,
  fieldnation: catalogSideSchema,
});
export type Catalog = z.infer<typeof catalogSchema>;

/** What a refresh found different. */
export const catalogChangeSchema = z.object({
  side: z.enum(['connectwise', 'fieldnation']),
  kind: z.enum(['added', 'removed', 'changed']),
  path: z.string(),
  label: z.string(),
  /** In words: "Status: Waiting Parts is new on Service Desk", "Summary takes 100 characters now". */
  message: z.string(),
});
export type CatalogChange = z.infer<typeof catalogChangeSchema>;
