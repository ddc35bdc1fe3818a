import { z } from 'zod';
import { remoteSchema } from './records.ts';

/* What a health tile says as codes with figures, so that the window can say it in its own language. Times in ms, sizes in bytes. */

const pollSeconds = z.number();

/** Which sentence `message` of a health item is. */
export const healthSaidSchema = z.discriminatedUnion('code', [
  z.object({ code: z.literal('remote-not-set-up'), remote: remoteSchema }),
  z.object({ code: z.literal('remote-unknown'), remote: remoteSchema }),
  z.object({ code: z.literal('not-asked') }),
  z.object({ code: z.literal('answers'), p50Ms: z.number(), requests: z.number(), failed: z.number() }),
  z.object({ code: z.literal('tunnel-not-needed') }),
  z.object({ code: z.literal('tunnel-none'), pollSeconds }),
  z.object({ code: z.literal('tunnel-open'), url: z.string() }),
  z.object({ code: z.literal('callbacks-off'), pollSeconds }),
  z.object({ code: z.literal('callbacks-silent'), which: z.enum(['callback', 'webhook', 'both']), pollSeconds }),
  z.object({ code: z.literal('callbacks-no-tunnel'), pollSeconds }),
  z.object({ code: z.literal('callbacks-none') }),
  z.object({ code: z.literal('callbacks-arrived'), callbacks: z.number(), webhooks: z.number() }),
  z.object({
    code: z.literal('queue'),
    dead: z.number(),
    held: z.number(),
    waiting: z.number(),
    running: z.number(),
    oldestMs: z.number().nullable(),
  }),
  z.object({ code: z.literal('disk-unknown') }),
  z.object({ code: z.literal('disk'), freeBytes: z.number(), sizeBytes: z.number(), low: z.boolean() }),
  z.object({
    code: z.literal('database'),
    sizeBytes: z.number(),
    /** Since it was found whole; null: not yet. */
    checkedMs: z.number().nullable(),
    stopped: z.boolean(),
  }),
  /** `lateMs`: how long there was none although one was due; null: none is due yet. */
  z.object({ code: z.literal('backup-none'), lateMs: z.number().nullable() }),
  z.object({ code: z.literal('backup'), ageMs: z.number(), count: z.number(), old: z.boolean() }),
  z.object({ code: z.literal('keychain'), name: z.string() }),
]);
export type HealthSaid = z.infer<typeof healthSaidSchema>;

export const healthFacts = [
  'requests',
  'failed',
  'half-within',
  'most-within',
  'left',
  'under-way',
  'kind',
  'address',
  'port',
  'arrived',
  'from-connectwise',
  'from-fieldnation',
  'refused',
  'waiting',
  'running',
  'held',
  'dead',
  'inbox',
  'oldest',
  'free',
  'low-below',
  'folder',
  'size',
  'last-check',
  'format',
  'sqlite',
  'file',
  'kept',
  'kept-in',
] as const;

/** The value of a fact that is not written the same in every language; one that has none is shown as it is. */
export const healthAmountSchema = z.discriminatedUnion('unit', [
  z.object({ unit: z.literal('count'), n: z.number() }),
  z.object({ unit: z.literal('ms'), n: z.number() }),
  z.object({ unit: z.literal('ago'), n: z.number() }),
  z.object({ unit: z.literal('bytes'), n: z.number() }),
  z.object({ unit: z.literal('backups'), n: z.number() }),
  z.object({ unit: z.literal('of'), n: z.number(), all: z.number() }),
  z.object({ unit: z.literal('word'), word: z.enum(['none', 'own-address', 'not-yet', 'memory']) }),
]);
export type HealthAmount = z.infer<typeof healthAmountSchema>;

/** One line of what a tile tells beside its sentence. */
export const healthFactSchema = z.object({
  /** Name and value as words, in English. */
  name: z.string(),
  value: z.string(),
  code: z.enum(healthFacts).optional(),
  amount: healthAmountSchema.optional(),
});
export type HealthFact = z.infer<typeof healthFactSchema>;
