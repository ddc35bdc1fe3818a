import type { KernelContext } from '../kernel/kernel.ts';
import type { FieldNationEvent, WebhookEventName } from './events.ts';
import { readWorkOrder } from './input.ts';
import { type Body, isBody } from './input-parts.ts';
import { type LifecycleAction, lifecycle } from './lifecycle.ts';
import type { FieldNationData, User, WorkOrderRecord } from './model.ts';
import { newWorkOrder } from './new-work-order.ts';
import { forbidden, invalid, notFound } from './problems.ts';
import { reindex } from './search-index.ts';
import { apiUserId } from './seed-company.ts';
import { statusId } from './statuses.ts';
import { switchOf } from './switches.ts';
import { upgrade } from './upgrade.ts';
import type { ViewContext } from './view-parts.ts';
import { workOrderView } from './view-work-order.ts';
import { createWebhookSender, type WebhookSender } from './webhook-delivery.ts';

/**
 * Field Nation's behaviour, apart from HTTP: every change of a work order goes through here, whether a REST call, a
 * provider or a coordinator makes it, so that each fires the same events. What belongs to one part of a work order is in
 * that part's file (`messages.ts`, `files.ts`, ...). Methods throw VendorFailure.
 */
export class FieldNationService {
  readonly data: FieldNationData;
  readonly context: KernelContext;
  readonly webhooks: WebhookSender;
  #baseUrl = '';

  constructor(context: KernelContext, data: FieldNationData) {
    this.context = context;
    this.data = data;
    upgrade(data, context.files, context.clock.now());
    this.webhooks = createWebhookSender(context, data, (id) => {
      const record = data.workOrders.find((each) => each.id === id);
      return record ? workOrderView(record, this.view()) : { id };
    });
  }

  /** Where the server listens, once it does: links into the sandbox start with it. */
  setBaseUrl(url: string): void {
    this.#baseUrl = url;
  }

  /** Where the server listens. */
  get baseUrl(): string {
    return this.#baseUrl;
  }

  view(): ViewContext {
    const { switches, clock } = this.context;
    return { data: this.data, switches, baseUrl: this.#baseUrl, now: clock.now() };
  }

  /** The company's work order with this number; 404 when there is none, 403 when it is another company's. */
  find(id: number | string): WorkOrderRecord {
    const record = this.data.workOrders.find((each) => each.id === Number(id));
    if (!record || record.status === 'deleted') throw notFound(`Work order ${id}`);
    if (record.companyId !== this.data.company.id)
      throw forbidden('You do not have permission to access this work order');
    return record;
  }

  user(id: number, role: User['role']): User {
    const user = this.data.users.find((each) => each.id === id && each.role === role);
    if (!user) throw notFound(`${role === 'provider' ? 'Provider' : 'User'} ${id}`);
    return user;
  }

  create(body: Body, userId: number): WorkOrderRecord {
    const { clock, switches } = this.context;
    if (!('title' in body)) throw invalid({ pointer: '/title', detail: 'title is needed.' });
    const record = newWorkOrder(this.data, { title: '', now: clock.now(), managerId: userId });
    try {
      Object.assign(record, readWorkOrder(body, record, this.data, switches));
    } catch (error) {
      // A refused create uses up no number.
      this.data.nextId.workOrder = record.id;
      throw error;
    }
    if (body.ignore_template !== true) this.#fillFromTemplate(record);
    this.add(record, userId);
    return record;
  }

  /** Takes a new draft in and tells of it. */
  add(record: WorkOrderRecord, userId: number): void {
    this.data.workOrders.push(record);
    this.#changed(record);
    this.emit(record, 'workorder.created', userId);
    this.emit(record, 'workorder.status.draft', userId, this.#statusParams(record, null));
  }

  #fillFromTemplate(record: WorkOrderRecord): void {
    const template = this.data.templates.find((each) => each.id === record.templateId);
    if (!template) return;
    if (record.typesOfWork.length === 0) record.typesOfWork = [{ id: template.typeOfWorkId, isPrimary: true }];
    record.pay ??= structuredClone(template.pay);
    record.projectId ??= template.projectId;
    record.clientId ??= template.clientId;
  }

  /** A partial update. Fires the events the documents know: schedule and custom field values; nothing for the rest. */
  update(record: WorkOrderRecord, body: Body, userId: number): void {
    const { switches } = this.context;
    if (
      switchOf(switches, 'fieldnation.refuseEditsWhenClosed') &&
      ['approved', 'paid', 'cancelled'].includes(record.status)
    ) {
      throw forbidden('You do not have permission to edit this work order');
    }
    const patch = readWorkOrder(body, record, this.data, switches);
    const schedule = JSON.stringify(record.schedule);
    const fields = record.customFields;
    Object.assign(record, patch);
    this.#changed(record);
    if (JSON.stringify(record.schedule) !== schedule) this.emit(record, 'workorder.schedule_updated', userId);
    for (const definition of this.data.customFields) {
      const value = record.customFields[String(definition.id)];
      if (value === undefined || value === fields[String(definition.id)]) continue;
      const custom_field = { id: definition.id, name: definition.name, value };
      this.emit(record, 'workorder.custom_field_value_updated', userId, { custom_field });
    }
  }

  /** One step of the work order's life; 403 when the state does not allow it. */
  act(record: WorkOrderRecord, action: LifecycleAction, userId: number): void {
    if (action.do === 'publish') this.#requirePublishable(record);
    const result = lifecycle(record, action, this.context.clock.now());
    if ('refused' in result) {
      if (switchOf(this.context.switches, 'fieldnation.refusedActionStatus') === 400) {
        throw invalid({ pointer: '/status', detail: result.refused });
      }
      throw forbidden(`You do not have permission to do this. ${result.refused}`);
    }
    const previous = statusId(record.status, this.context.switches);
    Object.assign(record, result.patch);
    this.#changed(record);
    for (const { name, params } of result.events) {
      const status = name.startsWith('workorder.status.') ? this.#statusParams(record, previous) : {};
      this.emit(record, name, userId, { ...status, ...params });
    }
  }

  /** Publishing needs type of work, location, schedule and pay (reference 1.7). */
  #requirePublishable(record: WorkOrderRecord): void {
    const missing = [
      ...(record.typesOfWork.length === 0 ? (['types_of_work'] as const) : []),
      ...(record.location === null ? (['location'] as const) : []),
      ...(record.schedule === null ? (['schedule'] as const) : []),
      ...(record.pay === null ? (['pay'] as const) : []),
    ];
    if (missing.length > 0) {
      throw invalid(...missing.map((key) => ({ pointer: `/${key}`, detail: `${key} is needed before publishing.` })));
    }
  }

  /** Something was changed on the record from outside this class: index and save it. */
  touched(record: WorkOrderRecord): void {
    this.#changed(record);
  }

  /** Whose token it is; `acting_user_id` may name another buyer (reference 1.5). */
  actingUser(query: URLSearchParams): number {
    const acting = query.get('acting_user_id');
    return acting === null || acting === '' ? apiUserId : this.user(Number(acting), 'buyer').id;
  }

  #changed(record: WorkOrderRecord): void {
    reindex(record, this.data, this.context.clock.now(), this.context.switches);
    this.context.touch();
  }

  #statusParams(record: WorkOrderRecord, previous: number | null): Record<string, unknown> {
    const status_id = statusId(record.status, this.context.switches);
    return previous === null ? { status_id } : { status_id, previous_status_id: previous };
  }

  /** Tells the webhooks what happened. */
  emit(record: WorkOrderRecord, name: WebhookEventName, userId: number, params: FieldNationEvent['params'] = {}): void {
    this.webhooks.emit({ name, workOrderId: record.id, params, userId });
  }
}

/** The request's body as an object; an empty body is an empty object. */
export function bodyOf(body: Buffer): Body {
  if (body.length === 0) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    throw invalid({ pointer: '', detail: 'The body is not valid JSON.' });
  }
  if (!isBody(parsed)) throw invalid({ pointer: '', detail: 'The body must be a JSON object.' });
  return parsed;
}
