import { z } from 'zod';
import { catalogChangeSchema, catalogSchema } from '../domain/catalog.ts';
import { mappingSchema } from '../domain/mapping.ts';
import {
  exampleResultSchema,
  importedMappingSchema,
  mappingDraftSchema,
  mappingExampleSchema,
  mappingPlanSchema,
  mappingPresetSchema,
  mappingProblemSchema,
  mappingStateSchema,
  mappingVersionRowSchema,
  previewSchema,
  recordRefSchema,
  sampleSchema,
  scriptEnginesSchema,
} from '../domain/mapping-work.ts';

/* Channels of the mapping editor. Part of the contract. */

const nothing = z.void();
const mapping = z.object({ mapping: mappingSchema });
const version = z.object({ version: z.number().int().positive() });

export const mappingChannels = {
  'mapping:state': { input: nothing, output: mappingStateSchema },
  /** Starts an evaluator to find out, so no page waits for it. */
  'mapping:script-engines': { input: nothing, output: scriptEnginesSchema },
  /** Kept as it is, problems and all; nothing uses a draft. */
  'mapping:save-draft': {
    input: mapping.extend({ basedOn: z.number().int() }),
    output: mappingDraftSchema.omit({ mapping: true }),
  },
  'mapping:discard-draft': { input: nothing, output: nothing },
  /** Everything that is wrong or worth a look, scripts included. */
  'mapping:check': { input: mapping, output: z.array(mappingProblemSchema) },
  /** Reads a record by number, and its other side when it is linked; kept for previews until asked for again with `fresh`. */
  'mapping:sample': { input: recordRefSchema.extend({ fresh: z.boolean().default(false) }), output: sampleSchema },
  /** What the rules make of a sample. Newer calls end older ones. */
  'mapping:preview': {
    input: mapping.extend({ record: recordRefSchema, occasion: z.enum(['create', 'update']).default('update') }),
    output: previewSchema,
  },
  'mapping:plan': { input: mapping, output: mappingPlanSchema },
  /**
   * A new version, in force from the next run on; the draft is gone. Refused with `mapping.invalid` while there are errors, and with
   * `mapping.examples-fail` while an example fails unless `override`; `basedOn` older than the active version: `mapping.changed-meanwhile`.
   */
  'mapping:activate': {
    input: mapping.extend({
      note: z.string().max(200).default(''),
      override: z.boolean().default(false),
      basedOn: z.number().int(),
    }),
    output: mappingVersionRowSchema,
  },
  /** Newest first. */
  'mapping:versions': { input: nothing, output: z.array(mappingVersionRowSchema) },
  'mapping:version': { input: version, output: mapping.extend({ row: mappingVersionRowSchema }) },

  'mapping:examples': { input: nothing, output: z.array(mappingExampleSchema) },
  /** Keeps a sample with the values the mapping gives it now. */
  'mapping:keep-example': {
    input: mapping.extend({ name: z.string().min(1).max(100), record: recordRefSchema }),
    output: mappingExampleSchema,
  },
  /** The values the mapping gives now are right from here on. */
  'mapping:accept-example': { input: mapping.extend({ id: z.number().int() }), output: mappingExampleSchema },
  'mapping:remove-example': { input: z.object({ id: z.number().int() }), output: nothing },
  'mapping:run-examples': { input: mapping, output: z.array(exampleResultSchema) },

  'mapping:presets': { input: nothing, output: z.array(mappingPresetSchema) },
  /** Saves a version, or the mapping given, where the person says; null = called off. */
  'mapping:export': { input: mapping, output: z.object({ file: z.string() }).nullable() },
  /** Lets the person choose a file; null = called off. */
  'mapping:import-file': { input: nothing, output: importedMappingSchema.nullable() },
  /** A pasted mapping: ours, or in the style of Field Nation's connector. */
  'mapping:import-text': { input: z.object({ text: z.string().max(2_000_000) }), output: importedMappingSchema },

  /** From the cache; discovers once when there is none and both sides can be asked. */
  'catalog:read': { input: nothing, output: catalogSchema },
  'catalog:refresh': {
    input: nothing,
    output: z.object({ catalog: catalogSchema, changes: z.array(catalogChangeSchema) }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;
