import { z } from 'zod';
import { appErrorInfoSchema } from '../errors.ts';
import { tunnelKindSchema } from './tunnels.ts';

export const probeStepSchema = z.object({
  id: z.string(),
  state: z.enum(['running', 'ok', 'warning', 'failed']),
  message: z.string(),
  durationMs: z.number().nullable(),
  error: appErrorInfoSchema.nullable(),
});

export const remoteHealthSchema = z.object({
  state: z.enum(['not-set-up', 'unknown', 'ok', 'paused', 'sign-in', 'offline', 'failing']),
  message: z.string(),
  pausedUntil: z.number().nullable(),
  lastSuccessAt: z.number().nullable(),
  budgetLeft: z.number(),
  inFlight: z.number(),
});

/** Headlines whose figures stand in the status. */
export const headlineCodes = [
  'setup',
  'watching',
  'paused',
  'needs-you',
  'conflicts',
  'on-the-way',
  'ready',
  'in-step',
] as const;
export type HeadlineCode = (typeof headlineCodes)[number];

/** Everything the frame, the tray and the dashboard say about now. Small; pushed whole, batched. */
export const engineStatusSchema = z.object({
  at: z.number(),
  /** setup: something is missing; watching: set up, not started; running; paused by a person; stopped by a failure. */
  state: z.enum(['setup', 'watching', 'running', 'paused', 'stopped']),
  /** One sentence in words for the dashboard's top and the tray. */
  headline: z.string(),
  /** Which sentence that is, for a window in another language; absent for one of its own: an error's, or what a person has to do. */
  headlineCode: z.enum(headlineCodes).optional(),
  pausedUntil: z.number().nullable(),
  connectwise: remoteHealthSchema,
  fieldnation: remoteHealthSchema,
  intake: z.object({
    state: z.enum(['off', 'listening', 'failed']),
    /** How callbacks reach us: a public address, loopback for the sandbox, or not at all. */
    mode: z.enum(['none', 'loopback', 'public']),
    port: z.number().nullable(),
    message: z.string(),
    lastDeliveryAt: z.number().nullable(),
    refused: z.number(),
    tunnel: z.object({
      kind: tunnelKindSchema,
      state: z.enum(['off', 'starting', 'up', 'down', 'failed']),
      /** Public origin while it is up. */
      url: z.string().nullable(),
    }),
    /** What sends nothing here although the way is open: paused, switched off, or not registered. Absent: not known, or nothing. */
    silent: z.array(z.enum(['callback', 'webhook'])).optional(),
    /** What a person has to do so that changes arrive at once, as a sentence; null = nothing. */
    needs: z.string().nullable(),
  }),
  queue: z.object({
    waiting: z.number(),
    running: z.number(),
    held: z.number(),
    dead: z.number(),
    inbox: z.number(),
    oldestWaitingAt: z.number().nullable(),
  }),
  links: z.object({ open: z.number(), creating: z.number(), closed: z.number() }),
  /** Fields both sides changed that nobody has chosen for yet. */
  conflicts: z.number(),
  /** Everything that waits for a person: dead, held and conflicts. */
  attention: z.number(),
  lastSyncAt: z.number().nullable(),
  nextPollAt: z.number().nullable(),
});
export type EngineStatus = z.infer<typeof engineStatusSchema>;
export type RemoteHealth = z.infer<typeof remoteHealthSchema>;
