import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Stop } from './progress.mjs';

/**
 * What each Field Nation status means for a ticket of the sandbox's board; a status that is not named leaves the ticket alone.
 * @type {readonly (readonly [string, string | null])[]}
 */
const statusNames = [
  ['Draft', 'Dispatched'],
  ['Published', 'Dispatched'],
  ['Routed', 'Dispatched'],
  ['Assigned', 'Scheduled'],
  ['Work Done', 'Work complete'],
  ['Approved', 'Completed'],
  ...['Paid', 'Cancelled', 'Postponed', 'Deleted'].map((name) => /** @type {const} */ ([name, null])),
];

/**
 * Writes a running sandbox down for `dispatch-bridge`: the configuration document, and its keys as an environment file beside it. Speaks to it as
 * any client of the vendors would.
 *
 * @param {import('../../src/sandbox/kernel-types.ts').SandboxInfo} info
 * @param {string} file the document; the other files take its name with another ending
 * @returns {Promise<{ config: string, env: string }>} absolute paths
 */
export async function writeSandboxConfig(info, file) {
  const config = resolve(file);
  const base = config.replace(/\.json$/, '');
  const { connectwise, fieldnation, demo } = info;
  if (info.certificate) {
    throw new Stop('--write-config goes without --tls: the keys of the sandbox need no protection on this machine.');
  }
  const statuses = await boardStatuses(connectwise, demo.boardId);
  const document = {
    formatVersion: 1,
    connectwise: { site: connectwise.url, company: connectwise.company, publicKey: connectwise.publicKey },
    fieldnation: {
      environment: 'custom',
      baseUrl: fieldnation.url,
      clientId: fieldnation.clientId,
      username: fieldnation.username,
    },
    trigger: {
      boardId: demo.boardId,
      boardName: demo.boardName,
      statusId: demo.triggerStatusId,
      statusName: demo.triggerStatusName,
    },
    statusMap: statusNames.map(([workOrderStatus, name]) => ({
      workOrderStatus,
      ticketStatusId: statuses.find((status) => status.name === name)?.id ?? null,
      ticketStatusName: name ?? '',
    })),
  };
  const secrets = {
    DISPATCH_BRIDGE_CONNECTWISE_PRIVATE_KEY: connectwise.privateKey,
    DISPATCH_BRIDGE_CONNECTWISE_CLIENT_ID: connectwise.clientId,
    DISPATCH_BRIDGE_FIELDNATION_CLIENT_SECRET: fieldnation.clientSecret,
    DISPATCH_BRIDGE_FIELDNATION_PASSWORD: fieldnation.password,
  };
  const env = `${base}.env`;
  const lines = Object.entries(secrets).map(([name, value]) => `${name}="${value}"\n`);
  writeFileSync(config, `${JSON.stringify(document, null, 2)}\n`);
  writeFileSync(env, lines.join(''), { mode: 0o600 });
  return { config, env };
}

async function boardStatuses({ url, company, publicKey, privateKey, clientId }, boardId) {
  const key = Buffer.from(`${company}+${publicKey}:${privateKey}`).toString('base64');
  const path = `/v4_6_release/apis/3.0/service/boards/${boardId}/statuses?pageSize=1000`;
  const answer = await fetch(new URL(path, url), { headers: { authorization: `Basic ${key}`, clientId } });
  if (!answer.ok) throw new Stop(`The simulated ConnectWise did not tell its statuses (${answer.status}).`);
  return answer.json();
}
