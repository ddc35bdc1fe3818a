import type { Route } from '../kernel/router.ts';
import type { SandboxResponse } from '../kernel-types.ts';
import { isBody } from './input-parts.ts';
import { isMessageType, messageTypes, postMessage } from './messages.ts';
import type { WorkOrderRecord } from './model.ts';
import { reopenProblem } from './problem-reports.ts';
import { invalid } from './problems.ts';
import { rest } from './routes-work-orders.ts';
import { bodyOf, type FieldNationService } from './service.ts';
import { messagesView } from './view-records.ts';

/** Messages: plain text, no edit, no delete; a POST answers the whole list, so a client finds its own by text. */
export function messageRoutes(service: FieldNationService): Route[] {
  const base = `${rest}/workorders/:id/messages`;
  const list = (record: WorkOrderRecord, archived = false): SandboxResponse => ({
    status: 200,
    body: messagesView(record, service.view(), archived),
  });
  return [
    {
      method: 'GET',
      pattern: base,
      handler: (request) =>
        list(service.find(request.params.id ?? ''), ['true', '1'].includes(request.query.get('f_archived') ?? '')),
    },
    {
      method: 'POST',
      pattern: base,
      handler: (request) => {
        const record = service.find(request.params.id ?? '');
        const body = bodyOf(request.body);
        const type = body.type ?? 'INTERNAL';
        if (!isMessageType(type)) {
          throw invalid({ pointer: '/type', detail: `type must be one of ${messageTypes.join(', ')}.` });
        }
        const to = isBody(body.to) ? body.to.id : undefined;
        const toId = typeof to === 'number' ? service.user(to, 'provider').id : null;
        postMessage(service, record, { text: body.message, type, toId }, service.actingUser(request.query));
        return list(record);
      },
    },
    {
      method: 'POST',
      pattern: `${base}/:messageId`,
      handler: (request) => {
        const record = service.find(request.params.id ?? '');
        const { message, problem_reopened: reopened } = bodyOf(request.body);
        const userId = service.actingUser(request.query);
        postMessage(service, record, { text: message, type: 'REPLY', replyTo: request.params.messageId ?? '' }, userId);
        const problem = record.problems.findLast((each) => each.resolvedAt !== null);
        if (reopened === true && problem !== undefined) reopenProblem(service, record, problem, userId);
        return list(record);
      },
    },
  ];
}
