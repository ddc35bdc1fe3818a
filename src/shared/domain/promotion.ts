import { z } from 'zod';

/* Taking a configuration from a file or another profile into this one: what differs, and which ids mean something else here. */

export const idKinds = [
  'board',
  'ticket-status',
  'type-of-work',
  'custom-field',
  'client',
  'project',
  'talent-pool',
  'member',
  'company',
  'work-order-status',
  /** A person at Field Nation who manages work orders. */
  'manager',
  'provider',
  /** An entry of another list of either side: a priority, a template, a location. */
  'option',
] as const;

/** One id in the document that has to mean the same thing in this environment. */
export const idFindingSchema = z.object({
  /** Place in the document, e.g. `config.trigger.boardId`, `mapping.rules[3].target`. */
  path: z.string(),
  kind: z.enum(idKinds),
  /** What it is called there; empty when the document does not say. */
  name: z.string(),
  sourceId: z.number(),
  /** same: the same id and name here; moved: the name is here under `targetId`; missing; ambiguous: several have the name; unknown: could not be looked up. */
  state: z.enum(['same', 'moved', 'missing', 'ambiguous', 'unknown']),
  targetId: z.number().nullable(),
  /** Choices here, for a person, when it is missing, ambiguous or unknown. */
  choices: z.array(z.object({ id: z.number(), name: z.string() })),
});
export type IdFinding = z.infer<typeof idFindingSchema>;

export const promotionSchema = z.object({
  /** `file`, or the name of the profile it comes from. */
  source: z.string(),
  madeAt: z.number().nullable(),
  /** Differences between this profile's configuration and the document, in words. */
  differences: z.array(z.object({ area: z.string(), what: z.string(), before: z.string(), after: z.string() })),
  mappingDifferences: z.array(z.object({ what: z.string(), before: z.string(), after: z.string() })),
  ids: z.array(idFindingSchema),
  /** Why it cannot be taken over as it is; empty when it can. */
  problems: z.array(z.string()),
  /** Kept as they are here: connections, secrets, the tunnel. */
  kept: z.array(z.string()),
  /** It was taken over. False after `config:take-over` too, while ids are to be chosen or mean something else by now: nothing was changed then. */
  applied: z.boolean(),
});
export type Promotion = z.infer<typeof promotionSchema>;

export const profileViewSchema = z.object({
  name: z.string(),
  kind: z.enum(['sandbox', 'staging', 'production']),
  current: z.boolean(),
  /** Another process has it open. */
  running: z.boolean(),
  /** What it talks to; empty when it is not set up. */
  connectwise: z.string(),
  fieldnation: z.string(),
  started: z.boolean(),
  problem: z.string(),
});
export type ProfileView = z.infer<typeof profileViewSchema>;
