import { z } from 'zod';

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
