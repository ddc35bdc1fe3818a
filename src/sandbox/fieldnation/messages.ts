import type { Message, WorkOrderRecord } from './model.ts';
import { nextId } from './new-work-order.ts';
import { invalid, notFound } from './problems.ts';
import type { FieldNationService } from './service.ts';
import { statusName } from './statuses.ts';
import { switchOf } from './switches.ts';
import { userById } from './view-parts.ts';

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
export type MessageType = (typeof messageTypes)[number];

export function isMessageType(type: unknown): type is MessageType {
  return messageTypes.some((known) => known === type);
}

export interface NewMessage {
  readonly text: unknown;
  readonly type: MessageType;
  /** The one provider a SPECIFICTECH message is for. */
  readonly toId?: number | null;
  /** Any message of the thread this one replies to. */
  readonly replyTo?: string;
}

const byProvider: readonly MessageType[] = ['FROMTECH', 'TECHTOMANAGER'];
const replies: readonly MessageType[] = ['REPLY', 'REPLYTOTHREAD'];

/** The head of the thread a message belongs to. */
export function threadOf(record: WorkOrderRecord, messageId: string): Message | null {
  return (
    record.messages.find(
      (message) => message.id === messageId || message.replies.some((reply) => reply.id === messageId),
    ) ?? null
  );
}

/** Posts a message or a reply. Plain text; nothing edits or deletes it later (reference 1.10). */
export function postMessage(
  service: FieldNationService,
  record: WorkOrderRecord,
  input: NewMessage,
  userId: number,
): Message {
  const { data, context } = service;
  const text = plainText(service, input.text);
  const parent = input.replyTo === undefined ? null : threadOf(record, input.replyTo);
  if (input.replyTo !== undefined && parent === null) throw notFound(`Message ${input.replyTo}`);
  checkType(service, record, input, userId, parent !== null);
  const toId = parent === null ? (input.toId ?? null) : parent.fromId;
  const message: Message = {
    id: String(nextId(data, 'message')),
    parentId: parent?.id ?? '0',
    fromId: userId,
    toId,
    type: input.type,
    audience: audienceOf(record, input),
    text,
    at: context.clock.now(),
    statusName: statusName(record.status),
    archived: false,
    replies: [],
  };
  (parent?.replies ?? record.messages).push(message);
  context.touch();
  service.emit(record, 'workorder.message_posted', userId, {
    message: {
      msg_id: message.id,
      parent_id: message.parentId,
      message: message.text,
      role: message.type,
      from: { id: userId },
      ...(toId === null ? {} : { to: { id: toId } }),
    },
  });
  return message;
}

function plainText(service: FieldNationService, text: unknown): string {
  if (typeof text !== 'string' || text.trim() === '') {
    throw invalid({ pointer: '/message', detail: 'message must be a text and not empty.' });
  }
  const rule = switchOf(service.context.switches, 'fieldnation.messageHtml');
  const tag = /<\/?[a-z][^>]*>/gi;
  if (rule === 'refuse' && tag.test(text))
    throw invalid({ pointer: '/message', detail: 'message must be plain text.' });
  return rule === 'strip' ? text.replace(tag, '') : text;
}

function checkType(
  service: FieldNationService,
  record: WorkOrderRecord,
  { type, toId }: NewMessage,
  userId: number,
  isReply: boolean,
): void {
  const wrong = (detail: string): never => {
    throw invalid({ pointer: '/type', detail });
  };
  const provider = userById(service.data, userId)?.role === 'provider';
  if (!isReply && replies.includes(type)) wrong(`A message of type ${type} is posted to the message it replies to.`);
  if (byProvider.includes(type) && !provider) wrong(`Only a provider posts messages of type ${type}.`);
  if ((toId ?? null) !== null && type !== 'SPECIFICTECH') {
    throw invalid({ pointer: '/to/id', detail: 'to.id goes with type SPECIFICTECH only.' });
  }
  if (type === 'SPECIFICTECH' && (toId ?? null) === null) {
    throw invalid({ pointer: '/to/id', detail: 'to.id is needed with type SPECIFICTECH.' });
  }
  if (
    type === 'ASSIGNEDTECH' &&
    record.assigneeId === null &&
    switchOf(service.context.switches, 'fieldnation.assignedTechNeedsProvider')
  ) {
    wrong('Nobody is assigned to this work order.');
  }
}

function audienceOf(record: WorkOrderRecord, { type, toId }: NewMessage): number[] {
  if (type === 'SPECIFICTECH') return toId === null || toId === undefined ? [] : [toId];
  if (type === 'REQUESTEDTECHS') return [...record.requests];
  if (type === 'ROUTEDTECHS') return [...record.routedTo];
  return [];
}

/** Whether a provider can read a message: what is INTERNAL or a STAFF_NOTE stays with the buyer, replies follow their thread. */
export function readableBy(record: WorkOrderRecord, message: Message, providerId: number): boolean {
  if (message.type === 'INTERNAL' || message.type === 'STAFF_NOTE') return false;
  if (message.fromId === providerId || message.audience.includes(providerId)) return true;
  if (message.parentId !== '0') {
    const head = threadOf(record, message.parentId);
    return head !== null && head !== message && readableBy(record, head, providerId);
  }
  return message.type === 'ASSIGNEDTECH' && record.assigneeId === providerId;
}

/** Takes a whole thread out of the list that is answered without `f_archived`. */
export function archiveThread(service: FieldNationService, record: WorkOrderRecord, messageId: string): void {
  const thread = threadOf(record, messageId);
  if (thread === null) throw notFound(`Message ${messageId}`);
  thread.archived = true;
  service.touched(record);
}

/** Every message of a work order, replies included, oldest first. */
export function allMessages(record: WorkOrderRecord): Message[] {
  return record.messages.flatMap((message) => [message, ...message.replies]).sort((a, b) => a.at - b.at);
}
