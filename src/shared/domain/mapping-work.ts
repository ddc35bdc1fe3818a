import { z } from 'zod';
import { appErrorInfoSchema } from '../errors.ts';
import { jsonSchema, mappingSchema } from './mapping.ts';
import { mappingEditSchema } from './mapping-edits.ts';
import { trialChangeSchema } from './trials.ts';

/* What a person works with while changing a mapping: problems, preview, examples, plan, versions. Nothing of it is written to either side. */

export const mappingProblemSchema = z.object({
  /** `target.unknown`, `value.not-in-list`, `text.too-long`, `target.twice`, `loop`, `status.unmapped`, `script.wrong`, ... */
  code: z.string(),
  /** An error keeps the mapping from being activated. */
  severity: z.enum(['error', 'warning']),
  /** Null: the mapping as a whole or a status map. */
  ruleId: z.string().nullable(),
  boardId: z.number().int().nullable(),
  /** Part of the rule it is about: `source`, `target`, `value`, `mappings.3.value`, `default`, `script`, ...; empty for the whole. */
  part: z.string(),
  /** Place in a script, from 1. */
  line: z.number().int().nullable(),
  column: z.number().int().nullable(),
  /** What is wrong and what would happen, for a technician. */
  message: z.string(),
  /** What the button does; null when only a person can know. */
  fix: z.object({ label: z.string(), edits: z.array(mappingEditSchema) }).nullable(),
});
export type MappingProblem = z.infer<typeof mappingProblemSchema>;

export const recordKindSchema = z.enum(['ticket', 'workorder']);
export type RecordKind = z.infer<typeof recordKindSchema>;
/** A real record chosen by its number. */
export const recordRefSchema = z.object({ kind: recordKindSchema, id: z.number().int().positive() });
export type RecordRef = z.infer<typeof recordRefSchema>;

/** A record as the rules read it, for sample values and completion. */
export const sampleRecordSchema = recordRefSchema.extend({
  /** Ticket summary or work order title. */
  title: z.string(),
  /** When it was read (ms). */
  readAt: z.number(),
  document: z.record(z.string(), jsonSchema),
});
export type SampleRecord = z.infer<typeof sampleRecordSchema>;
/** The chosen record and, when it is linked, its other side. */
export const sampleSchema = z.object({
  ticket: sampleRecordSchema.nullable(),
  workOrder: sampleRecordSchema.nullable(),
  linkId: z.number().nullable(),
});
export type Sample = z.infer<typeof sampleSchema>;

export const previewRowSchema = z.object({
  ruleId: z.string(),
  /** A rule for both directions has a row for each. */
  direction: z.enum(['inbound', 'outbound']),
  target: z.string(),
  label: z.string(),
  /** `none`: the rule wants nothing (empty source, or a map entry that leaves it alone). */
  outcome: z.enum(['value', 'none', 'problem']),
  value: jsonSchema,
  /** What the other side holds now; null also when there is no other record yet. */
  present: jsonSchema,
  /** The other side would get another value than it holds. False without another record. */
  differs: z.boolean(),
  /** Why there is no value, or what is wrong; empty with a value. */
  message: z.string(),
});
export type PreviewRow = z.infer<typeof previewRowSchema>;
export const previewSchema = z.object({
  rows: z.array(previewRowSchema),
  /** Time the evaluation took (ms), scripts included. */
  ms: z.number(),
  /** What the script engine in use cannot do, when a rule needs it; empty otherwise. */
  remarks: z.array(z.string()),
});
export type Preview = z.infer<typeof previewSchema>;

/** A record kept with the values it gave: a test of the mapping. */
export const mappingExampleSchema = z.object({
  id: z.number().int(),
  name: z.string().max(100),
  kind: recordKindSchema,
  recordId: z.number().int(),
  title: z.string(),
  createdAt: z.number(),
  createdBy: z.string(),
});
export type MappingExample = z.infer<typeof mappingExampleSchema>;
export const exampleResultSchema = z.object({
  exampleId: z.number().int(),
  pass: z.boolean(),
  differences: z.array(
    z.object({ ruleId: z.string(), label: z.string(), expected: jsonSchema, got: jsonSchema, message: z.string() }),
  ),
});
export type ExampleResult = z.infer<typeof exampleResultSchema>;

/** What activating would do to the links there are, on the records their newest runs read. */
export const mappingPlanSchema = z.object({
  links: z.number().int(),
  unchanged: z.number().int(),
  wouldChange: z.number().int(),
  /** A rule would stop with a problem it does not have today. */
  wouldStop: z.number().int(),
  /** No run of these kept both records. */
  unknown: z.number().int(),
  /** Those that would change or stop, at most 200. */
  rows: z.array(
    z.object({
      linkId: z.number(),
      ticketId: z.number(),
      workOrderId: z.number().nullable(),
      title: z.string(),
      changes: z.array(trialChangeSchema),
      problems: z.array(appErrorInfoSchema),
    }),
  ),
});
export type MappingPlan = z.infer<typeof mappingPlanSchema>;

export const mappingVersionRowSchema = z.object({
  version: z.number().int(),
  name: z.string(),
  createdAt: z.number(),
  createdBy: z.string(),
  note: z.string(),
  active: z.boolean(),
  rules: z.number().int(),
});
export type MappingVersionRow = z.infer<typeof mappingVersionRowSchema>;

export const mappingDraftSchema = z.object({
  mapping: mappingSchema,
  /** Version it was started from. */
  basedOn: z.number().int(),
  changedAt: z.number(),
  changedBy: z.string(),
});
export type MappingDraft = z.infer<typeof mappingDraftSchema>;

export const mappingStateSchema = z.object({
  active: mappingVersionRowSchema,
  /** The active mapping; setup's status map stands in `statusMaps` when the mapping has none for the trigger's board. */
  mapping: mappingSchema,
  draft: mappingDraftSchema.nullable(),
});
export type MappingState = z.infer<typeof mappingStateSchema>;

/** Which Jsonnet runs here, and what it lacks in words (empty: nothing). */
export const scriptEnginesSchema = z.object({
  jsonnet: z.enum(['native', 'portable', 'none']),
  lacks: z.array(z.string()),
});

/** A mapping read from a file or from pasted text: not used before a person saw the difference and activated it. */
export const importedMappingSchema = z.object({
  mapping: mappingSchema,
  /** Whose format it was. */
  from: z.enum(['dispatch-bridge', 'field-nation']),
  /** What was left out or has to be looked at, in words. */
  remarks: z.array(z.string()),
});
export type ImportedMapping = z.infer<typeof importedMappingSchema>;

export const mappingPresetSchema = z.object({
  id: z.enum(['empty', 'minimal', 'standard', 'full']),
  title: z.string(),
  text: z.string(),
  mapping: mappingSchema,
});
export type MappingPreset = z.infer<typeof mappingPresetSchema>;
