import { z } from 'zod';
import { configSchema, paySchema, secretNames, typeOfWorkSchema } from '../config.ts';
import { activityFilterSchema, activitySchema } from '../domain/activity.ts';
import { figureRangeSchema } from '../domain/monitor.ts';
import { chainReportSchema } from '../domain/reach.ts';
import { remoteSchema } from '../domain/records.ts';
import { engineStatusSchema, probeStepSchema } from '../domain/status.ts';
import { attentionItemSchema, linkPageSchema, linkRowSchema, planRowSchema } from '../domain/views.ts';
import { appErrorInfoSchema } from '../errors.ts';
import { callbackChannels } from './callback-channels.ts';
import { houseChannels } from './house-channels.ts';
import { mappingChannels } from './mapping-channels.ts';
import { monitorChannels } from './monitor-channels.ts';
import { reachChannels } from './reach-channels.ts';
import { syncChannels } from './sync-channels.ts';

/*
 * The IPC contract: every channel with the schema of its argument and its answer. main validates both ends; preload exposes one
 * frozen function per channel; the renderer sees only the types. docs/ipc.md explains how to add one.
 */

const nothing = z.void();
const named = z.object({ id: z.number(), name: z.string() });

/** Each without its default: what a change leaves out must stay as it is, and a default would set it. */
const preferenceFields = {
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['comfortable', 'compact']),
  closeToTray: z.boolean(),
  railCollapsed: z.boolean(),
  /** `system` follows the operating system where there is a catalogue for it, English otherwise. */
  language: z.enum(['system', 'en', 'de']),
  contrast: z.enum(['system', 'normal', 'high']),
  motion: z.enum(['system', 'reduced']),
  /** Starts with the computer. */
  autostart: z.boolean(),
  /** Then without its window, where there is a tray to come back from. */
  startHidden: z.boolean(),
  checkForUpdates: z.boolean(),
  /** What the dashboard's figures cover. */
  dashboardRange: figureRangeSchema,
} as const;

export const preferencesSchema = z.object({
  theme: preferenceFields.theme.default('system'),
  density: preferenceFields.density.default('comfortable'),
  closeToTray: preferenceFields.closeToTray.default(true),
  railCollapsed: preferenceFields.railCollapsed.default(false),
  language: preferenceFields.language.default('system'),
  contrast: preferenceFields.contrast.default('system'),
  motion: preferenceFields.motion.default('system'),
  autostart: preferenceFields.autostart.default(false),
  startHidden: preferenceFields.startHidden.default(true),
  checkForUpdates: preferenceFields.checkForUpdates.default(true),
  dashboardRange: preferenceFields.dashboardRange.default('24h'),
} satisfies Record<keyof typeof preferenceFields, z.ZodType>);
export type Preferences = z.infer<typeof preferencesSchema>;

export const appInfoSchema = z.object({
  version: z.string(),
  profile: z.string(),
  /** What the profile badge says. */
  profileKind: z.enum(['sandbox', 'staging', 'production']),
  platform: z.string(),
  /** False where no tray host exists: close means quit. */
  trayAvailable: z.boolean(),
  secretBackend: z.object({ kind: z.enum(['keychain', 'session']), name: z.string(), warning: z.string().nullable() }),
  /** A failure that keeps the engine from starting (corrupt store, newer database), null when fine. */
  startupProblem: appErrorInfoSchema.nullable(),
  dataFolder: z.string(),
  /** `system` resolved: the catalogue the window speaks. */
  systemLanguage: z.enum(['en', 'de']),
  /** Versions for the About page: runtime, Chromium, Node, SQLite. */
  runtime: z.array(z.object({ name: z.string(), version: z.string() })),
  /** Started by `--paused`: nothing runs until a person resumes. */
  startedPaused: z.boolean(),
  /** Why it did, while it still is: `--paused`, crashes in a row, a backup that was restored, or empty data. */
  pausedBecause: z
    .discriminatedUnion('because', [
      z.object({ because: z.literal('asked') }),
      z.object({ because: z.literal('crashes'), times: z.number() }),
      z.object({ because: z.literal('restored'), backup: z.string() }),
      z.object({ because: z.literal('fresh') }),
    ])
    .nullable()
    .optional(),
  /** Whether autostart can be switched here, and why not. */
  autostart: z.object({ available: z.boolean(), why: z.string() }),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

export const setupStateSchema = z.object({
  config: configSchema,
  secretsSet: z.array(z.enum(secretNames)),
  sandboxRunning: z.boolean(),
  /** Last test of each connection, kept for the wizard. */
  tested: z.object({ connectwise: z.boolean(), fieldnation: z.boolean() }),
});
export type SetupState = z.infer<typeof setupStateSchema>;

export const channels = {
  'app:info': { input: nothing, output: appInfoSchema },
  'app:status': { input: nothing, output: engineStatusSchema },
  'app:preferences': { input: nothing, output: preferencesSchema },
  'app:save-preferences': { input: z.object(preferenceFields).partial(), output: preferencesSchema },
  /** Opens a ticket, a work order or a docs page in the browser; only allow-listed https origins, or loopback in the sandbox. */
  'app:open-external': { input: z.object({ url: z.string().max(2000) }), output: nothing },
  /** Offered when the store cannot be opened: quarantine it and restore the newest good backup, or start fresh. */
  /** A backup is put in the place of the data by `recovery:restore`, on a start that failed too. */
  'app:recover': { input: z.object({ how: z.literal('start-fresh') }), output: nothing },

  'setup:state': { input: nothing, output: setupStateSchema },
  /** Starts the built-in sandbox and fills both connections with its addresses and keys. */
  'setup:use-sandbox': { input: nothing, output: setupStateSchema },
  'setup:save-connectwise': {
    input: z.object({
      site: z.string().min(1).max(200),
      company: z.string().min(1).max(100),
      publicKey: z.string().min(1).max(200),
      /** Omitted = keep the one in the keychain. */
      privateKey: z.string().max(500).optional(),
      clientId: z.string().max(100).optional(),
    }),
    output: setupStateSchema,
  },
  'setup:save-fieldnation': {
    input: z.object({
      environment: z.enum(['production', 'sandbox', 'custom']),
      baseUrl: z.string().max(300),
      clientId: z.string().min(1).max(200),
      username: z.string().min(1).max(200),
      companyId: z.string().max(50),
      clientSecret: z.string().max(500).optional(),
      password: z.string().max(500).optional(),
    }),
    output: setupStateSchema,
  },
  /** Runs the connection test; steps are also pushed as they fill (`probe`). */
  'setup:test': { input: z.object({ remote: remoteSchema }), output: z.array(probeStepSchema) },
  'setup:boards': { input: nothing, output: z.array(named) },
  'setup:statuses': {
    input: z.object({ boardId: z.number().int() }),
    output: z.array(named.extend({ closed: z.boolean() })),
  },
  /** Field Nation's types of work, by name; a published work order needs one. */
  'setup:types-of-work': { input: nothing, output: z.array(named) },
  'setup:save-trigger': {
    input: z.object({
      boardId: z.number().int(),
      boardName: z.string(),
      statusId: z.number().int(),
      statusName: z.string(),
      /** Omitted = as it is. */
      kind: z.enum(['status', 'board', 'conditions']).optional(),
      conditions: z.string().max(1000).optional(),
      customFieldConditions: z.string().max(500).optional(),
      publish: z.boolean(),
      /** Omitted = as it is; null = none. */
      typeOfWork: typeOfWorkSchema.nullable().optional(),
      pay: paySchema.nullable().optional(),
    }),
    output: setupStateSchema,
  },
  /** Field Nation's statuses in life-cycle order, for the status map step. */
  'setup:work-order-statuses': { input: nothing, output: z.array(z.string()) },
  'setup:save-status-map': { input: configSchema.shape.statusMap.unwrap(), output: setupStateSchema },
  /** The plan on real tickets: nothing is written. */
  'setup:plan': { input: nothing, output: z.array(planRowSchema) },
  /** Start: tickets that enter from now on, and those ticked. */
  'setup:start': {
    input: z.object({ ticketIds: z.array(z.number().int()).max(1000), takeOver: z.boolean().default(false) }),
    output: engineStatusSchema,
  },

  'engine:pause': {
    input: z.object({ minutes: z.number().int().min(1).max(1440).nullable() }),
    output: engineStatusSchema,
  },
  'engine:resume': { input: nothing, output: engineStatusSchema },
  'engine:sync-now': { input: z.object({ linkId: z.number().int().optional() }), output: nothing },

  'log:page': {
    input: z.object({
      filter: activityFilterSchema,
      before: z.number().int().nullable(),
      /** The lines next above this id instead, newest first too; `before` is then not looked at. */
      after: z.number().int().nullable().optional(),
      limit: z.number().int().min(1).max(500),
    }),
    output: z.array(activitySchema),
  },
  'log:entry': { input: z.object({ id: z.number().int() }), output: activitySchema.nullable() },

  'links:search': {
    input: z.object({ text: z.string().max(100), limit: z.number().int().min(1).max(200) }),
    output: z.array(linkRowSchema),
  },
  'links:page': { input: z.object({ linkId: z.number().int() }), output: linkPageSchema.nullable() },

  'attention:list': { input: nothing, output: z.array(attentionItemSchema) },
  'attention:retry': { input: z.object({ jobIds: z.array(z.number().int()).min(1).max(1000) }), output: z.number() },
  'attention:approve': { input: z.object({ jobIds: z.array(z.number().int()).min(1).max(1000) }), output: z.number() },
  'attention:discard': {
    input: z.object({ jobId: z.number().int(), reason: z.string().min(1).max(300) }),
    output: nothing,
  },
  ...syncChannels,
  ...mappingChannels,
  ...callbackChannels,
  ...reachChannels,
  ...monitorChannels,
  ...houseChannels,
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type Channel = keyof typeof channels;
export type ChannelInput<C extends Channel> = z.input<(typeof channels)[C]['input']>;
export type ChannelOutput<C extends Channel> = z.output<(typeof channels)[C]['output']>;

/** Pushed from main to the window, batched (at most 10 a second). */
export const pushes = {
  status: engineStatusSchema,
  /** New log lines exist (ids up to `lastId`); the renderer pages for them. */
  log: z.object({ lastId: z.number() }),
  /** Something changed that pages show: refetch it. `reach`: what is registered and how it is reached. */
  changed: z.object({
    topics: z.array(
      z.enum(['links', 'attention', 'setup', 'preferences', 'mapping', 'reach', 'alerts', 'updates', 'profiles']),
    ),
  }),
  probe: z.object({ remote: remoteSchema, steps: z.array(probeStepSchema) }),
  /** The chain test or the watch went on. */
  chain: chainReportSchema,
  /** The tray, a notification or a second start asked for a page. */
  navigate: z.object({ page: z.string(), linkId: z.number().optional() }),
} as const;
export type Push = keyof typeof pushes;
export type PushPayload<P extends Push> = z.output<(typeof pushes)[P]>;

/** What crosses for every call. Errors arrive as data; preload rethrows them as plain objects of this shape. */
export const envelopeSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: appErrorInfoSchema }),
]);
export type Envelope = z.infer<typeof envelopeSchema>;

/** `window.dispatchBridge`: frozen, one named function per channel, no generic invoke. */
export type DispatchBridgeApi = {
  readonly [C in Channel]: (input: ChannelInput<C>) => Promise<ChannelOutput<C>>;
} & {
  /** Listens to a push; returns how to stop. The event object never reaches the page. */
  readonly on: <P extends Push>(push: P, listener: (payload: PushPayload<P>) => void) => () => void;
};
