import type { Route } from '../kernel/router.ts';
import { moment } from './dates.ts';
import type { Revisit, WorkOrderRecord } from './model.ts';
import { invalid, notFound } from './problems.ts';
import { makeRevisit } from './revisits.ts';
import { routeParts } from './route-parts.ts';
import { rest } from './routes-work-orders.ts';
import { bodyOf, type FieldNationService } from './service.ts';
import { userById, zoneOf } from './view-parts.ts';

/** Return visits, the job's outcome and the incident they belong to (reference 1.8 and 1.9). */
export function revisitRoutes(service: FieldNationService): Route[] {
  const { found, item } = routeParts(service);
  const base = `${rest}/workorders/:id`;
  const answer = (record: WorkOrderRecord) => ({ status: 200, body: revisitView(service, record) });
  const asked = (body: Readonly<Record<string, unknown>>): { reasonId: number; billable: boolean } => {
    const { revisit_reason: reason, is_billable: billable } = body;
    if (typeof reason !== 'number') throw invalid({ pointer: '/revisit_reason', detail: 'revisit_reason is needed.' });
    if (typeof billable !== 'boolean') throw invalid({ pointer: '/is_billable', detail: 'is_billable is needed.' });
    return { reasonId: reason, billable };
  };
  return [
    { method: 'GET', pattern: `${base}/site-revisits`, handler: (request) => answer(found(request)) },
    {
      method: 'POST',
      pattern: `${base}/site-revisits`,
      handler: (request) => {
        const record = found(request);
        makeRevisit(service, record, asked(bodyOf(request.body)), service.actingUser(request.query));
        service.touched(record);
        return answer(record);
      },
    },
    {
      method: 'PUT',
      pattern: `${base}/site-revisits/:revisitId`,
      handler: (request) => {
        const record = found(request);
        Object.assign(item(request, 'revisitId', record.revisits, 'Revisit'), asked(bodyOf(request.body)));
        service.touched(record);
        return answer(record);
      },
    },
    {
      method: 'DELETE',
      pattern: `${base}/site-revisits/:revisitId`,
      handler: (request) => {
        const record = found(request);
        // The work order that was made for it stays: only the entry goes.
        const revisit = item(request, 'revisitId', record.revisits, 'Revisit');
        record.revisits = record.revisits.filter((each) => each !== revisit);
        service.touched(record);
        return answer(record);
      },
    },
    {
      method: 'GET',
      pattern: `${rest}/company/:companyId/site-revisit-reasons`,
      handler: (request) => {
        if (Number(request.params.companyId) !== service.data.company.id) {
          throw notFound(`Company ${request.params.companyId}`);
        }
        const action = request.query.get('action_type');
        if (action !== 'all' && action !== 'job_status' && action !== 'revisit') {
          throw invalid({ parameter: 'action_type', detail: 'action_type must be all, job_status or revisit.' });
        }
        const reasons = service.data.revisitReasons.filter((each) => action === 'all' || each.action === action);
        return {
          status: 200,
          body: {
            results: reasons.map((reason) => ({
              reason_id: reason.id,
              parent_reason_id: 0,
              name: reason.name,
              is_custom_reason: false,
              is_archived: false,
              cloned_from_reason_id: 0,
              sub_reasons: [],
            })),
          },
        };
      },
    },
    {
      method: 'PUT',
      pattern: `${base}/job-status`,
      handler: (request) => {
        const record = found(request);
        const { status, reason_id: reasonId } = bodyOf(request.body);
        if (status !== 'pending' && status !== 'incomplete' && status !== 'complete') {
          throw invalid({ pointer: '/status', detail: 'status must be pending, incomplete or complete.' });
        }
        record.jobStatus = status;
        record.jobReasonId = typeof reasonId === 'number' ? reasonId : null;
        const by = service.actingUser(request.query);
        record.jobHistory.push({ label: status, authorId: by, at: service.context.clock.now() });
        service.touched(record);
        return answer(record);
      },
    },
    {
      method: 'PUT',
      pattern: `${base}/incident`,
      handler: (request) => {
        const record = found(request);
        const { incident_id: incidentId } = bodyOf(request.body);
        if (typeof incidentId !== 'string') {
          throw invalid({ pointer: '/incident_id', detail: 'incident_id must be a text.' });
        }
        record.incidentId = incidentId;
        service.touched(record);
        return answer(record);
      },
    },
    {
      method: 'DELETE',
      pattern: `${base}/incident`,
      handler: (request) => {
        const record = found(request);
        record.incidentId = '';
        service.touched(record);
        return answer(record);
      },
    },
  ];
}

/** WoSiteRevisitResponseDto; related work orders are those of the same incident and the visits made for this one. */
function revisitView(service: FieldNationService, record: WorkOrderRecord): Record<string, unknown> {
  const { data } = service;
  const zone = zoneOf(record);
  const author = (id: number) => {
    const user = userById(data, id);
    return { id, first_name: user?.first_name ?? '', last_name: user?.last_name ?? '' };
  };
  const at = (ms: number) => ({ ...moment(ms, zone), time_zone: zone });
  const reason = data.incompleteReasons.find((each) => each.id === record.jobReasonId);
  const related = data.workOrders.filter(
    (each) =>
      each.id !== record.id &&
      each.status !== 'deleted' &&
      (each.revisitOf === record.id ||
        record.revisitOf === each.id ||
        (record.incidentId !== '' && each.incidentId === record.incidentId)),
  );
  const revisit = (each: Revisit) => ({
    revisit_id: each.id,
    reason: { id: each.reasonId, label: data.revisitReasons.find((known) => known.id === each.reasonId)?.name ?? '' },
    is_billable: each.billable,
    history: [{ label: 'created', author: author(each.authorId), created_at: at(each.createdAt), revisit_id: each.id }],
  });
  return {
    revisits: record.revisits.map(revisit),
    job_status: {
      status: record.jobStatus,
      ...(reason ? { reason: { id: reason.id, label: reason.label } } : {}),
      history: record.jobHistory.map((each) => ({
        label: each.label,
        author: author(each.authorId),
        created_at: at(each.at),
      })),
    },
    incident_id: record.incidentId,
    related_work_orders: related.map((each) => ({ id: each.id, title: each.title })),
  };
}
