import type { Revisit, WorkOrderRecord } from './model.ts';
import { newWorkOrder, nextId } from './new-work-order.ts';
import { invalid } from './problems.ts';
import type { FieldNationService } from './service.ts';
import { switchOf } from './switches.ts';

/**
 * A return visit: a new draft with everything of the old one that says what and where, so a reference somebody wrote into
 * the title, the description or a custom field is on both from then on. Schedule, provider and records of the visit stay
 * behind.
 */
export function makeRevisit(
  service: FieldNationService,
  record: WorkOrderRecord,
  input: { readonly reasonId: number; readonly billable: boolean },
  userId: number,
): { readonly revisit: Revisit; readonly workOrder: WorkOrderRecord } {
  const { data, context } = service;
  if (!data.revisitReasons.some((reason) => reason.id === input.reasonId)) {
    throw invalid({ pointer: '/revisit_reason', detail: 'revisit_reason must be one of the site revisit reasons.' });
  }
  const { clock, switches } = context;
  const unique = switchOf(switches, 'fieldnation.enforceUniqueCustomFields');
  const copied = Object.entries(record.customFields).filter(
    ([id]) => !unique || data.customFields.find((field) => String(field.id) === id)?.unique !== true,
  );
  const workOrder: WorkOrderRecord = {
    ...newWorkOrder(data, { title: record.title, now: clock.now(), managerId: record.managerId }),
    descriptionHtml: record.descriptionHtml,
    confidentialHtml: record.confidentialHtml,
    location: structuredClone(record.location),
    pay: structuredClone(record.pay),
    clientId: record.clientId,
    projectId: record.projectId,
    templateId: record.templateId,
    typesOfWork: structuredClone(record.typesOfWork),
    contacts: record.contacts.map((contact) => ({ ...contact, id: nextId(data, 'contact') })),
    customFields: Object.fromEntries(copied),
    incidentId: record.incidentId,
    allowCounterOffers: record.allowCounterOffers,
    requireGps: record.requireGps,
    revisitOf: record.id,
  };
  const revisit: Revisit = {
    id: nextId(data, 'revisit'),
    ...input,
    workOrderId: workOrder.id,
    authorId: userId,
    createdAt: clock.now(),
  };
  record.revisits.push(revisit);
  service.add(workOrder, userId);
  return { revisit, workOrder };
}
