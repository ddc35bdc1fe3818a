import type { Route } from '../kernel/router.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import { isBody } from './input-parts.ts';
import type { LifecycleAction } from './lifecycle.ts';
import type { WorkOrderRecord } from './model.ts';
import { nextId } from './new-work-order.ts';
import { invalid, notFound } from './problems.ts';
import { rest } from './routes-work-orders.ts';
import { bodyOf, type FieldNationService } from './service.ts';
import { workOrderView } from './view-work-order.ts';

/** Status changes are actions (reference 1.9): there is no call that sets a status. */
export function lifecycleRoutes(service: FieldNationService): Route[] {
  const found = (request: SandboxRequest): WorkOrderRecord => service.find(request.params.id ?? '');
  const idIn = (request: SandboxRequest, key: 'technician' | 'user'): number => {
    const part = bodyOf(request.body)[key];
    const id = isBody(part) ? part.id : undefined;
    if (typeof id !== 'number') throw invalid({ pointer: `/${key}/id`, detail: `${key}.id is needed.` });
    return service.user(id, 'provider').id;
  };
  /** A call that performs one action and answers the whole work order. */
  const act = (method: string, path: string, actionOf: (request: SandboxRequest) => LifecycleAction): Route => ({
    method,
    pattern: `${rest}/workorders/:id/${path}`,
    handler: (request) => {
      const record = found(request);
      service.act(record, actionOf(request), service.actingUser(request.query));
      return { status: 200, body: workOrderView(record, service.view()) };
    },
  });
  const answerId = (method: string, path: string, actionOf: (request: SandboxRequest) => LifecycleAction): Route => ({
    ...act(method, path, actionOf),
    handler: (request) => {
      const record = found(request);
      service.act(record, actionOf(request), service.actingUser(request.query));
      return { status: 200, body: { id: record.id } };
    },
  });
  return [
    act('POST', 'publish', () => ({ do: 'publish' })),
    act('DELETE', 'publish', () => ({ do: 'unpublish' })),
    act('DELETE', 'draft', () => ({ do: 'draft' })),
    act('POST', 'approve', () => ({ do: 'approve' })),
    act('DELETE', 'complete', (request) => {
      const reasonId = Number(request.query.get('reason_id'));
      if (!request.query.get('reason')) throw invalid({ parameter: 'reason', detail: 'reason is needed.' });
      if (!service.data.incompleteReasons.some((reason) => reason.id === reasonId)) {
        throw invalid({ parameter: 'reason_id', detail: 'reason_id must be one of the incomplete reasons.' });
      }
      return { do: 'reject-completion' };
    }),
    act('POST', 'provider/cancel', () => ({ do: 'unassign' })),
    act('POST', 'provider/delay', () => ({ do: 'acknowledge-delay' })),
    answerId('POST', 'route', (request) => ({ do: 'route', providerIds: [idIn(request, 'technician')] })),
    {
      ...act('DELETE', 'route', (request) => ({ do: 'unroute', providerId: idIn(request, 'technician') })),
      handler: (request) => {
        const record = found(request);
        service.act(
          record,
          { do: 'unroute', providerId: idIn(request, 'technician') },
          service.actingUser(request.query),
        );
        const view = workOrderView(record, service.view());
        const { id, networks, custom_fields, w2, status, company } = view;
        const types_of_work = {
          results: record.typesOfWork.map((type) => ({ id: type.id, actions: [] })),
          actions: [],
        };
        return { status: 200, body: { id, networks, custom_fields, w2, status, company, types_of_work } };
      },
    },
    {
      method: 'POST',
      pattern: `${rest}/workorders/:id/mass-route`,
      handler: (request) => {
        const record = found(request);
        const { ids } = bodyOf(request.body);
        if (!Array.isArray(ids) || ids.length === 0) throw invalid({ pointer: '/ids', detail: 'ids is needed.' });
        const providerIds = ids.map((id) => service.user(Number(id), 'provider').id);
        service.act(record, { do: 'route', providerIds }, service.actingUser(request.query));
        return { status: 200, body: { job_id: nextId(service.data, 'job') } };
      },
    },
    answerId('POST', 'assignee', (request) => ({ do: 'assign', providerId: idIn(request, 'user') })),
    {
      method: 'DELETE',
      pattern: `${rest}/workorders/:id/assignee`,
      handler: (request) => {
        const record = found(request);
        if (idIn(request, 'user') !== record.assigneeId) throw notFound('The assignment');
        service.act(record, { do: 'unassign' }, service.actingUser(request.query));
        return { status: 200 };
      },
    },
    {
      method: 'PUT',
      pattern: `${rest}/workorders/:id/job-status`,
      handler: (request) => {
        const record = found(request);
        const { status, reason_id: reasonId } = bodyOf(request.body);
        if (status !== 'pending' && status !== 'incomplete' && status !== 'complete') {
          throw invalid({ pointer: '/status', detail: 'status must be pending, incomplete or complete.' });
        }
        record.jobStatus = status;
        record.jobReasonId = typeof reasonId === 'number' ? reasonId : null;
        service.touched(record);
        return { status: 200, body: siteRevisitView(service, record) };
      },
    },
    {
      method: 'PUT',
      pattern: `${rest}/workorders/:id/incident`,
      handler: (request) => {
        const record = found(request);
        const { incident_id: incidentId } = bodyOf(request.body);
        if (typeof incidentId !== 'string') {
          throw invalid({ pointer: '/incident_id', detail: 'incident_id must be a text.' });
        }
        record.incidentId = incidentId;
        service.touched(record);
        return { status: 200, body: siteRevisitView(service, record) };
      },
    },
    {
      method: 'DELETE',
      pattern: `${rest}/workorders/:id/incident`,
      handler: (request) => {
        const record = found(request);
        record.incidentId = '';
        service.touched(record);
        return { status: 200, body: siteRevisitView(service, record) };
      },
    },
  ];
}

/** WoSiteRevisitResponseDto; related work orders are those of the same incident. */
function siteRevisitView(service: FieldNationService, record: WorkOrderRecord): Record<string, unknown> {
  const reason = service.data.incompleteReasons.find((each) => each.id === record.jobReasonId);
  const related = service.data.workOrders.filter(
    (each) => record.incidentId !== '' && each.id !== record.id && each.incidentId === record.incidentId,
  );
  return {
    revisits: [],
    job_status: {
      status: record.jobStatus,
      ...(reason ? { reason: { id: reason.id, label: reason.label } } : {}),
      history: [],
    },
    incident_id: record.incidentId,
    related_work_orders: related.map((each) => ({ id: each.id, title: each.title })),
  };
}
