import { z } from 'zod';
import { profileViewSchema, promotionSchema } from '../domain/promotion.ts';
import {
  auditEntrySchema,
  backupSchema,
  diagnosticsFileSchema,
  linkScanSchema,
  quarantineSchema,
} from '../domain/recovery.ts';
import { updateStateSchema } from '../domain/updates.ts';

const nothing = z.void();
const id = z.number().int().positive();
const pair = z.object({ ticketId: id, workOrderId: id });
const profileName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
/** A backup's or a quarantine's own name; never a path. */
const plainName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/);

/** Keeping the house: backups, rebuilding, diagnostics, the trail, configurations, profiles, updates. Part of the contract. */
export const houseChannels = {
  'recovery:backups': {
    input: nothing,
    output: z.object({ backups: z.array(backupSchema), quarantine: z.array(quarantineSchema), folder: z.string() }),
  },
  'recovery:back-up-now': { input: nothing, output: backupSchema },
  /** Stops the engine, keeps a safety copy of what is there, puts the backup in its place and starts again, paused. */
  'recovery:restore': { input: z.object({ name: plainName }), output: z.object({ safetyCopy: z.string() }) },
  /** Starts reading both sides for pairs; returns at once, ask `recovery:scan` how far it is. */
  'recovery:scan-links': { input: nothing, output: linkScanSchema },
  'recovery:scan': { input: nothing, output: linkScanSchema },
  'recovery:stop-scan': { input: nothing, output: linkScanSchema },
  /** Links what a person ticked; the answer counts them and says what could not be linked. */
  'recovery:link-found': {
    input: z.object({ pairs: z.array(pair).min(1).max(5000) }),
    output: z.object({ linked: z.number(), refused: z.array(pair.extend({ why: z.string() })) }),
  },
  'diagnostics:preview': { input: nothing, output: z.array(diagnosticsFileSchema) },
  /** Saves exactly what the preview showed (without the files left out); null = called off. */
  'diagnostics:save': {
    input: z.object({ leaveOut: z.array(plainName).max(50).default([]) }),
    output: z.object({ file: z.string() }).nullable(),
  },
  'audit:page': {
    input: z.object({ before: z.number().int().nullable(), limit: z.number().int().min(1).max(200) }),
    output: z.array(auditEntrySchema),
  },

  /** Saves configuration and mapping without secrets; null = called off. */
  'config:export': { input: nothing, output: z.object({ file: z.string() }).nullable() },
  /** Reads a document (a file the person chooses, or another profile) and says what taking it over would do. Null = called off. */
  'config:compare': {
    input: z.discriminatedUnion('from', [
      z.object({ from: z.literal('file') }),
      z.object({ from: z.literal('profile'), name: profileName }),
    ]),
    output: promotionSchema.nullable(),
  },
  /** Takes over what `config:compare` showed last. `ids`: what a person chose, by `path`; null leaves that part out. */
  'config:take-over': {
    input: z.object({
      ids: z.array(z.object({ path: z.string().max(300), id: z.number().int().nullable() })).max(2000),
    }),
    output: promotionSchema,
  },

  'profiles:list': { input: nothing, output: z.array(profileViewSchema) },
  /** Opens it in a window of its own (another process); makes it when it is not there. */
  'profiles:open': { input: z.object({ name: profileName }), output: nothing },

  'app:licences': { input: nothing, output: z.string() },
  'app:open-folder': { input: z.object({ what: z.enum(['data', 'logs', 'backups']) }), output: nothing },
  'app:quit': { input: nothing, output: nothing },
  'updates:state': { input: nothing, output: updateStateSchema },
  'updates:check': { input: nothing, output: updateStateSchema },
  'updates:download': { input: nothing, output: updateStateSchema },
  /** Drains the engine, then restarts into the new version. */
  'updates:install': { input: nothing, output: nothing },
  'updates:skip': { input: z.object({ version: z.string().max(50), skip: z.boolean() }), output: updateStateSchema },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;
