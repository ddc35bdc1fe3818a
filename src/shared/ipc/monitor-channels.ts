import { z } from 'zod';
import { activityFilterSchema } from '../domain/activity.ts';
import { alertSchema, alertSettingsSchema, alertsConfigSchema } from '../domain/alerts.ts';
import { logDetailsSchema, savedFilterSchema, whyReportSchema } from '../domain/log-details.ts';
import { figureRangeSchema, figuresSchema, healthItemSchema } from '../domain/monitor.ts';

const nothing = z.void();
/** Omitted = keep the one in the keychain; null = forget it. Written only: no channel reads them. */
const secret = z.string().min(1).max(4000).nullable().optional();

/** Figures, health, the log's depths and alerts. Part of the contract. */
export const monitorChannels = {
  'monitor:figures': { input: z.object({ range: figureRangeSchema }), output: figuresSchema },
  'monitor:health': { input: nothing, output: z.array(healthItemSchema) },

  /** How many lines fit; counted up to `upTo`, then `capped`. */
  'log:count': {
    input: z.object({ filter: activityFilterSchema }),
    output: z.object({ count: z.number(), capped: z.boolean() }),
  },
  'log:details': { input: z.object({ id: z.number().int() }), output: logDetailsSchema.nullable() },
  /** Id of the newest line at or before this time; null when there is none. Where "go to time" lands. */
  'log:at': { input: z.object({ at: z.number() }), output: z.number().nullable() },
  /** Asks where to save, and writes every line that fits, newest first; null = called off. */
  'log:export': {
    input: z.object({ filter: activityFilterSchema, format: z.enum(['csv', 'ndjson']) }),
    output: z.object({ file: z.string(), lines: z.number() }).nullable(),
  },
  'log:saved-filters': { input: nothing, output: z.array(savedFilterSchema) },
  /** Replaces the whole list. */
  'log:save-filters': { input: z.array(savedFilterSchema).max(50), output: z.array(savedFilterSchema) },
  /** Looks the ticket up now and says what is between it and a work order. Nothing is written. */
  'log:why': { input: z.object({ ticketId: z.number().int().positive() }), output: whyReportSchema },

  'alerts:list': {
    input: nothing,
    /** Lasting ones, and those that ended, newest first. */
    output: z.object({ active: z.array(alertSchema), past: z.array(alertSchema) }),
  },
  'alerts:settings': { input: nothing, output: alertSettingsSchema },
  'alerts:save': {
    input: z.object({
      config: alertsConfigSchema,
      secrets: z.object({ chatUrl: secret, emailPassword: secret }).partial().default({}),
    }),
    output: alertSettingsSchema,
  },
  /** Sends a test message the saved way; rejects with what went wrong. */
  'alerts:test': { input: z.object({ way: z.enum(['native', 'chat', 'email']) }), output: nothing },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;
