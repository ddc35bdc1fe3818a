import { z } from 'zod';
import { syncConfigSchema } from './config-sync.ts';
import { alertsConfigSchema } from './domain/alerts.ts';
import { tunnelConfigSchema } from './domain/tunnels.ts';

/** Chosen from Field Nation's own list; ids differ between its environments. */
export const typeOfWorkSchema = z.object({ id: z.number().int(), name: z.string().max(200) });
export type TypeOfWork = z.infer<typeof typeOfWorkSchema>;

/** Base pay of a new work order, in the currency of the Field Nation account. */
export const paySchema = z.object({
  type: z.enum(['fixed', 'hourly']),
  /** The whole pay when fixed, the pay for one hour when hourly. */
  amount: z.number().positive().max(1_000_000),
  /** Hours when hourly; 1 when fixed. */
  units: z.number().positive().max(10_000),
});
export type Pay = z.infer<typeof paySchema>;

/** Documents from before there were tunnels name the public address alone. */
function withTunnel(intake: unknown): unknown {
  if (typeof intake !== 'object' || intake === null || !('publicUrl' in intake)) return intake;
  const { publicUrl, ...rest } = intake;
  if ('tunnel' in rest || publicUrl === '') return rest;
  return { ...rest, tunnel: { kind: 'own-url', url: publicUrl } };
}

/**
 * The one configuration document. Wizard, `--config`, export, import and profiles all use it; secrets are never in it.
 */
export const configSchema = z.object({
  formatVersion: z.literal(1),
  connectwise: z
    .object({
      /** The site a technician signs in to, e.g. `na.myconnectwise.net`, or a full loopback URL for the sandbox. */
      site: z.string(),
      /** Login company id. */
      company: z.string(),
      publicKey: z.string(),
    })
    .nullable()
    .default(null),
  fieldnation: z
    .object({
      environment: z.enum(['production', 'sandbox', 'custom']),
      /** Origin of the API for `custom`, e.g. `http://127.0.0.1:4102`; derived from the environment otherwise. */
      baseUrl: z.string().default(''),
      clientId: z.string(),
      username: z.string(),
      /** Optional `x-fn-company-id` header (reference/fieldnation.md 1.1). */
      companyId: z.string().default(''),
    })
    .nullable()
    .default(null),
  /** Which tickets become work orders. */
  trigger: z
    .object({
      boardId: z.number().int(),
      boardName: z.string(),
      /** 0 when any save on the board is enough. */
      statusId: z.number().int(),
      statusName: z.string(),
      /** `status`: the ticket is in the status; `board`: any ticket saved on the board; `conditions`: those below hold as well. */
      kind: z.enum(['status', 'board', 'conditions']).default('status'),
      /** ConnectWise's own grammar (reference/connectwise.md 1.8), e.g. `priority/id = 3 and company/identifier = "ACME"`. */
      conditions: z.string().max(1000).default(''),
      /** As above for custom fields: `caption="On site" and value = true`. */
      customFieldConditions: z.string().max(500).default(''),
      /** Text custom field that is set to "Sent" once a ticket has its work order; such a ticket is not sent again. 0 = none. */
      sentFieldId: z.number().int().default(0),
    })
    .nullable()
    .default(null),
  /** Notes, documents, events, time and the like. */
  sync: syncConfigSchema.prefault({}),
  /** What happens to a new work order. Publishing spends money, so it is off unless asked. */
  create: z
    .object({
      publish: z.boolean().default(false),
      /** Given to a new work order and never again; Field Nation publishes none without them (reference/fieldnation.md 1.7). */
      typeOfWork: typeOfWorkSchema.nullable().default(null),
      pay: paySchema.nullable().default(null),
    })
    .prefault({}),
  /**
   * Field Nation status name -> ticket status on the trigger board; null = leave the ticket alone. A status missing here is
   * unknown and goes to Attention when it is met.
   */
  statusMap: z
    .array(
      z.object({
        workOrderStatus: z.string(),
        ticketStatusId: z.number().int().nullable(),
        ticketStatusName: z.string(),
      }),
    )
    .default([]),
  intake: z
    .preprocess(
      withTunnel,
      z.object({
        /** Of the listener on 127.0.0.1; 0 = chosen by the system. A named cloudflared tunnel and an own address need a fixed one. */
        port: z.number().int().min(0).max(65535).default(0),
        /** How the vendors reach the listener; `none`: changes are found by polling (or come over loopback, in the sandbox). */
        tunnel: tunnelConfigSchema.default({ kind: 'none' }),
        /** Boards whose tickets a callback gives to Field Nation's Integration Broker too: who makes their work orders, as a person chose. */
        brokerBoards: z
          .array(z.object({ boardId: z.number().int(), createdBy: z.enum(['workstation', 'broker']) }))
          .max(100)
          .optional(),
      }),
    )
    .default({ port: 0, tunnel: { kind: 'none' } }),
  network: z
    .object({
      /** system: what the operating system says; environment: HTTPS_PROXY and friends; none; or an explicit URL. */
      proxy: z.string().default('system'),
      /** Extra certificate authorities (PEM file). */
      caFile: z.string().default(''),
    })
    .default({ proxy: 'system', caFile: '' }),
  limits: z
    .object({
      pollSeconds: z.number().int().min(10).max(3600).default(60),
      /** How often to poll while callbacks and webhooks prove to work. */
      relaxedPollSeconds: z.number().int().min(10).max(3600).default(300),
      connectwisePerMinute: z.number().int().min(1).default(300),
      fieldnationPerMinute: z.number().int().min(1).default(60),
      /** Above this many creates in ten minutes the rest wait for approval. */
      createsPerTenMinutes: z.number().int().min(1).default(10),
      publishesPerTenMinutes: z.number().int().min(1).default(5),
      cancelsPerTenMinutes: z.number().int().min(1).default(5),
      /** How long a work order may take to show up in Field Nation's search (seconds). */
      searchLagSeconds: z.number().int().min(0).default(120),
    })
    .prefault({}),
  alerts: alertsConfigSchema.prefault({}),
  /** True once a person has seen the plan and pressed Start. Nothing is written to either side before. */
  started: z.boolean().default(false),
});
export type Config = z.infer<typeof configSchema>;

/** What a trigger is beyond its board and status, when nobody said anything else. */
export const plainTrigger = { kind: 'status', conditions: '', customFieldConditions: '', sentFieldId: 0 } as const;

/** An empty document: what a new profile starts with. */
export const emptyConfig: Config = configSchema.parse({ formatVersion: 1 });

/** Keys of the secrets a profile keeps in the operating system's keychain. Write-only for the renderer. */
export const secretNames = [
  'connectwise.privateKey',
  'connectwise.clientId',
  'fieldnation.clientSecret',
  'fieldnation.password',
  'fieldnation.webhookSecret',
  /** The one before a rotation, while messages signed with it may still arrive. */
  'fieldnation.previousWebhookSecret',
  'intake.pathToken',
  'tunnel.ngrokAuthtoken',
  'tunnel.cloudflaredToken',
  'tunnel.sshPassphrase',
  'alerts.chatUrl',
  'alerts.emailPassword',
] as const;
export type SecretName = (typeof secretNames)[number];
