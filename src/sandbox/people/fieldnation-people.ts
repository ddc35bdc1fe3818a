import type { Body } from '../fieldnation/input-parts.ts';
import type { LifecycleAction } from '../fieldnation/lifecycle.ts';
import type { WorkOrderRecord } from '../fieldnation/model.ts';
import { forbidden } from '../fieldnation/problems.ts';
import { coordinatorId } from '../fieldnation/seed-company.ts';
import type { FieldNationService } from '../fieldnation/service.ts';
import { statusName } from '../fieldnation/statuses.ts';
import { samplePhoto } from './sample-photo.ts';

/** What every action answers: where the work order stands now. */
export interface WorkOrderSummary {
  readonly id: number;
  readonly title: string;
  readonly status: string;
  readonly subStatus: string;
  readonly providerId: number | null;
}

export interface OnWorkOrder {
  readonly workOrderId: number;
}
export interface ByProvider extends OnWorkOrder {
  /** Default: the assigned provider, else one it is routed to, else one who requested it, else the first of the seed. */
  readonly providerId?: number | undefined;
}

export interface FieldNationPeople {
  readonly provider: {
    request(input: ByProvider): WorkOrderSummary;
    decline(input: ByProvider): WorkOrderSummary;
    undecline(input: ByProvider): WorkOrderSummary;
    accept(input: ByProvider): WorkOrderSummary;
    confirm(input: ByProvider): WorkOrderSummary;
    onMyWay(input: ByProvider): WorkOrderSummary;
    delay(input: ByProvider & { readonly minutes?: number | undefined }): WorkOrderSummary;
    checkIn(input: ByProvider): WorkOrderSummary;
    checkOut(input: ByProvider): WorkOrderSummary;
    uploadPhoto(
      input: ByProvider & { readonly name?: string | undefined; readonly notes?: string | undefined },
    ): WorkOrderSummary;
    message(input: ByProvider & { readonly text: string }): WorkOrderSummary;
    reportProblem(input: ByProvider & { readonly text: string }): WorkOrderSummary;
    markDone(input: ByProvider & { readonly closingNotes?: string | undefined }): WorkOrderSummary;
  };
  readonly buyer: {
    publish(input: OnWorkOrder): WorkOrderSummary;
    unpublish(input: OnWorkOrder): WorkOrderSummary;
    route(input: ByProvider): WorkOrderSummary;
    assign(input: ByProvider): WorkOrderSummary;
    approve(input: OnWorkOrder): WorkOrderSummary;
    pay(input: OnWorkOrder): WorkOrderSummary;
    cancel(input: OnWorkOrder & { readonly reason?: string | undefined }): WorkOrderSummary;
    postpone(input: OnWorkOrder): WorkOrderSummary;
    /** Field Nation flags it: nobody presses a button for this. */
    flagAtRisk(input: OnWorkOrder): WorkOrderSummary;
    resolveProblems(input: OnWorkOrder): WorkOrderSummary;
    delete(input: OnWorkOrder): WorkOrderSummary;
    /** `changes` is a REST update body; `integration` marks the work order as made by Field Nation's own connector. */
    edit(
      input: OnWorkOrder & {
        readonly changes?: Body | undefined;
        readonly integration?: WorkOrderRecord['integration'] | undefined;
      },
    ): WorkOrderSummary;
    message(input: OnWorkOrder & { readonly text: string; readonly type?: string | undefined }): WorkOrderSummary;
    /** A work order made by hand in Field Nation's web app. */
    create(input: { readonly body: Body }): WorkOrderSummary;
  };
}

/** A provider and the company's coordinator, acting in Field Nation's own apps. Refusals are VendorFailures. */
export function createFieldNationPeople(service: FieldNationService): FieldNationPeople {
  function summary(record: WorkOrderRecord): WorkOrderSummary {
    return {
      id: record.id,
      title: record.title,
      status: statusName(record.status),
      subStatus: record.status === 'assigned' ? record.subStatus : 'none',
      providerId: record.assigneeId,
    };
  }

  function act(id: number, action: LifecycleAction, userId: number): WorkOrderSummary {
    const record = service.find(id);
    service.act(record, action, userId);
    return summary(record);
  }

  /** The provider who would act: see ByProvider. */
  function providerOf(input: ByProvider): number {
    if (input.providerId !== undefined) return service.user(input.providerId, 'provider').id;
    const record = service.find(input.workOrderId);
    const first = service.data.users.find((user) => user.role === 'provider')?.id ?? 0;
    return record.assigneeId ?? record.routedTo[0] ?? record.requests[0] ?? first;
  }

  /** An action only the assigned provider can take. */
  function actAssigned(input: ByProvider, action: LifecycleAction): WorkOrderSummary {
    return act(input.workOrderId, action, assigned(input));
  }

  function assigned(input: ByProvider): number {
    const record = service.find(input.workOrderId);
    const providerId = providerOf(input);
    if (record.assigneeId !== providerId) {
      throw forbidden(`Provider ${providerId} is not assigned to work order ${record.id}`);
    }
    return providerId;
  }

  /** Every act is in the journal under its name, after it succeeded. */
  function logged<T extends object>(who: string, actions: T): T {
    const entries = Object.entries(actions as Record<string, (input: Partial<ByProvider>) => WorkOrderSummary>);
    const wrapped = entries.map(([did, action]) => [
      did,
      (input: Partial<ByProvider>): WorkOrderSummary => {
        const result = action(input);
        service.context.journal({ vendor: 'fieldnation', kind: 'person', who, did, workOrderId: result.id });
        return result;
      },
    ]);
    return Object.fromEntries(wrapped) as T;
  }

  return {
    provider: logged<FieldNationPeople['provider']>('provider', {
      request(input) {
        const providerId = providerOf(input);
        return act(input.workOrderId, { do: 'request', providerId }, providerId);
      },
      decline(input) {
        const providerId = providerOf(input);
        return act(input.workOrderId, { do: 'decline', providerId }, providerId);
      },
      undecline(input) {
        const providerId = providerOf(input);
        return act(input.workOrderId, { do: 'undecline', providerId }, providerId);
      },
      accept(input) {
        const providerId = providerOf(input);
        const record = service.find(input.workOrderId);
        if (record.status === 'draft') throw forbidden(`Work order ${record.id} is a draft: no provider can see it`);
        return act(record.id, { do: 'assign', providerId }, providerId);
      },
      confirm: (input) => actAssigned(input, { do: 'confirm' }),
      onMyWay: (input) => actAssigned(input, { do: 'on-my-way' }),
      delay(input) {
        // One delay fires several events: delay, problem, message (reference 3.3).
        const minutes = input.minutes ?? 30;
        const done = actAssigned(input, { do: 'delay', minutes });
        const record = service.find(input.workOrderId);
        const providerId = assigned(input);
        service.reportProblem(record, 'Delay', `Running ${minutes} minutes late`, providerId);
        service.postMessage(
          record,
          { text: `I am running ${minutes} minutes late.`, type: 'TECHTOMANAGER', toId: null },
          providerId,
        );
        return done;
      },
      checkIn: (input) => actAssigned(input, { do: 'check-in' }),
      checkOut: (input) => actAssigned(input, { do: 'check-out' }),
      uploadPhoto(input) {
        const record = service.find(input.workOrderId);
        const providerId = assigned(input);
        const folder = record.folders.find((each) => each.type === 'slot') ?? record.folders[0];
        if (!folder) throw forbidden(`Work order ${record.id} has no folder`);
        service.upload(
          record,
          folder,
          {
            name: input.name ?? `site-photo-${folder.attachments.length + 1}.png`,
            mime: 'image/png',
            content: samplePhoto(),
            notes: input.notes ?? '',
          },
          providerId,
        );
        return summary(record);
      },
      message(input) {
        const record = service.find(input.workOrderId);
        const message = { text: input.text, type: 'TECHTOMANAGER', toId: null };
        service.postMessage(record, message, providerOf(input));
        return summary(record);
      },
      reportProblem(input) {
        const record = service.find(input.workOrderId);
        service.reportProblem(record, 'Other', input.text, assigned(input));
        return summary(record);
      },
      markDone: (input) =>
        actAssigned(input, {
          do: 'mark-done',
          closingNotes: input.closingNotes ?? 'Work is complete and the site contact has signed off.',
        }),
    }),
    buyer: logged<FieldNationPeople['buyer']>('buyer', {
      publish: (input) => act(input.workOrderId, { do: 'publish' }, coordinatorId),
      unpublish: (input) => act(input.workOrderId, { do: 'unpublish' }, coordinatorId),
      route: (input) => act(input.workOrderId, { do: 'route', providerIds: [providerOf(input)] }, coordinatorId),
      assign: (input) => act(input.workOrderId, { do: 'assign', providerId: providerOf(input) }, coordinatorId),
      approve: (input) => act(input.workOrderId, { do: 'approve' }, coordinatorId),
      pay: (input) => act(input.workOrderId, { do: 'pay' }, coordinatorId),
      cancel: (input) =>
        act(input.workOrderId, { do: 'cancel', reason: input.reason ?? 'No longer needed' }, coordinatorId),
      postpone: (input) => act(input.workOrderId, { do: 'postpone' }, coordinatorId),
      flagAtRisk: (input) => act(input.workOrderId, { do: 'at-risk' }, coordinatorId),
      resolveProblems(input) {
        const record = service.find(input.workOrderId);
        service.resolveProblems(record, coordinatorId);
        return summary(record);
      },
      delete(input) {
        const record = service.find(input.workOrderId);
        service.act(record, { do: 'delete' }, coordinatorId);
        return summary(record);
      },
      edit(input) {
        const record = service.find(input.workOrderId);
        if (input.integration !== undefined) record.integration = input.integration;
        service.update(record, input.changes ?? {}, coordinatorId);
        return summary(record);
      },
      message(input) {
        const record = service.find(input.workOrderId);
        const message = { text: input.text, type: input.type ?? 'ASSIGNEDTECH', toId: null };
        service.postMessage(record, message, coordinatorId);
        return summary(record);
      },
      create: (input) => summary(service.create(input.body, coordinatorId)),
    }),
  };
}
