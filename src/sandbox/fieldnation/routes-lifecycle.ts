import type { Route } from '../kernel/router.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import { isBody } from './input-parts.ts';
import type { LifecycleAction } from './lifecycle.ts';
import type { WorkOrderRecord } from './model.ts';
import { nextId } from './new-work-order.ts';
import { invalid, notFound } from './problems.ts';
import { rest } from './routes-work-orders.ts';
import { bodyOf, type FieldNationService } from './service.ts';
import { statusId, statusName } from './statuses.ts';
import { switchOf } from './switches.ts';
import { wholeList } from './view-parts.ts';
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
  /** `{ids}` as in the file, or `{talent_pool_id}` as one page of the documentation shows. */
  const massRouteIn = (request: SandboxRequest): readonly number[] => {
    const { ids, talent_pool_id: poolId } = bodyOf(request.body);
    if (switchOf(service.context.switches, 'fieldnation.massRouteBody') === 'talent-pool') {
      const pool = service.data.providerGroups.find((group) => group.id === Number(poolId));
      if (poolId === undefined) throw invalid({ pointer: '/talent_pool_id', detail: 'talent_pool_id is needed.' });
      if (pool === undefined) throw notFound(`Talent pool ${String(poolId)}`);
      return pool.members;
    }
    if (!Array.isArray(ids) || ids.length === 0) throw invalid({ pointer: '/ids', detail: 'ids is needed.' });
    return ids.map((id) => service.user(Number(id), 'provider').id);
  };
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
        const { networks, w2 } = workOrderView(record, service.view());
        const custom_fields = { metadata: wholeList(0), results: [] };
        const status = {
          id: statusId(record.status, service.context.switches),
          name: statusName(record.status),
        };
        const company = { id: record.companyId, name: service.data.company.name, photo: '' };
        const types_of_work = {
          results: record.typesOfWork.map((type) => ({ id: type.id, actions: [] })),
          actions: [],
        };
        return { status: 200, body: { id: record.id, networks, custom_fields, w2, status, company, types_of_work } };
      },
    },
    {
      method: 'POST',
      pattern: `${rest}/workorders/:id/mass-route`,
      handler: (request) => {
        const record = found(request);
        const providerIds = massRouteIn(request);
        // Asynchronous at the vendor: the answer is a job, never an outcome. Those routed already are left out.
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
  ];
}
