import type { Route } from '../kernel/router.ts';
import type { SandboxRequest, SandboxResponse } from '../kernel-types.ts';
import { readContact } from './input.ts';
import type { WorkOrderRecord } from './model.ts';
import { invalid, notFound } from './problems.ts';
import { rest } from './routes-work-orders.ts';
import { bodyOf, type FieldNationService } from './service.ts';
import { setTag } from './tags.ts';
import {
  contactsView,
  customFieldsView,
  customFieldView,
  etaView,
  locationView,
  milestonesView,
  scheduleView,
  statusView,
  type ViewContext,
} from './view-parts.ts';
import { providersView } from './view-preparation.ts';
import { tagsView } from './view-records.ts';
import { workOrderView } from './view-work-order.ts';

type View = (record: WorkOrderRecord, context: ViewContext) => unknown;

/** The parts of a work order that have paths of their own. */
export function detailRoutes(service: FieldNationService): Route[] {
  const found = (request: SandboxRequest): WorkOrderRecord => service.find(request.params.id ?? '');
  const read = (path: string, view: View): Route => ({
    method: 'GET',
    pattern: `${rest}/workorders/:id/${path}`,
    handler: (request) => ({ status: 200, body: view(found(request), service.view()) }),
  });
  const whole = (record: WorkOrderRecord): SandboxResponse => ({
    status: 200,
    body: workOrderView(record, service.view()),
  });
  const orNotFound =
    (what: string, view: View): View =>
    (record, context) => {
      const body = view(record, context);
      if (body === null) throw notFound(what);
      return body;
    };

  return [
    read('status', statusView),
    read('milestones', milestonesView),
    read('schedule', orNotFound('The schedule', scheduleView)),
    read('eta', etaView),
    read('location', orNotFound('The location', locationView)),
    read('contacts', contactsView),
    read('custom_fields', customFieldsView),
    read('tags', tagsView),
    read('providers', providersView),
    {
      method: 'PUT',
      pattern: `${rest}/workorders/:id/schedule`,
      handler: (request) => {
        const record = found(request);
        service.update(record, { schedule: bodyOf(request.body) }, service.actingUser(request.query));
        return { status: 200, body: scheduleView(record, service.view()) };
      },
    },
    {
      method: 'PUT',
      pattern: `${rest}/workorders/:id/location`,
      handler: (request) => {
        const record = found(request);
        service.update(record, { location: bodyOf(request.body) }, service.actingUser(request.query));
        return { status: 200, body: locationView(record, service.view()) };
      },
    },
    {
      method: 'GET',
      pattern: `${rest}/workorders/:id/custom_fields/:fieldId`,
      handler: (request) => {
        const record = found(request);
        const index = service.data.customFields.findIndex((field) => field.id === Number(request.params.fieldId));
        const field = service.data.customFields[index];
        if (!field) throw notFound(`Custom field ${request.params.fieldId}`);
        return { status: 200, body: customFieldView(record, field, index) };
      },
    },
    {
      method: 'PUT',
      pattern: `${rest}/workorders/:id/custom_fields/:fieldId`,
      handler: (request) => {
        const record = found(request);
        const { value } = bodyOf(request.body);
        const id = Number(request.params.fieldId);
        if (!service.data.customFields.some((field) => field.id === id)) throw notFound(`Custom field ${id}`);
        const body = { custom_fields: { results: [{ results: [{ id, value }] }] } };
        service.update(record, body, service.actingUser(request.query));
        return whole(record);
      },
    },
    {
      method: 'POST',
      pattern: `${rest}/workorders/:id/contacts`,
      handler: (request) => {
        const record = found(request);
        record.contacts.push(readContact(checkedContact(bodyOf(request.body)), service.data));
        service.touched(record);
        return whole(record);
      },
    },
    {
      method: 'PUT',
      pattern: `${rest}/workorders/:id/contacts/:contactId`,
      handler: (request) => {
        const record = found(request);
        const contact = record.contacts.find((each) => each.id === Number(request.params.contactId));
        if (!contact) throw notFound(`Contact ${request.params.contactId}`);
        const { id: _id, ...sent } = checkedContact(bodyOf(request.body));
        for (const key of ['name', 'role', 'phone', 'ext', 'email', 'notes'] as const) {
          const value = sent[key];
          if (typeof value === 'string') contact[key] = value;
        }
        service.touched(record);
        return whole(record);
      },
    },
    {
      method: 'DELETE',
      pattern: `${rest}/workorders/:id/contacts/:contactId`,
      handler: (request) => {
        const record = found(request);
        const id = Number(request.params.contactId);
        if (!record.contacts.some((each) => each.id === id)) throw notFound(`Contact ${id}`);
        record.contacts = record.contacts.filter((each) => each.id !== id);
        service.touched(record);
        return whole(record);
      },
    },
    {
      method: 'POST',
      pattern: `${rest}/workorders/:id/tags`,
      handler: (request) => {
        const record = found(request);
        setTag(service, record, Number(bodyOf(request.body).id), true, service.actingUser(request.query));
        return whole(record);
      },
    },
    {
      method: 'DELETE',
      pattern: `${rest}/workorders/:id/tags/:tagId`,
      handler: (request) => {
        const record = found(request);
        setTag(service, record, Number(request.params.tagId), false, service.actingUser(request.query));
        return whole(record);
      },
    },
  ];
}

const contactRoles = [
  'Project manager',
  'Location Contact',
  'Resource coordinator',
  'Emergency contact',
  'Technical help',
  'Check-in / Check-out',
];

function checkedContact(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (body.role !== undefined && !contactRoles.includes(String(body.role))) {
    throw invalid({ pointer: '/role', detail: `role must be one of ${contactRoles.join(', ')}.` });
  }
  return body;
}
