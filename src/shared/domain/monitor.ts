import { z } from 'zod';
import { errorActionSchema } from '../errors.ts';
import { healthFactSchema, healthSaidSchema } from './health-said.ts';
import { remoteSchema } from './records.ts';

/* What the dashboard shows: figures over a range, and the health of everything the sync depends on. */

/** `live` is the last 15 minutes by the minute. */
export const figureRanges = ['live', '1h', '24h', '7d', '30d'] as const;
export const figureRangeSchema = z.enum(figureRanges);
export type FigureRange = z.infer<typeof figureRangeSchema>;

/** Of a set of durations, in ms; percentiles come from a histogram and are right to within 5 %. */
export const latencySchema = z.object({
  count: z.number(),
  meanMs: z.number(),
  p50Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
  maxMs: z.number(),
});
export type Latency = z.infer<typeof latencySchema>;

/** One step of the range; `at` is its start (ms UTC). A step in which nothing happened is there with zeros. */
export const figurePointSchema = z.object({
  at: z.number(),
  events: z.number(),
  succeeded: z.number(),
  failed: z.number(),
  /** From receipt of the callback or webhook to the settled run; null when nothing came in. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  /** Deepest the queue was; null while the app did not run. */
  queueDepth: z.number().nullable(),
});
export type FigurePoint = z.infer<typeof figurePointSchema>;

export const figuresSchema = z.object({
  range: figureRangeSchema,
  from: z.number(),
  to: z.number(),
  stepMs: z.number(),
  points: z.array(figurePointSchema),
  totals: z.object({
    events: z.number(),
    /** Event processing rate over the range. */
    perMinute: z.number(),
    succeeded: z.number(),
    failed: z.number(),
    /** 0..1; null when no run ended. */
    successRate: z.number().nullable(),
    errorRate: z.number().nullable(),
    latency: latencySchema.nullable(),
    queueNow: z.number(),
    queueMax: z.number(),
  }),
  /** inbound: ConnectWise to Field Nation; outbound: the other way; none: polls, starts and a person's wish. */
  directions: z.array(
    z.object({
      direction: z.enum(['inbound', 'outbound', 'none']),
      events: z.number(),
      succeeded: z.number(),
      failed: z.number(),
      latency: latencySchema.nullable(),
    }),
  ),
  /** Requests this app made. */
  remotes: z.array(
    z.object({
      remote: remoteSchema,
      requests: z.number(),
      failed: z.number(),
      latency: latencySchema.nullable(),
      /** Requests per minute allowed, and left now. */
      budget: z.object({ perMinute: z.number(), left: z.number() }),
    }),
  ),
});
export type Figures = z.infer<typeof figuresSchema>;

export const healthTones = ['ok', 'working', 'waiting', 'attention', 'error', 'off'] as const;
export const healthItemSchema = z.object({
  id: z.enum(['connectwise', 'fieldnation', 'tunnel', 'callbacks', 'keychain', 'disk', 'queue', 'database', 'backup']),
  tone: z.enum(healthTones),
  /** One sentence with the figures in it, in English: for the diagnostics, and for the window where `said` is absent. */
  message: z.string(),
  /** The same as a code with its figures; absent for a sentence of its own: an error's, or what a person has to do. */
  said: healthSaidSchema.optional(),
  /** Since when it is so (ms); null when that is not known. */
  since: z.number().nullable(),
  /** Further facts for the tile. */
  facts: z.array(healthFactSchema),
  action: errorActionSchema.optional(),
});
export type HealthItem = z.infer<typeof healthItemSchema>;
