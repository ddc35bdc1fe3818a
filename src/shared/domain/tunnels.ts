import { z } from 'zod';
import { appErrorInfoSchema } from '../errors.ts';

export const tunnelKindSchema = z.enum(['none', 'own-url', 'ngrok', 'cloudflared', 'ssh']);
export type TunnelKind = z.infer<typeof tunnelKindSchema>;

/** How this workstation is reached from outside. Tokens, keys and passphrases are kept in the keychain, never here. */
export const tunnelConfigSchema = z.discriminatedUnion('kind', [
  /** Polling only. */
  z.object({ kind: z.literal('none') }),
  /** A reverse proxy of one's own forwards to the listener; `url` is its public https origin. */
  z.object({ kind: z.literal('own-url'), url: z.string().max(500) }),
  z.object({
    kind: z.literal('ngrok'),
    /** Reserved domain; empty = ngrok gives one. */
    domain: z.string().max(253).default(''),
  }),
  z.object({
    kind: z.literal('cloudflared'),
    /** `quick`: a new address at every start, no account. `named`: a tunnel of the account, with its token in the keychain. */
    mode: z.enum(['quick', 'named']).default('quick'),
    /** Public hostname of a named tunnel. */
    hostname: z.string().max(253).default(''),
    /** Chosen program; empty = found on PATH. */
    program: z.string().max(1000).default(''),
  }),
  z.object({
    kind: z.literal('ssh'),
    host: z.string().max(253),
    port: z.number().int().min(1).max(65535).default(22),
    user: z.string().max(100),
    /** `agent`: keys of the running agent. `key`: a private key file, its passphrase in the keychain. */
    auth: z.enum(['agent', 'key']).default('agent'),
    keyFile: z.string().max(1000).default(''),
    /** Fingerprint a person accepted, `SHA256:...`; empty = not yet: the first connection stops and shows it. */
    hostKey: z.string().max(200).default(''),
    /** Address and port the server listens on for us; behind it a web server with TLS forwards to it. */
    remoteAddress: z.string().max(253).default('127.0.0.1'),
    remotePort: z.number().int().min(0).max(65535).default(0),
    /** Public https origin in front of it. */
    url: z.string().max(500),
  }),
]);
export type TunnelConfig = z.infer<typeof tunnelConfigSchema>;

/** What a tunnel does now, as it is shown. */
export const tunnelStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('starting'), step: z.string() }),
  /** `url`: public https origin; `since` in ms. */
  z.object({ kind: z.literal('up'), url: z.string(), since: z.number() }),
  /** Was up, or is tried again at `retryAt` (ms). */
  z.object({ kind: z.literal('down'), error: appErrorInfoSchema, retryAt: z.number().nullable() }),
  /** Needs a person. */
  z.object({ kind: z.literal('failed'), error: appErrorInfoSchema }),
]);

/** The chosen tunnel, what it does, and what is ready on this machine. */
export const tunnelViewSchema = z.object({
  config: tunnelConfigSchema,
  /** Listener port of the configuration; 0 = chosen by the system. */
  port: z.number().int(),
  /** Port it listens on now; null while it is closed. */
  listening: z.number().int().nullable(),
  state: tunnelStateSchema,
  /** Which secrets are in the keychain; their values never come back. */
  secretsSet: z.array(z.enum(['tunnel.ngrokAuthtoken', 'tunnel.cloudflaredToken', 'tunnel.sshPassphrase'])),
  /** cloudflared as it is found on this machine; null = not found. */
  cloudflared: z.string().nullable(),
  /** Whether an SSH agent runs. */
  sshAgent: z.boolean(),
});
export type TunnelView = z.infer<typeof tunnelViewSchema>;

/** Answers to the three questions of docs/tunnels.md; null = not asked (yet). */
export interface TunnelAnswers {
  /** May a company outside read what passes? */
  readonly outsiders: boolean | null;
  /** Account at hand, when it may. */
  readonly account: 'cloudflare' | 'ngrok' | 'none' | null;
  /** What stands in front, when it may not. */
  readonly own: 'proxy' | 'server' | 'none' | null;
}

/** The tunnel for three answers; null while a needed one is missing. `mode` only for cloudflared. */
export function recommendedTunnel({
  outsiders,
  account,
  own,
}: TunnelAnswers): { readonly kind: TunnelKind; readonly mode: 'quick' | 'named' | null } | null {
  if (outsiders === null) return null;
  if (outsiders) {
    if (account === null) return null;
    if (account === 'ngrok') return { kind: 'ngrok', mode: null };
    return { kind: 'cloudflared', mode: account === 'cloudflare' ? 'named' : 'quick' };
  }
  if (own === null) return null;
  const kinds = { proxy: 'own-url', server: 'ssh', none: 'none' } as const;
  return { kind: kinds[own], mode: null };
}

/** Kinds whose other end forwards to one port of this machine: it must not change at every start. */
export function needsFixedPort(config: TunnelConfig): boolean {
  return config.kind === 'own-url' || (config.kind === 'cloudflared' && config.mode === 'named');
}
