import { addSignature, setClosingNotes, updatePart } from '../fieldnation/close-out.ts';
import { addExpense } from '../fieldnation/expenses.ts';
import type { LifecycleAction } from '../fieldnation/lifecycle.ts';
import { allMessages, postMessage, readableBy } from '../fieldnation/messages.ts';
import type { WorkOrderRecord } from '../fieldnation/model.ts';
import { reportProblem } from '../fieldnation/problem-reports.ts';
import { forbidden } from '../fieldnation/problems.ts';
import { askForIncrease, makeCounterOffer, offerDiscount } from '../fieldnation/provider-offers.ts';
import type { FieldNationService } from '../fieldnation/service.ts';
import { setTask } from '../fieldnation/tasks.ts';
import {
  act,
  type ByProvider,
  chosen,
  momentIn,
  needed,
  type SandboxFile,
  summary,
  uploadFor,
  type WorkOrderSummary,
} from './fieldnation-acting.ts';
import { samplePhoto } from './sample-photo.ts';

type Text = { readonly text: string };
type Uploaded = WorkOrderSummary & { readonly attachmentId: number; readonly uploadUniqueId: string };
type Posted = WorkOrderSummary & { readonly messageId: string };
type OnTask = ByProvider & { readonly taskId?: number | undefined; readonly label?: string | undefined };

/** What a provider does in Field Nation's app. */
export interface Provider {
  request(input: ByProvider): WorkOrderSummary;
  decline(input: ByProvider): WorkOrderSummary;
  undecline(input: ByProvider): WorkOrderSummary;
  /** Asks for the work at another price, in dollars for the whole job. No event tells of it. */
  counterOffer(input: ByProvider & { readonly amount: number; readonly text?: string | undefined }): WorkOrderSummary;
  accept(input: ByProvider): WorkOrderSummary;
  confirm(input: ByProvider): WorkOrderSummary;
  /** When they plan to arrive, in ISO 8601. No event tells of it. */
  setEta(input: ByProvider & { readonly start: string }): WorkOrderSummary;
  onMyWay(input: ByProvider): WorkOrderSummary;
  delay(input: ByProvider & { readonly minutes?: number | undefined }): WorkOrderSummary;
  checkIn(input: ByProvider): WorkOrderSummary;
  checkOut(input: ByProvider): WorkOrderSummary;
  uploadPhoto(
    input: ByProvider & { readonly name?: string | undefined; readonly notes?: string | undefined },
  ): WorkOrderSummary;
  uploadFile(input: ByProvider & SandboxFile): Uploaded;
  message(input: ByProvider & Text): Posted;
  /** Without `messageId` the newest message they can read. */
  reply(input: ByProvider & Text & { readonly messageId?: string | number | undefined }): Posted;
  /** What they can read of the messages, oldest first. */
  readMessages(
    input: ByProvider,
  ): WorkOrderSummary & { readonly messages: readonly { readonly messageId: string; readonly text: string }[] };
  addExpense(
    input: ByProvider & {
      readonly amount: number;
      readonly text?: string | undefined;
      readonly quantity?: number | undefined;
      /** Default: the company's first. */
      readonly categoryId?: number | undefined;
    },
  ): WorkOrderSummary & { readonly expenseId: number };
  requestPayIncrease(
    input: ByProvider & { readonly amount: number; readonly text?: string | undefined },
  ): WorkOrderSummary & { readonly increaseId: number };
  offerDiscount(input: ByProvider & { readonly amount: number; readonly text?: string | undefined }): WorkOrderSummary;
  /** By id or label; without either the first open one. */
  completeTask(input: OnTask): WorkOrderSummary;
  uncompleteTask(input: OnTask): WorkOrderSummary;
  closingNotes(input: ByProvider & Text): WorkOrderSummary;
  setCustomField(input: ByProvider & { readonly field: string | number; readonly value: string }): WorkOrderSummary;
  updatePart(input: ByProvider & { readonly name: string; readonly quantity?: number | undefined }): WorkOrderSummary;
  sign(input: ByProvider & { readonly name?: string | undefined }): WorkOrderSummary;
  reportProblem(input: ByProvider & Text & { readonly type?: string | number | undefined }): WorkOrderSummary;
  markDone(input: ByProvider & { readonly closingNotes?: string | undefined }): WorkOrderSummary;
}

export function createProvider(service: FieldNationService): Provider {
  const { data } = service;
  /** The provider who would act: see ByProvider. */
  function providerOf(input: ByProvider): number {
    if (input.providerId !== undefined) return service.user(input.providerId, 'provider').id;
    const record = service.find(input.workOrderId);
    const first = data.users.find((user) => user.role === 'provider')?.id ?? 0;
    return record.assigneeId ?? record.routedTo[0] ?? record.requests[0] ?? first;
  }
  /** The work order and its assigned provider; refuses anybody else. */
  function assigned(input: ByProvider): { readonly record: WorkOrderRecord; readonly providerId: number } {
    const record = service.find(input.workOrderId);
    const providerId = providerOf(input);
    if (record.assigneeId !== providerId) {
      throw forbidden(`Provider ${providerId} is not assigned to work order ${record.id}`);
    }
    return { record, providerId };
  }
  const actAssigned = (input: ByProvider, action: LifecycleAction): WorkOrderSummary =>
    act(service, input.workOrderId, action, assigned(input).providerId);
  const task = (input: OnTask, complete: boolean): WorkOrderSummary => {
    const { record, providerId } = assigned(input);
    const found = chosen(record.tasks, input.taskId, 'task', (each) =>
      input.label === undefined ? (each.completedAt === null) === complete : each.label === input.label,
    );
    setTask(service, record, found, complete, providerId);
    return summary(record);
  };
  const readable = (record: WorkOrderRecord, providerId: number) =>
    allMessages(record).filter((message) => readableBy(record, message, providerId));

  return {
    request(input) {
      const providerId = providerOf(input);
      return act(service, input.workOrderId, { do: 'request', providerId }, providerId);
    },
    decline(input) {
      const providerId = providerOf(input);
      return act(service, input.workOrderId, { do: 'decline', providerId }, providerId);
    },
    undecline(input) {
      const providerId = providerOf(input);
      return act(service, input.workOrderId, { do: 'undecline', providerId }, providerId);
    },
    counterOffer(input) {
      const record = service.find(input.workOrderId);
      const providerId = providerOf(input);
      const given = { amount: needed(input.amount, 'amount'), notes: input.text ?? '' };
      makeCounterOffer(service, record, given, providerId);
      return summary(record);
    },
    accept(input) {
      const providerId = providerOf(input);
      const record = service.find(input.workOrderId);
      if (record.status === 'draft') throw forbidden(`Work order ${record.id} is a draft: no provider can see it`);
      return act(service, record.id, { do: 'assign', providerId }, providerId);
    },
    confirm: (input) => actAssigned(input, { do: 'confirm' }),
    setEta: (input) => actAssigned(input, { do: 'set-eta', start: momentIn(needed(input.start, 'start')) }),
    onMyWay: (input) => actAssigned(input, { do: 'on-my-way' }),
    delay(input) {
      // One delay fires several events: delay, problem, message (reference 3.3).
      const minutes = input.minutes ?? 30;
      const { record, providerId } = assigned(input);
      const done = actAssigned(input, { do: 'delay', minutes });
      reportProblem(service, record, 'Delay', `Running ${minutes} minutes late`, providerId);
      const text = `I am running ${minutes} minutes late.`;
      postMessage(service, record, { text, type: 'TECHTOMANAGER' }, providerId);
      return done;
    },
    checkIn: (input) => actAssigned(input, { do: 'check-in' }),
    checkOut: (input) => actAssigned(input, { do: 'check-out' }),
    uploadPhoto(input) {
      const { record, providerId } = assigned(input);
      const count = record.folders.find((each) => each.type === 'slot')?.attachments.length ?? 0;
      const name = input.name ?? `site-photo-${count + 1}.png`;
      const file = { name, notes: input.notes ?? '', bytes: samplePhoto() };
      uploadFor(service, record, file, { userId: providerId, folderType: 'slot' });
      return summary(record);
    },
    uploadFile(input) {
      const { record, providerId } = assigned(input);
      const { id, uploadUniqueId } = uploadFor(service, record, input, { userId: providerId, folderType: 'slot' });
      return { ...summary(record), attachmentId: id, uploadUniqueId };
    },
    message(input) {
      const record = service.find(input.workOrderId);
      const { id } = postMessage(service, record, { text: input.text, type: 'TECHTOMANAGER' }, providerOf(input));
      return { ...summary(record), messageId: id };
    },
    reply(input) {
      const record = service.find(input.workOrderId);
      const providerId = providerOf(input);
      const messages = readable(record, providerId);
      const to = chosen([...messages].reverse(), input.messageId, 'message');
      const { id } = postMessage(service, record, { text: input.text, type: 'REPLY', replyTo: to.id }, providerId);
      return { ...summary(record), messageId: id };
    },
    readMessages(input) {
      const record = service.find(input.workOrderId);
      const messages = readable(record, providerOf(input)).map(({ id, text }) => ({ messageId: id, text }));
      return { ...summary(record), messages };
    },
    addExpense(input) {
      const { record, providerId } = assigned(input);
      const category = chosen(data.expenses, input.categoryId, 'expense category');
      const given = {
        categoryId: category.id,
        description: input.text ?? category.label,
        amount: needed(input.amount, 'amount'),
        quantity: input.quantity ?? 1,
      };
      return { ...summary(record), expenseId: addExpense(service, record, given, providerId).id };
    },
    requestPayIncrease(input) {
      const { record, providerId } = assigned(input);
      const given = { sum: needed(input.amount, 'amount'), description: input.text ?? 'More work than described' };
      return { ...summary(record), increaseId: askForIncrease(service, record, given, providerId).id };
    },
    offerDiscount(input) {
      const { record } = assigned(input);
      offerDiscount(service, record, { amount: needed(input.amount, 'amount'), name: input.text ?? 'Goodwill' });
      return summary(record);
    },
    completeTask: (input) => task(input, true),
    uncompleteTask: (input) => task(input, false),
    closingNotes(input) {
      const { record } = assigned(input);
      setClosingNotes(service, record, input.text);
      return summary(record);
    },
    setCustomField(input) {
      const { record, providerId } = assigned(input);
      const field = data.customFields.find((each) => each.id === Number(input.field) || each.name === input.field);
      if (field?.role !== 'assigned_provider') {
        throw forbidden(`The provider has no custom field ${String(input.field)} to fill in`);
      }
      const custom_fields = { results: [{ results: [{ id: field.id, value: needed(input.value, 'value') }] }] };
      service.update(record, { custom_fields }, providerId);
      return summary(record);
    },
    updatePart(input) {
      const { record, providerId } = assigned(input);
      const part = { name: needed(input.name, 'name'), quantity: input.quantity ?? 1 };
      updatePart(service, record, part, providerId);
      return summary(record);
    },
    sign(input) {
      const { record, providerId } = assigned(input);
      const data = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M2 20 C 20 2 30 40 60 10"/></svg>';
      const given = { name: input.name ?? 'Site contact', format: 'svg', data, taskId: 0 };
      addSignature(service, record, given, providerId);
      return summary(record);
    },
    reportProblem(input) {
      const { record, providerId } = assigned(input);
      reportProblem(service, record, input.type ?? 'Other', input.text, providerId);
      return summary(record);
    },
    markDone: (input) =>
      actAssigned(input, {
        do: 'mark-done',
        closingNotes: input.closingNotes ?? 'Work is complete and the site contact has signed off.',
      }),
  };
}
