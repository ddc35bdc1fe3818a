import { z } from 'zod';

/* What a person is told about without having asked: rules, where it is sent, and what was raised. */

export const alertRules = [
  'sign-in',
  'dead-letters',
  'success-rate',
  'queue-age',
  'callback-disabled',
  'tunnel-down',
  'disk-low',
] as const;
export const alertRuleSchema = z.enum(alertRules);
export type AlertRule = z.infer<typeof alertRuleSchema>;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** The part of the configuration document that is about alerts. Addresses that are secrets lie in the keychain. */
export const alertsConfigSchema = z.object({
  /** The computer's own notifications. */
  native: z.boolean().default(true),
  rules: z
    .object({
      'sign-in': z.object({ on: z.boolean().default(true) }).prefault({}),
      /** Raised when this many more than at the last look stopped. */
      'dead-letters': z
        .object({ on: z.boolean().default(true), atLeast: z.number().int().min(1).max(1000).default(1) })
        .prefault({}),
      /** Runs of the last `minutes`; fewer than `leastRuns` say nothing. */
      'success-rate': z
        .object({
          on: z.boolean().default(true),
          belowPercent: z.number().min(1).max(100).default(90),
          minutes: z.number().int().min(5).max(1440).default(60),
          leastRuns: z.number().int().min(1).max(1000).default(10),
        })
        .prefault({}),
      'queue-age': z
        .object({ on: z.boolean().default(true), minutes: z.number().int().min(1).max(1440).default(15) })
        .prefault({}),
      'callback-disabled': z.object({ on: z.boolean().default(true) }).prefault({}),
      /** Down for so long without coming back by itself. */
      'tunnel-down': z
        .object({ on: z.boolean().default(true), minutes: z.number().int().min(1).max(1440).default(5) })
        .prefault({}),
      'disk-low': z
        .object({ on: z.boolean().default(true), belowMb: z.number().int().min(50).max(1_000_000).default(500) })
        .prefault({}),
    })
    .prefault({}),
  /** Local times of this computer; what is raised meanwhile is told once they are over. `days`: 1 = Monday .. 7 = Sunday, on which they begin. */
  quietHours: z
    .object({
      on: z.boolean().default(false),
      from: clock.default('20:00'),
      to: clock.default('07:00'),
      days: z.array(z.number().int().min(1).max(7)).max(7).default([1, 2, 3, 4, 5, 6, 7]),
      /** Told all the same. */
      except: z.array(alertRuleSchema).max(alertRules.length).default([]),
    })
    .prefault({}),
  /** A Teams workflow or a Slack incoming webhook; its address is a secret. */
  chat: z.object({ on: z.boolean().default(false), kind: z.enum(['teams', 'slack']).default('teams') }).prefault({}),
  email: z
    .object({
      on: z.boolean().default(false),
      host: z.string().max(200).default(''),
      port: z.number().int().min(1).max(65535).default(587),
      /** tls: from the first byte; starttls: required after it; none: only to a server on this computer. */
      security: z.enum(['tls', 'starttls', 'none']).default('starttls'),
      user: z.string().max(200).default(''),
      from: z.string().max(200).default(''),
      to: z.array(z.string().max(200)).max(20).default([]),
    })
    .prefault({}),
});
export type AlertsConfig = z.infer<typeof alertsConfigSchema>;

export const alertSchema = z.object({
  id: z.number(),
  rule: alertRuleSchema,
  /** Which one of its kind: a remote, a callback's number; unique together with the rule while it lasts. */
  key: z.string(),
  severity: z.enum(['attention', 'error']),
  title: z.string(),
  /** What happened and what to do. */
  message: z.string(),
  /** Where the fix is, as `placeOf` reads it: `attention`, `setup/connectwise`, `callbacks/tunnel`. */
  place: z.string(),
  firstAt: z.number(),
  lastAt: z.number(),
  clearedAt: z.number().nullable(),
  /** When a person was told by notification, chat or e-mail; null: not yet (quiet hours, rate limit) or not wanted. */
  toldAt: z.number().nullable(),
});
export type Alert = z.infer<typeof alertSchema>;

/** Ways beside the computer's own notifications. */
export type AlertWay = 'chat' | 'email';

/** Why the last message of a way did not arrive, as a sentence, and when. */
export const wayFailureSchema = z.object({ at: z.number(), message: z.string() });
export type WayFailure = z.infer<typeof wayFailureSchema>;

/** null: it arrived, or none was sent. */
export const wayFailuresSchema = z.object({ chat: wayFailureSchema.nullable(), email: wayFailureSchema.nullable() });
export type WayFailures = z.infer<typeof wayFailuresSchema>;

/** The settings as the window sees them: which secrets there are, never what they are. */
export const alertSettingsSchema = z.object({
  config: alertsConfigSchema,
  secretsSet: z.array(z.enum(['chatUrl', 'emailPassword'])),
  failures: wayFailuresSchema,
});
export type AlertSettings = z.infer<typeof alertSettingsSchema>;
