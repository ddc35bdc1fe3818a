import { z } from 'zod';
import { eventActionSchema, syncChangeSchema, syncConfigSchema } from '../config-sync.ts';
import { linkCopySchema, linkHistorySchema } from '../domain/link-life.ts';
import { dryRunSchema, keptRunSchema, replaySchema } from '../domain/trials.ts';
import { attentionGroupSchema, conflictRowSchema } from '../domain/views.ts';
import { workOrderEventNames } from '../domain/work-order-events.ts';

/* Channels of what a person asks of the engine: pairs, problems, settings of the sync, trials, look-ups. Part of the contract. */

const nothing = z.void();
const id = z.number().int().positive();
const named = z.object({ id: z.number(), name: z.string() });
const linkId = z.object({ linkId: id });

const workflowRule = z.object({
  name: z.string().min(1).max(50),
  boardId: id,
  toStatusId: id,
  customField: z.object({ id, caption: z.string().max(50), value: z.string().min(1).max(200) }).nullable(),
});

export const syncChannels = {
  'links:send-ticket': { input: z.object({ ticketId: id }), output: nothing },
  'links:link': {
    input: z.object({ ticketId: id, workOrderId: id, give: z.enum(['connectwise', 'fieldnation']).nullable() }),
    output: z.object({ linkId: z.number() }),
  },
  'links:unlink': { input: linkId.extend({ reason: z.string().min(1).max(300) }), output: nothing },
  'links:relink': { input: linkId, output: nothing },
  /** What a run of this link would do now. */
  'links:dry-run': { input: linkId, output: dryRunSchema },
  'links:runs': { input: linkId, output: z.array(keptRunSchema) },
  /** Changes of the fields of both records, newest first, as the kept runs saw them. */
  'links:history': {
    input: linkId.extend({ before: z.number().int().nullable() }),
    output: linkHistorySchema,
  },
  /** Everything that was copied between both records, is on its way, or is left; newest first. */
  'links:copies': { input: linkId, output: z.array(linkCopySchema) },
  'links:replay': { input: z.object({ attemptId: id }), output: replaySchema },

  'attention:groups': { input: nothing, output: z.array(attentionGroupSchema) },
  'attention:retry-kind': { input: z.object({ code: z.string().max(100) }), output: z.number() },
  'attention:discard-many': {
    input: z.object({ jobIds: z.array(id).min(1).max(1000), reason: z.string().min(1).max(300) }),
    output: z.number(),
  },
  /** Saves everything that waits for a person as lines of JSON, where the person says; null = called off. */
  'attention:export': { input: nothing, output: z.object({ file: z.string() }).nullable() },
  'conflicts:list': { input: nothing, output: z.array(conflictRowSchema) },
  'conflicts:resolve': { input: z.object({ id, choice: z.enum(['connectwise', 'fieldnation']) }), output: nothing },

  'sync:settings': { input: nothing, output: syncConfigSchema },
  /** Replaces the sections given; the answer is the whole. */
  'sync:save': { input: syncChangeSchema, output: syncConfigSchema },
  /** The Test button of an event: nothing is written. */
  'sync:test-event': {
    input: z.object({ event: z.enum(workOrderEventNames), workOrderId: id, action: eventActionSchema }),
    output: dryRunSchema,
  },
  'sync:members': {
    input: nothing,
    output: z.array(
      z.object({
        fieldNationUserId: z.number(),
        fieldNationName: z.string(),
        email: z.string(),
        member: z.object({ id: z.number(), identifier: z.string(), name: z.string() }).nullable(),
        how: z.enum(['override', 'email', 'none']),
      }),
    ),
  },
  /** Choices of the settings' pickers, read from the remote now. */
  'sync:look-up': {
    input: z.object({
      what: z.enum([
        'clients',
        'projects',
        'talent-pools',
        'psa-members',
        'psa-companies',
        'psa-custom-fields',
        'fn-custom-fields',
      ]),
      /** For companies: part of the name. */
      text: z.string().max(100).default(''),
    }),
    output: z.array(named),
  },

  'trigger:preview': {
    input: z.object({ rule: workflowRule.nullable() }),
    output: z.object({
      sentField: named.nullable(),
      requests: z.array(z.object({ method: z.string(), path: z.string(), body: z.unknown() })),
    }),
  },
  'trigger:create': {
    input: z.object({ rule: workflowRule.nullable() }),
    output: z.object({ sentFieldId: z.number(), workflowId: z.number().nullable() }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;
