import { formatUtc } from '../fieldnation/dates.ts';
import { decideExpense } from '../fieldnation/expenses.ts';
import { readContact } from '../fieldnation/input.ts';
import type { Body } from '../fieldnation/input-parts.ts';
import type { LifecycleAction } from '../fieldnation/lifecycle.ts';
import { archiveThread, isMessageType, postMessage } from '../fieldnation/messages.ts';
import type { WorkOrderRecord } from '../fieldnation/model.ts';
import { reopenProblem, resolveProblem } from '../fieldnation/problem-reports.ts';
import { forbidden, invalid, notFound } from '../fieldnation/problems.ts';
import { makeRevisit } from '../fieldnation/revisits.ts';
import { addShipment } from '../fieldnation/routes-preparation.ts';
import { coordinatorId } from '../fieldnation/seed-company.ts';
import type { FieldNationService } from '../fieldnation/service.ts';
import { setTag } from '../fieldnation/tags.ts';
import {
  act,
  type ByProvider,
  chosen,
  momentIn,
  needed,
  type OnWorkOrder,
  type SandboxFile,
  summary,
  uploadFor,
  type WorkOrderSummary,
} from './fieldnation-acting.ts';

/** `userId`: which of the company's people acts. Default: the coordinator, who is nobody in ConnectWise. */
interface ByBuyer extends OnWorkOrder {
  readonly userId?: number | undefined;
}
type Posted = WorkOrderSummary & { readonly messageId: string };
type OnExpense = ByBuyer & { readonly expenseId?: number | undefined; readonly reason?: string | undefined };
type OnProblem = ByBuyer & { readonly problemId?: number | undefined };

/** What the company's people do in Field Nation's web app. */
export interface Buyer {
  publish(input: ByBuyer): WorkOrderSummary;
  unpublish(input: ByBuyer): WorkOrderSummary;
  route(input: ByProvider & ByBuyer): WorkOrderSummary;
  assign(input: ByProvider & ByBuyer): WorkOrderSummary;
  /** Removes the assigned provider. */
  unassign(input: ByBuyer): WorkOrderSummary;
  /** Sends finished work back to the provider. */
  rejectCompletion(input: ByBuyer): WorkOrderSummary;
  approve(input: ByBuyer): WorkOrderSummary;
  pay(input: ByBuyer): WorkOrderSummary;
  cancel(input: ByBuyer & { readonly reason?: string | undefined }): WorkOrderSummary;
  postpone(input: ByBuyer): WorkOrderSummary;
  /** Field Nation flags it: nobody presses a button for this. */
  flagAtRisk(input: ByBuyer): WorkOrderSummary;
  /** Resolves every open problem, or the one of `problemId`. */
  resolveProblems(input: OnProblem): WorkOrderSummary;
  reopenProblem(input: OnProblem): WorkOrderSummary;
  delete(input: ByBuyer): WorkOrderSummary;
  /** `changes` is a REST update body; `integration` marks the work order as made by Field Nation's own connector. */
  edit(
    input: ByBuyer & {
      readonly changes?: Body | undefined;
      readonly integration?: WorkOrderRecord['integration'] | undefined;
    },
  ): WorkOrderSummary;
  /** `start` and `end` in ISO 8601. Without `end` the provider has to be there at `start`. */
  reschedule(input: ByBuyer & { readonly start: string; readonly end?: string | undefined }): WorkOrderSummary;
  /** By id or name. */
  setCustomField(input: ByBuyer & { readonly field: string | number; readonly value: string }): WorkOrderSummary;
  message(input: ByBuyer & ByProvider & { readonly text: string; readonly type?: string | undefined }): Posted;
  /** Without `messageId` the newest thread. */
  reply(input: ByBuyer & { readonly text: string; readonly messageId?: string | number | undefined }): Posted;
  /** Takes a thread out of the list that `f_archived` brings back. */
  archiveMessage(input: ByBuyer & { readonly messageId: string | number }): WorkOrderSummary;
  uploadFile(
    input: ByBuyer & SandboxFile,
  ): WorkOrderSummary & { readonly attachmentId: number; readonly uploadUniqueId: string };
  /** Without `expenseId` the first that waits. */
  approveExpense(input: OnExpense): WorkOrderSummary;
  denyExpense(input: OnExpense): WorkOrderSummary;
  addShipment(
    input: ByBuyer & {
      readonly name?: string | undefined;
      readonly tracking?: string | undefined;
      readonly direction?: string | undefined;
    },
  ): WorkOrderSummary & { readonly shipmentId: number };
  addContact(
    input: ByBuyer & {
      readonly name: string;
      readonly role?: string | undefined;
      readonly phone?: string | undefined;
      readonly email?: string | undefined;
    },
  ): WorkOrderSummary;
  tag(input: ByBuyer & { readonly tagId: number }): WorkOrderSummary;
  untag(input: ByBuyer & { readonly tagId: number }): WorkOrderSummary;
  /** A return visit: a new work order with the old one's texts. Answers the new one. */
  revisit(
    input: ByBuyer & { readonly reasonId?: number | undefined; readonly billable?: boolean | undefined },
  ): WorkOrderSummary & { readonly revisitOf: number };
  /** A work order made by hand in Field Nation's web app. */
  create(input: { readonly body: Body; readonly userId?: number | undefined }): WorkOrderSummary;
}

export function createBuyer(service: FieldNationService): Buyer {
  const { data } = service;
  const buyerOf = (input: { readonly userId?: number | undefined }): number =>
    input.userId === undefined ? coordinatorId : service.user(input.userId, 'buyer').id;
  const step =
    (action: LifecycleAction) =>
    (input: ByBuyer): WorkOrderSummary =>
      act(service, input.workOrderId, action, buyerOf(input));
  const found = (input: OnWorkOrder): WorkOrderRecord => service.find(input.workOrderId);
  const providerOf = (input: ByProvider): number => {
    if (input.providerId !== undefined) return service.user(input.providerId, 'provider').id;
    const record = found(input);
    const first = data.users.find((user) => user.role === 'provider')?.id ?? 0;
    return record.assigneeId ?? record.routedTo[0] ?? record.requests[0] ?? first;
  };
  const update = (input: ByBuyer, body: Body): WorkOrderSummary => {
    const record = found(input);
    service.update(record, body, buyerOf(input));
    return summary(record);
  };
  const decide = (input: OnExpense, status: 'approved' | 'disapproved'): WorkOrderSummary => {
    const record = found(input);
    const expense = chosen(record.expenses, input.expenseId, 'expense', (each) => each.status === 'new');
    decideExpense(service, record, expense, status, input.reason ?? null);
    return summary(record);
  };
  const setTagOf = (input: ByBuyer & { readonly tagId: number }, on: boolean): WorkOrderSummary => {
    const record = found(input);
    setTag(service, record, needed(input.tagId, 'tagId'), on, buyerOf(input));
    return summary(record);
  };
  const at = (text: string) => ({ utc: formatUtc(momentIn(text)) });

  return {
    publish: step({ do: 'publish' }),
    unpublish: step({ do: 'unpublish' }),
    route: (input) =>
      act(service, input.workOrderId, { do: 'route', providerIds: [providerOf(input)] }, buyerOf(input)),
    assign: (input) => act(service, input.workOrderId, { do: 'assign', providerId: providerOf(input) }, buyerOf(input)),
    unassign: step({ do: 'unassign' }),
    rejectCompletion: step({ do: 'reject-completion' }),
    approve: step({ do: 'approve' }),
    pay: step({ do: 'pay' }),
    cancel: (input) => step({ do: 'cancel', reason: input.reason ?? 'No longer needed' })(input),
    postpone: step({ do: 'postpone' }),
    flagAtRisk: step({ do: 'at-risk' }),
    resolveProblems(input) {
      const record = found(input);
      const open = record.problems.filter(
        (each) => each.resolvedAt === null && (input.problemId === undefined || each.id === input.problemId),
      );
      if (open.length === 0) throw forbidden('The work order has no open problem');
      for (const problem of open) resolveProblem(service, record, problem, buyerOf(input));
      return summary(record);
    },
    reopenProblem(input) {
      const record = found(input);
      const problem = chosen(record.problems, input.problemId, 'problem', (each) => each.resolvedAt !== null);
      reopenProblem(service, record, problem, buyerOf(input));
      return summary(record);
    },
    delete: step({ do: 'delete' }),
    edit(input) {
      if (input.integration !== undefined) found(input).integration = input.integration;
      return update(input, input.changes ?? {});
    },
    reschedule(input) {
      const start = at(needed(input.start, 'start'));
      const service_window =
        input.end === undefined ? { mode: 'exact', start } : { mode: 'between', start, end: at(input.end) };
      return update(input, { schedule: { service_window } });
    },
    setCustomField(input) {
      const field = data.customFields.find((each) => each.id === Number(input.field) || each.name === input.field);
      if (field === undefined) throw notFound(`Custom field ${String(input.field)}`);
      const results = [{ results: [{ id: field.id, value: needed(input.value, 'value') }] }];
      return update(input, { custom_fields: { results } });
    },
    message(input) {
      const record = found(input);
      const type = input.type ?? 'ASSIGNEDTECH';
      if (!isMessageType(type)) throw invalid({ pointer: '/type', detail: `There are no messages of type ${type}.` });
      const toId = type === 'SPECIFICTECH' ? providerOf(input) : null;
      const { id } = postMessage(service, record, { text: input.text, type, toId }, buyerOf(input));
      return { ...summary(record), messageId: id };
    },
    reply(input) {
      const record = found(input);
      const newest = record.messages.at(-1)?.id;
      const replyTo = String(input.messageId ?? needed(newest, 'messageId'));
      const { id } = postMessage(service, record, { text: input.text, type: 'REPLY', replyTo }, buyerOf(input));
      return { ...summary(record), messageId: id };
    },
    archiveMessage(input) {
      const record = found(input);
      archiveThread(service, record, String(needed(input.messageId, 'messageId')));
      return summary(record);
    },
    uploadFile(input) {
      const record = found(input);
      const by = { userId: buyerOf(input), folderType: 'document' as const };
      const { id, uploadUniqueId } = uploadFor(service, record, input, by);
      return { ...summary(record), attachmentId: id, uploadUniqueId };
    },
    approveExpense: (input) => decide(input, 'approved'),
    denyExpense: (input) => decide(input, 'disapproved'),
    addShipment(input) {
      const record = found(input);
      const body = {
        name: input.name ?? 'Replacement part',
        direction: input.direction ?? 'to site',
        carrier: { name: 'ups', tracking: input.tracking ?? '1Z999AA10123456784' },
      };
      return { ...summary(record), shipmentId: addShipment(service, record, body, buyerOf(input)).id };
    },
    addContact(input) {
      const record = found(input);
      const { name, role = 'Location Contact', phone = '', email = '' } = input;
      record.contacts.push(readContact({ name: needed(name, 'name'), role, phone, email }, data));
      service.touched(record);
      return summary(record);
    },
    tag: (input) => setTagOf(input, true),
    untag: (input) => setTagOf(input, false),
    revisit(input) {
      const record = found(input);
      const reason = data.revisitReasons[0]?.id ?? 0;
      const asked = { reasonId: input.reasonId ?? reason, billable: input.billable ?? false };
      const { workOrder } = makeRevisit(service, record, asked, buyerOf(input));
      return { ...summary(workOrder), revisitOf: record.id };
    },
    create: (input) => summary(service.create(input.body, buyerOf(input))),
  };
}
