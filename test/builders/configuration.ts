import type { SecretStore } from '../../src/core/secrets.ts';
import type { SandboxInfo } from '../../src/sandbox/kernel-types.ts';
import { type Config, configSchema } from '../../src/shared/config.ts';

/** Ticket status names on the seed's dispatch board for each work order status; null leaves the ticket alone. */
const statusNames: readonly (readonly [string, string | null])[] = [
  ['Draft', null],
  ['Published', 'Dispatched'],
  ['Routed', 'Dispatched'],
  ['Assigned', 'Scheduled'],
  ['Work Done', 'Work complete'],
  ['Approved', 'Completed'],
  ['Paid', null],
  ['Cancelled', null],
  ['Postponed', null],
  ['Deleted', null],
];

/** A complete configuration for a running sandbox, with the status map looked up on the demo board. */
export function sandboxConfig(
  info: SandboxInfo,
  statuses: readonly { readonly id: number; readonly name: string }[],
  limits: Partial<Config['limits']> = {},
): Config {
  return configSchema.parse({
    formatVersion: 1,
    connectwise: {
      site: info.connectwise.url,
      company: info.connectwise.company,
      publicKey: info.connectwise.publicKey,
    },
    fieldnation: {
      environment: 'custom',
      baseUrl: info.fieldnation.url,
      clientId: info.fieldnation.clientId,
      username: info.fieldnation.username,
    },
    trigger: {
      boardId: info.demo.boardId,
      boardName: info.demo.boardName,
      statusId: info.demo.triggerStatusId,
      statusName: info.demo.triggerStatusName,
    },
    statusMap: statusNames.map(([workOrderStatus, name]) => ({
      workOrderStatus,
      ticketStatusId: name === null ? null : (statuses.find((status) => status.name === name)?.id ?? null),
      ticketStatusName: name ?? '',
    })),
    limits: {
      connectwisePerMinute: 100_000,
      fieldnationPerMinute: 100_000,
      createsPerTenMinutes: 1_000,
      searchLagSeconds: 30,
      relaxedPollSeconds: 60,
      ...limits,
    },
  });
}

export async function keepSandboxSecrets(secrets: SecretStore, info: SandboxInfo): Promise<void> {
  await secrets.set('connectwise.privateKey', info.connectwise.privateKey);
  await secrets.set('connectwise.clientId', info.connectwise.clientId);
  await secrets.set('fieldnation.clientSecret', info.fieldnation.clientSecret);
  await secrets.set('fieldnation.password', info.fieldnation.password);
}
