/*
 * What the product relies on, as facts: for each call it makes, the query and body it sends and the fields it reads. Independent of
 * any specification file; checked against the sandbox from a plain clone, and against the OpenAPI files where they are present.
 */

import { callbackOperations, callbackOutside } from './statement-callbacks.ts';
import { catalogTicketOperations, catalogWorkOrderOperations } from './statement-catalog.ts';
import { ticketRecordOperations } from './statement-ticket-records.ts';
import { webhookOperations } from './statement-webhooks.ts';
import { recordOperations, recordParts } from './statement-work-order-records.ts';

export type FactType = 'string' | 'number' | 'boolean' | 'object' | 'array' | 'any';

/**
 * One field. Paths: `status.id`; `[].id` in a list; `milestones.*.utc` for any key. `required`: the product cannot use a record
 * without it; others may be missing or null.
 */
export type Fact = readonly [path: string, type: FactType, required?: 'required'];

export interface Operation {
  readonly vendor: 'connectwise' | 'fieldnation' | 'webhooks';
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the vendor's base; `{}` stands for one number or identifier. */
  readonly path: string;
  readonly query?: readonly string[];
  readonly sends?: readonly Fact[];
  readonly reads?: readonly Fact[];
  readonly success: number;
}

const ticket: readonly Fact[] = [
  ['id', 'number', 'required'],
  ['summary', 'string', 'required'],
  ['recordType', 'string'],
  ['board.id', 'number', 'required'],
  ['board.name', 'string'],
  ['status.id', 'number', 'required'],
  ['status.name', 'string'],
  ['company.id', 'number', 'required'],
  ['company.name', 'string'],
  ['site.id', 'number'],
  ['siteName', 'string'],
  ['addressLine1', 'string'],
  ['addressLine2', 'string'],
  ['city', 'string'],
  ['stateIdentifier', 'string'],
  ['zip', 'string'],
  ['country.name', 'string'],
  ['closedFlag', 'boolean'],
  ['externalXRef', 'string'],
  ['requiredDate', 'string'],
  ['customFields', 'array'],
  ['customFields[].id', 'number', 'required'],
  ['customFields[].caption', 'string'],
  ['customFields[].type', 'string'],
  ['customFields[].entryMethod', 'string'],
  ['customFields[].numberOfDecimals', 'number'],
  ['customFields[].connectWiseId', 'string'],
  ['customFields[].value', 'any'],
  ['_info', 'object', 'required'],
];
const each = (facts: readonly Fact[]): readonly Fact[] =>
  facts.map(([path, type, required]) =>
    required === undefined ? [`[].${path}`, type] : [`[].${path}`, type, required],
  );

const callback: readonly Fact[] = [
  ['id', 'number', 'required'],
  ['description', 'string'],
  ['url', 'string', 'required'],
  ['objectId', 'number', 'required'],
  ['type', 'string', 'required'],
  ['level', 'string', 'required'],
  ['inactiveFlag', 'boolean'],
];
const patch: readonly Fact[] = [
  ['[].op', 'string', 'required'],
  ['[].path', 'string', 'required'],
  ['[].value', 'any'],
];
const lists = ['page', 'pageSize', 'conditions', 'fields'];

const workOrder: readonly Fact[] = [
  ['id', 'number', 'required'],
  ['title', 'string', 'required'],
  ['status.id', 'number', 'required'],
  ['status.name', 'string', 'required'],
  ['description.html', 'string'],
  ['milestones', 'object'],
  ['milestones.created.utc', 'string', 'required'],
  ['milestones.assigned.utc', 'string'],
  ['assignee.user.id', 'number'],
  ['assignee.user.first_name', 'string'],
  ['assignee.user.last_name', 'string'],
  ['assignee.user.cell', 'string'],
  ['assignee.user.phone', 'string'],
  ['integration.id', 'string'],
  ['location.mode', 'string'],
  ['location.address1', 'string'],
  ['location.address2', 'string'],
  ['location.city', 'string'],
  ['location.state', 'string'],
  ['location.zip', 'string'],
  ['location.country', 'string'],
  ['location.display_name', 'string'],
  ['schedule.service_window.mode', 'string'],
  ['schedule.service_window.start.utc', 'string'],
  ['schedule.service_window.end.utc', 'string'],
  ['types_of_work[].id', 'number'],
  ['custom_fields.results[].results[].id', 'number'],
  ['custom_fields.results[].results[].value', 'string'],
  ['contacts.results[].name', 'string'],
  ...recordParts,
];
const workOrderBody: readonly Fact[] = [
  ['title', 'string'],
  ['description.html', 'string'],
  ['location.mode', 'string'],
  ['location.address1', 'string'],
  ['location.address2', 'string'],
  ['location.city', 'string'],
  ['location.state', 'string'],
  ['location.zip', 'string'],
  ['location.country', 'string'],
  ['location.display_name', 'string'],
  ['location.type.id', 'number'],
  ['schedule.service_window.mode', 'string'],
  ['schedule.service_window.start.utc', 'string'],
  ['schedule.service_window.end.utc', 'string'],
  ['types_of_work[].id', 'number'],
  ['types_of_work[].isPrimary', 'boolean'],
  ['custom_fields.results[].results[].id', 'number'],
  ['custom_fields.results[].results[].value', 'string'],
];
const below = (prefix: string, facts: readonly Fact[]): readonly Fact[] =>
  facts.map(([path, type, required]) =>
    required === undefined ? [`${prefix}.${path}`, type] : [`${prefix}.${path}`, type, required],
  );

export const statement: readonly Operation[] = [
  {
    vendor: 'connectwise',
    method: 'GET',
    path: '/system/info',
    success: 200,
    reads: [
      ['version', 'string'],
      ['isCloud', 'boolean'],
    ],
  },
  {
    vendor: 'connectwise',
    method: 'GET',
    path: '/service/tickets',
    query: [...lists, 'pageId', 'orderBy', 'customFieldConditions'],
    success: 200,
    reads: each(ticket),
  },
  { vendor: 'connectwise', method: 'GET', path: '/service/tickets/{}', success: 200, reads: ticket },
  { vendor: 'connectwise', method: 'PATCH', path: '/service/tickets/{}', success: 200, sends: patch, reads: ticket },
  {
    vendor: 'connectwise',
    method: 'GET',
    path: '/service/tickets/{}/notes',
    query: ['conditions', 'orderBy', 'pageSize'],
    success: 200,
    reads: [
      ['[].id', 'number', 'required'],
      ['[].text', 'string'],
      ['[].detailDescriptionFlag', 'boolean'],
    ],
  },
  {
    vendor: 'connectwise',
    method: 'GET',
    path: '/company/companies',
    query: [...lists, 'orderBy'],
    success: 200,
    reads: [
      ['[].id', 'number', 'required'],
      ['[].name', 'string'],
      ['[].identifier', 'string'],
    ],
  },
  {
    vendor: 'connectwise',
    method: 'GET',
    path: '/company/companies/{}/sites/{}',
    success: 200,
    reads: [
      ['id', 'number', 'required'],
      ['name', 'string'],
      ['addressLine1', 'string'],
      ['addressLine2', 'string'],
      ['city', 'string'],
      ['stateReference.identifier', 'string'],
      ['zip', 'string'],
      ['country.name', 'string'],
    ],
  },
  {
    vendor: 'connectwise',
    method: 'GET',
    path: '/service/boards',
    query: lists,
    success: 200,
    reads: [
      ['[].id', 'number', 'required'],
      ['[].name', 'string', 'required'],
      ['[].inactiveFlag', 'boolean'],
      ['[].projectFlag', 'boolean'],
    ],
  },
  {
    vendor: 'connectwise',
    method: 'GET',
    path: '/service/boards/{}/statuses',
    query: lists,
    success: 200,
    reads: [
      ['[].id', 'number', 'required'],
      ['[].name', 'string', 'required'],
      ['[].sortOrder', 'number'],
      ['[].inactive', 'boolean'],
      ['[].closedStatus', 'boolean'],
    ],
  },
  {
    vendor: 'connectwise',
    method: 'GET',
    path: '/system/callbacks',
    query: lists,
    success: 200,
    reads: each(callback),
  },
  {
    vendor: 'connectwise',
    method: 'POST',
    path: '/system/callbacks',
    success: 201,
    sends: [
      ['id', 'number'],
      ['description', 'string'],
      ['url', 'string', 'required'],
      ['objectId', 'number', 'required'],
      ['type', 'string', 'required'],
      ['level', 'string', 'required'],
      ['memberId', 'number'],
      ['inactiveFlag', 'boolean'],
      ['isSelfSuppressedFlag', 'boolean'],
    ],
    reads: callback,
  },
  { vendor: 'connectwise', method: 'PATCH', path: '/system/callbacks/{}', success: 200, sends: patch, reads: callback },
  { vendor: 'connectwise', method: 'DELETE', path: '/system/callbacks/{}', success: 204 },
  ...callbackOperations,
  ...ticketRecordOperations(ticket),
  ...catalogTicketOperations,
  {
    vendor: 'fieldnation',
    method: 'POST',
    path: '/authentication/api/oauth/token',
    success: 200,
    sends: [
      ['grant_type', 'string', 'required'],
      ['client_id', 'string', 'required'],
      ['client_secret', 'string', 'required'],
      ['username', 'string', 'required'],
      ['password', 'string', 'required'],
    ],
    reads: [
      ['access_token', 'string', 'required'],
      ['expires_in', 'number'],
    ],
  },
  {
    vendor: 'fieldnation',
    method: 'GET',
    path: '/api/rest/v2/workorders',
    query: ['list', 'sticky', 'page', 'per_page', 'sort', 'order', 'f_work_order_id', 'f_search', 'access_token'],
    success: 200,
    reads: [
      ['metadata.total', 'number'],
      ['metadata.pages', 'number', 'required'],
      ['results', 'array', 'required'],
      ...below('results[]', workOrder),
    ],
  },
  {
    vendor: 'fieldnation',
    method: 'POST',
    path: '/api/rest/v2/workorders',
    query: ['access_token'],
    success: 200,
    sends: workOrderBody,
    reads: workOrder,
  },
  {
    vendor: 'fieldnation',
    method: 'GET',
    path: '/api/rest/v2/workorders/{}',
    query: ['access_token'],
    success: 200,
    reads: workOrder,
  },
  {
    vendor: 'fieldnation',
    method: 'PUT',
    path: '/api/rest/v2/workorders/{}',
    query: ['access_token'],
    success: 200,
    sends: workOrderBody,
    reads: workOrder,
  },
  {
    vendor: 'fieldnation',
    method: 'POST',
    path: '/api/rest/v2/workorders/{}/publish',
    query: ['access_token'],
    success: 200,
    reads: workOrder,
  },
  ...recordOperations,
  ...catalogWorkOrderOperations,
  ...webhookOperations,
];

/**
 * Calls outside both vendors' OpenAPI files: they come from the vendors' guides (reference sections named). The statement has no
 * file to be compared with for them; the sandbox plays them.
 */
export const outsideTheFiles: readonly Operation[] = [
  ...callbackOutside,
  {
    // connectwise.md 1.2
    vendor: 'connectwise',
    method: 'GET',
    path: '/login/companyinfo/{}',
    success: 200,
    reads: [
      ['Codebase', 'string', 'required'],
      ['CompanyName', 'string'],
      ['SiteUrl', 'string'],
      ['IsCloud', 'any'],
    ],
  },
  {
    // connectwise.md 2.5
    vendor: 'connectwise',
    method: 'GET',
    path: '/{}/system/callbackkey/index.rails',
    query: ['companyName', 'id'],
    success: 200,
    reads: [['signing_key', 'string', 'required']],
  },
  // connectwise.md 3.7: may be missing, also here.
  { vendor: 'connectwise', method: 'GET', path: '/system/myAccount', success: 200, reads: [['identifier', 'string']] },
];
