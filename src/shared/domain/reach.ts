import { z } from 'zod';

/*
 * Whether ConnectWise and Field Nation reach this workstation: the chain from their servers to the inbox, proven link by link; the health of what is
 * registered; and when the workstation could not be reached.
 */

/** In the order a request passes them. */
export const chainLinks = ['tunnel', 'dns', 'tls', 'listener', 'signature', 'inbox'] as const;
export type ChainLink = (typeof chainLinks)[number];

export const chainLampSchema = z.object({
  link: z.enum(chainLinks),
  /** unknown: not looked at yet; unneeded: this way of being reached has no such link (loopback has no TLS). */
  state: z.enum(['unknown', 'running', 'ok', 'warning', 'failed', 'unneeded']),
  /** What was found, and when it failed what to do; a sentence. */
  message: z.string(),
  /** For a technician: addresses, issuer, status; empty when there is nothing to add. Never a secret. */
  detail: z.string(),
  /** When it was looked at (ms). */
  at: z.number().nullable(),
  durationMs: z.number().nullable(),
});
export type ChainLamp = z.infer<typeof chainLampSchema>;

export const chainReportSchema = z.object({
  /** idle: nothing runs; testing: the one-time request is on its way; watching: waiting for a real change. */
  doing: z.enum(['idle', 'testing', 'watching']),
  /** Origin that was tested; null when there is none. */
  url: z.string().nullable(),
  /** All six, in order. */
  lamps: z.array(chainLampSchema).length(chainLinks.length),
  /** When a watch gives up (ms). */
  watchEndsAt: z.number().nullable(),
  /** When every link was last proven for this origin (ms): tested from outside and a signed message taken in since. */
  provenAt: z.number().nullable(),
  /** The message that proved it: `Ticket 7601, changed by jharper`; empty = none yet. */
  proof: z.string(),
});
export type ChainReport = z.infer<typeof chainReportSchema>;

/** What is looked at, at start, hourly and after sleep. */
export const healthSubjects = ['tunnel', 'listener', 'callback', 'webhook', 'deliveries'] as const;

export const healthFindingSchema = z.object({
  /** Names the finding for `reach:repair`; stable while it stands. */
  id: z.string(),
  subject: z.enum(healthSubjects),
  /** repaired: drift that was mended just now; offered: a person decides (`offer`); failed: it could not be mended. */
  state: z.enum(['ok', 'repaired', 'offered', 'failed']),
  /** A sentence that names the entry. */
  message: z.string(),
  /** What the button does, as a verb: `Register it again`. Null when there is none. */
  offer: z.string().nullable(),
});
export type HealthFinding = z.infer<typeof healthFindingSchema>;

export const healthReportSchema = z.object({
  running: z.boolean(),
  /** ms; null = not since the start. */
  checkedAt: z.number().nullable(),
  nextAt: z.number().nullable(),
  findings: z.array(healthFindingSchema),
});
export type HealthReport = z.infer<typeof healthReportSchema>;

/** Why nothing arrived for a while. */
export const outageKinds = ['tunnel', 'listener', 'callback', 'webhook', 'asleep', 'not-running'] as const;
export type OutageKind = (typeof outageKinds)[number];

/** A time in which changes did not arrive by themselves; polling brought them. */
export const outageSchema = z.object({
  id: z.number().int(),
  kind: z.enum(outageKinds),
  /** ms. For a callback that was found disabled: the last moment it is known to have worked. */
  from: z.number(),
  /** ms; null = it lasts. */
  to: z.number().nullable(),
  /** A sentence: what it was. */
  why: z.string(),
  /** When a poll had looked at everything since `from` (ms); null = not yet. */
  caughtUpAt: z.number().nullable(),
});
export type Outage = z.infer<typeof outageSchema>;
