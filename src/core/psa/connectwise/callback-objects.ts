import { z } from 'zod';
import type { Named } from '../../../shared/domain/records.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Api } from './api.ts';
import { containing } from './conditions.ts';

/*
 * What the number of a callback's level names, found by name (reference/connectwise.md 2.2). Setup tables are short: they are read whole and
 * filtered here, so that no field's name has to be known for a condition. Records are searched by ConnectWise.
 */

interface Table {
  readonly path: string;
  /** Fields to search; absent: the table is read whole. */
  readonly search?: readonly string[];
  /** Added to every search. */
  readonly only?: string;
  readonly keep?: (row: Row) => boolean;
}
/** A table below another record, e.g. the statuses of a board. */
interface Below {
  readonly below: (id: number) => string;
  /** What it is below, for the sentence when that is missing. */
  readonly of: string;
}

const text = z.string().nullish();
const rowSchema = z.looseObject({
  id: z.number().int(),
  name: text,
  identifier: text,
  summary: text,
  description: text,
  text,
  invoiceNumber: text,
  poNumber: text,
  firstName: text,
  lastName: text,
  projectFlag: z.boolean().nullish(),
  inactiveFlag: z.boolean().nullish(),
  inactive: z.boolean().nullish(),
});
type Row = z.infer<typeof rowSchema>;

const named = ['name'] as const;
const companies: Table = { path: '/company/companies', search: ['name', 'identifier'], only: 'deletedFlag = False' };
const territories: Table = { path: '/system/locations' };
const tags: Table = { path: '/system/integratorTags' };
const members: Table = { path: '/system/members' };
const projects: Table = { path: '/project/projects', search: named };

const tables: Readonly<Record<string, Table | Below>> = {
  'ticket/board': { path: '/service/boards', keep: (row) => row.projectFlag !== true },
  'ticket/status': { below: (id) => `/service/boards/${id}/statuses`, of: 'Service Board' },
  'ticket/project': projects,
  'ticket/phase': { below: (id) => `/project/projects/${id}/phases`, of: 'project' },
  'ticket/ticket': { path: '/service/tickets', search: ['summary'] },
  'ticket/integratortag': tags,
  'time/company': companies,
  'schedule/status': { path: '/schedule/statuses' },
  'schedule/type': { path: '/schedule/types' },
  'schedule/location': { path: '/service/locations' },
  'schedule/member': members,
  'company/status': { path: '/company/companies/statuses' },
  'company/type': { path: '/company/companies/types' },
  'company/territory': territories,
  'company/company': companies,
  'company/integratortag': tags,
  'contact/type': { path: '/company/contacts/types' },
  'contact/territory': territories,
  'contact/company': companies,
  'contact/contact': { path: '/company/contacts', search: ['firstName', 'lastName'] },
  'site/territory': territories,
  'site/company': companies,
  'site/site': { below: (id) => `/company/companies/${id}/sites`, of: 'company' },
  'project/status': { path: '/project/statuses' },
  'project/board': { path: '/service/boards', keep: (row) => row.projectFlag === true },
  'project/project': projects,
  'activity/status': { path: '/sales/activities/statuses' },
  'activity/type': { path: '/sales/activities/types' },
  'activity/company': companies,
  'activity/activity': { path: '/sales/activities', search: named },
  'agreement/type': { path: '/finance/agreements/types' },
  'agreement/company': companies,
  'agreement/agreement': { path: '/finance/agreements', search: named },
  'configuration/type': { path: '/company/configurations/types' },
  'configuration/status': { path: '/company/configurations/statuses' },
  'configuration/configuration': { path: '/company/configurations', search: named },
  'expense/type': { path: '/expense/types' },
  'expense/class': { path: '/expense/classifications' },
  'expense/company': companies,
  'invoice/status': { path: '/finance/billingStatuses' },
  'invoice/company': companies,
  'invoice/invoice': { path: '/finance/invoices', search: ['invoiceNumber'] },
  'member/location': { path: '/system/locations' },
  'member/securityrole': { path: '/system/securityRoles' },
  'member/member': members,
  'opportunity/statusid': { path: '/sales/opportunities/statuses' },
  'opportunity/company': companies,
  'opportunity/opportunity': { path: '/sales/opportunities', search: named },
  'purchaseorder/status': { path: '/procurement/purchaseorderstatuses' },
  'purchaseorder/vendor': companies,
  'purchaseorder/company': companies,
  'purchaseorder/purchaseorder': { path: '/procurement/purchaseorders', search: ['poNumber'] },
};

/** What a list to choose from shows. */
const shown = 50;

export interface ObjectQuery {
  readonly type: string;
  readonly level: string;
  readonly text: string;
  readonly withinId?: number;
}

/** A list that cannot be read (a missing right, an instance without it) leaves the number to be typed in, and the message says so. */
export async function callbackObjects(api: Api, query: ObjectQuery, signal?: AbortSignal): Promise<readonly Named[]> {
  const table = tableOf(query.type, query.level);
  if (table === undefined) throw noList(query);
  if ('below' in table && query.withinId === undefined) throw nothingPicked(query, table.of);
  try {
    return await readTable(api, table, query, signal);
  } catch (error) {
    throw error instanceof AppError && error.kind === 'permanent' ? unread(query, error) : error;
  }
}

async function readTable(
  api: Api,
  table: Table | Below,
  query: ObjectQuery,
  signal?: AbortSignal,
): Promise<readonly Named[]> {
  const wanted = query.text.trim();
  const label = `the list for ${query.type} callbacks of level ${query.level}`;
  if ('path' in table && table.search !== undefined) {
    const rows = await api.read(
      {
        method: 'GET',
        path: table.path,
        query: { ...conditionsOf(table, table.search, wanted), pageSize: shown },
        label,
        signal,
      },
      rowSchema.array(),
    );
    return rows.map(toNamed);
  }
  const path = 'below' in table ? table.below(query.withinId ?? 0) : table.path;
  const keep = 'below' in table ? undefined : table.keep;
  const rows = await api.list({ path, label, signal }, rowSchema);
  return rows
    .filter((row) => row.inactiveFlag !== true && row.inactive !== true && (keep?.(row) ?? true))
    .map(toNamed)
    .filter(({ id, name }) => name.toLowerCase().includes(wanted.toLowerCase()) || String(id) === wanted)
    .slice(0, shown);
}

/** Null when nothing has this number, or nobody may read it. A status is looked for on every board. */
export async function callbackObjectName(
  api: Api,
  aim: { readonly type: string; readonly level: string; readonly objectId: number },
  signal?: AbortSignal,
): Promise<string | null> {
  const table = tableOf(aim.type, aim.level);
  if (table === undefined) return null;
  const label = `${aim.level} ${aim.objectId}`;
  try {
    if ('path' in table) {
      const row = await api.read({ method: 'GET', path: `${table.path}/${aim.objectId}`, label, signal }, rowSchema);
      return toNamed(row).name;
    }
    if (table.of !== 'Service Board') return null;
    return await statusName(api, aim.objectId, signal);
  } catch (error) {
    if (error instanceof AppError && error.kind === 'permanent') return null;
    throw error;
  }
}

async function statusName(api: Api, statusId: number, signal?: AbortSignal): Promise<string | null> {
  for (const board of await api.list({ path: '/service/boards', label: 'the service boards', signal }, rowSchema)) {
    const call = { path: `/service/boards/${board.id}/statuses`, label: `the statuses of ${board.name}`, signal };
    const status = (await api.list(call, rowSchema)).find((row) => row.id === statusId);
    if (status !== undefined) return `${toNamed(status).name} on ${toNamed(board).name}`;
  }
  return null;
}

function tableOf(type: string, level: string): Table | Below | undefined {
  const key = `${type}/${level}`.toLowerCase();
  return Object.hasOwn(tables, key) ? tables[key] : undefined;
}

function conditionsOf(
  table: Table,
  fields: readonly string[],
  wanted: string,
): { readonly conditions?: string; readonly orderBy?: string } {
  const parts = fields.map((field) => containing(field, wanted));
  const number = /^\d{1,9}$/.test(wanted) ? [`id = ${wanted}`] : [];
  const matching = wanted === '' ? [] : [`(${[...number, ...parts].join(' or ')})`];
  const all = [...matching, ...(table.only === undefined ? [] : [table.only])];
  return all.length === 0 ? { orderBy: 'id desc' } : { conditions: all.join(' and '), orderBy: 'id desc' };
}

function toNamed(row: Row): Named {
  const person = [row.firstName, row.lastName].filter(Boolean).join(' ');
  const name = row.name || row.summary || row.description || row.text || row.invoiceNumber || row.poNumber || person;
  return { id: row.id, name: name || row.identifier || String(row.id) };
}

function noList(query: ObjectQuery): AppError {
  return new AppError({
    code: 'connectwise.callback-no-list',
    kind: 'permanent',
    message: `ConnectWise offers no list for ${query.type} callbacks of level ${query.level}. Enter the record's number.`,
    context: { remote: 'connectwise', type: query.type, level: query.level },
  });
}

function unread(query: ObjectQuery, error: AppError): AppError {
  return new AppError({
    code: 'connectwise.callback-list-unread',
    kind: 'permanent',
    message: `${error.message} Enter the record's number instead.`,
    context: { remote: 'connectwise', type: query.type, level: query.level },
    cause: error,
  });
}

function nothingPicked(query: ObjectQuery, of: string): AppError {
  return new AppError({
    code: 'connectwise.callback-no-list',
    kind: 'permanent',
    message: `Choose the ${of} first: ${query.type} callbacks of level ${query.level} are for something that belongs to one.`,
    context: { remote: 'connectwise', type: query.type, level: query.level },
  });
}
