import { workOrderCatalogFields } from '../../fieldnation/catalog-fields.ts';
import { ticketCatalogFields } from '../../psa/connectwise/catalog-fields.ts';
import { customId, onePath } from '../validate/context.ts';

/* Names that Field Nation's connector has for fields which its API, and so Dispatch Bridge, calls otherwise. Only what is certain. */

interface Alias {
  readonly path: string;
  readonly remark: string;
}

/** Fields of a work order (reference/fieldnation.md 1.7, 5.B, 5.D). */
const workOrder: Readonly<Record<string, Alias>> = {
  description: { path: 'description.html', remark: '' },
  confidential: { path: 'confidential.html', remark: '' },
  confidential_information: { path: 'confidential.html', remark: '' },
  completion_notes: { path: 'closing_notes', remark: '' },
  closing_notes: { path: 'closing_notes', remark: '' },
  'location.company.name': {
    path: 'location.display_name',
    remark: 'Field Nation shows a location by its display name, so the company goes there.',
  },
  status: { path: 'status.name', remark: '' },
  work_order_id: { path: 'id', remark: '' },
  workorder_id: { path: 'id', remark: '' },
  'assigned_provider.name': { path: 'provider.name', remark: '' },
  'assigned_provider.phone': { path: 'provider.phone', remark: '' },
  'assigned_provider.id': { path: 'assignee.user.id', remark: '' },
  'time_logs.total_hours': { path: 'time_logs.hours', remark: '' },
};

/** Texts of a ticket that ConnectWise keeps as notes (reference/connectwise.md 3.1): no rule writes them, settings do. */
const noteTabs: ReadonlySet<string> = new Set([
  'internalAnalysis',
  'initialInternalAnalysis',
  'detailDescription',
  'initialDescription',
  'resolution',
  'initialResolution',
]);

export function isNoteTab(path: string): boolean {
  return noteTabs.has(path);
}

const ticketPaths = new Set(ticketCatalogFields.map(({ path }) => path));
const workOrderPaths = new Set(workOrderCatalogFields.map(({ path }) => path));

export function isTicketPath(path: string): boolean {
  return ticketPaths.has(onePath(path)) || (path.startsWith('customFields') && customId(path) !== null);
}

export function isWorkOrderPath(path: string): boolean {
  const one = onePath(path);
  return (
    workOrderPaths.has(one) ||
    Object.hasOwn(workOrder, one) ||
    (path.startsWith('custom_fields') && customId(path) !== null)
  );
}

/** The work order's field by the name it has here; the same path when nothing certain is known of it. */
export function workOrderPath(path: string): Alias {
  const alias = Object.hasOwn(workOrder, path) ? workOrder[path] : undefined;
  return alias ?? { path, remark: '' };
}
