import type { Route } from '../kernel/router.ts';
import { isBody } from './input-parts.ts';
import { invalid, notFound } from './problems.ts';
import { rest } from './routes-work-orders.ts';
import { bodyOf, type FieldNationService } from './service.ts';
import { messagesView } from './view-records.ts';

/** WoMessagesCreatedDto's types (reference 1.10). */
export const messageTypes = [
  'INTERNAL',
  'ASSIGNEDTECH',
  'REQUESTEDTECHS',
  'SPECIFICTECH',
  'FROMTECH',
  'REPLY',
  'TECHTOMANAGER',
  'ROUTEDTECHS',
  'REPLYTOTHREAD',
  'STAFF_NOTE',
] as const;

/** Messages: plain text, no edit, no delete; a POST answers the whole list, so a client finds its own by text. */
export function messageRoutes(service: FieldNationService): Route[] {
  const textIn = (value: unknown): string => {
    if (typeof value !== 'string' || value.trim() === '') {
      throw invalid({ pointer: '/message', detail: 'message must be a text and not empty.' });
    }
    return value;
  };
  return [
    {
      method: 'GET',
      pattern: `${rest}/workorders/:id/messages`,
      handler: (request) => ({
        status: 200,
        body: messagesView(service.find(request.params.id ?? ''), service.view()),
      }),
    },
    {
      method: 'POST',
      pattern: `${rest}/workorders/:id/messages`,
      handler: (request) => {
        const record = service.find(request.params.id ?? '');
        const body = bodyOf(request.body);
        const type = body.type ?? 'INTERNAL';
        if (!messageTypes.some((known) => known === type)) {
          throw invalid({ pointer: '/type', detail: `type must be one of ${messageTypes.join(', ')}.` });
        }
        const to = isBody(body.to) ? body.to.id : undefined;
        if ((to !== undefined) !== (type === 'SPECIFICTECH')) {
          throw invalid({ pointer: '/to/id', detail: 'to.id goes with type SPECIFICTECH, and only with it.' });
        }
        const toId = typeof to === 'number' ? service.user(to, 'provider').id : null;
        service.postMessage(
          record,
          { text: textIn(body.message), type: String(type), toId },
          service.actingUser(request.query),
        );
        return { status: 200, body: messagesView(record, service.view()) };
      },
    },
    {
      method: 'POST',
      pattern: `${rest}/workorders/:id/messages/:messageId`,
      handler: (request) => {
        const record = service.find(request.params.id ?? '');
        const parent = record.messages.find((message) => message.id === request.params.messageId);
        if (!parent) throw notFound(`Message ${request.params.messageId}`);
        service.postMessage(
          record,
          { text: textIn(bodyOf(request.body).message), type: 'REPLY', toId: parent.fromId, parent },
          service.actingUser(request.query),
        );
        return { status: 200, body: messagesView(record, service.view()) };
      },
    },
  ];
}
