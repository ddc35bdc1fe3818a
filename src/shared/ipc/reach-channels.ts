import { z } from 'zod';
import { chainReportSchema, healthReportSchema, outageSchema } from '../domain/reach.ts';
import { tunnelConfigSchema, tunnelViewSchema } from '../domain/tunnels.ts';

const nothing = z.void();
/** Omitted = keep the one in the keychain; null = forget it. Written only: no channel reads them. */
const secret = z.string().min(1).max(4000).nullable().optional();

/** The tunnel, the chain from outside to the inbox, the health of what is registered, and outages. */
export const reachChannels = {
  'tunnel:state': { input: nothing, output: tunnelViewSchema },
  /** Saves and starts it; the one before is stopped. */
  'tunnel:save': {
    input: z.object({
      config: tunnelConfigSchema,
      port: z.number().int().min(0).max(65535),
      secrets: z
        .object({ ngrokAuthtoken: secret, cloudflaredToken: secret, sshPassphrase: secret })
        .partial()
        .default({}),
    }),
    output: tunnelViewSchema,
  },
  /** The fingerprint of the server a person looked at; refused when the server shows another by now. */
  'tunnel:accept-host-key': { input: z.object({ fingerprint: z.string().min(1).max(200) }), output: tunnelViewSchema },
  /** Stops it and starts it again. */
  'tunnel:restart': { input: nothing, output: tunnelViewSchema },
  /** Lets the person choose the cloudflared program or a private key file; null when called off. Its content stays where it is. */
  'tunnel:choose-file': { input: z.object({ what: z.enum(['program', 'key']) }), output: z.string().nullable() },

  'reach:chain': { input: nothing, output: chainReportSchema },
  /** Sends a one-time request through the public address; also pushed while it runs (`chain`). */
  'reach:test': { input: nothing, output: chainReportSchema },
  /** Waits for a real change (10 minutes at most); returns at once, the rest is pushed. */
  'reach:watch': { input: nothing, output: chainReportSchema },
  /** Ends a test or a watch. */
  'reach:stop': { input: nothing, output: chainReportSchema },

  'reach:health': { input: nothing, output: healthReportSchema },
  'reach:check-now': { input: nothing, output: healthReportSchema },
  /** Does what a finding offers. */
  'reach:repair': { input: z.object({ findingId: z.string().min(1).max(200) }), output: healthReportSchema },
  /** Newest first. */
  'reach:outages': { input: z.object({ limit: z.number().int().min(1).max(500) }), output: z.array(outageSchema) },
} as const;
