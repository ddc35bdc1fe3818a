import type { Fact, Operation } from './statement.ts';

/* The statement's part about Field Nation's webhook API v3. */

const base = '/api/v1/webhooks';
const logs = `${base}/delivery-logs`;

const below = (prefix: string, facts: readonly Fact[]): readonly Fact[] =>
  facts.map(([path, type, required]) =>
    required === undefined ? [`${prefix}.${path}`, type] : [`${prefix}.${path}`, type, required],
  );

const webhook: readonly Fact[] = [
  ['webhookId', 'string', 'required'],
  ['url', 'string', 'required'],
  ['events', 'array', 'required'],
  ['status', 'string', 'required'],
  ['notificationEmail', 'string'],
  ['updatedAt', 'string'],
];
/** An update names what changes; making one names these. */
const changes: readonly Fact[] = [
  ['events', 'array'],
  ['url', 'string'],
  ['status', 'string'],
  ['secret', 'string'],
  ['notificationEmail', 'string'],
];
const making: readonly Fact[] = [
  ['events', 'array', 'required'],
  ['url', 'string', 'required'],
  ['method', 'string', 'required'],
  ['status', 'string', 'required'],
  ['secret', 'string'],
  ['notificationEmail', 'string'],
];
const event: readonly Fact[] = [
  ['name', 'string', 'required'],
  ['label', 'string'],
  ['description', 'string'],
];
/** `workOrderId` is read as well: the description of the fields names it, the file's schema does not (excuses.ts). */
const delivery: readonly Fact[] = [
  ['deliveryId', 'string', 'required'],
  ['webhookId', 'string'],
  ['eventName', 'string'],
  ['deliveryStatus', 'number'],
  ['deliveryAttempt', 'number'],
  ['createdAt', 'string'],
];

export const webhookOperations: readonly Operation[] = [
  {
    vendor: 'webhooks',
    method: 'GET',
    path: `${base}/events`,
    query: ['model'],
    success: 200,
    reads: [['result', 'array', 'required'], ...below('result[]', event)],
  },
  {
    vendor: 'webhooks',
    method: 'GET',
    path: logs,
    query: ['page', 'perPage', 'sortBy', 'sortDirection', 'webhookId', 'workOrderId'],
    success: 200,
    reads: [['result', 'array', 'required'], ...below('result[]', delivery)],
  },
  { vendor: 'webhooks', method: 'PATCH', path: `${logs}/{}/retry`, success: 200 },
  {
    vendor: 'webhooks',
    method: 'GET',
    path: base,
    query: ['page', 'perPage'],
    success: 200,
    reads: [['metadata.total', 'number'], ['result', 'array', 'required'], ...below('result[]', webhook)],
  },
  { vendor: 'webhooks', method: 'POST', path: base, success: 200, sends: making, reads: below('result', webhook) },
  { vendor: 'webhooks', method: 'GET', path: `${base}/{}`, success: 200, reads: below('result', webhook) },
  {
    vendor: 'webhooks',
    method: 'PUT',
    path: `${base}/{}`,
    success: 200,
    sends: changes,
    reads: below('result', webhook),
  },
  { vendor: 'webhooks', method: 'DELETE', path: `${base}/{}`, success: 200 },
];
