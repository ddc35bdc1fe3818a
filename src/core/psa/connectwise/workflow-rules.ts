import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { Json } from '../../../shared/json.ts';
import type { WorkflowRulePlan } from '../records-port.ts';
import type { Api } from './api.ts';
import { equalTo } from './conditions.ts';
import { referenceSchema } from './schemas.ts';
import { eventCondition, type PlannedRequest, plannedRequests } from './workflow-plan.ts';

const int = z.number().int();
const typeSchema = z.looseObject({ id: int, name: z.string().nullish(), identifier: z.string().nullish() });
const workflowSchema = z.looseObject({
  id: int,
  name: z.string().nullish(),
  board: referenceSchema.nullish(),
  activateFlag: z.boolean().nullish(),
});
const eventSchema = z.looseObject({ id: int, eventCondition: z.string().nullish() });
const actionSchema = z.looseObject({ id: int, boardStatus: referenceSchema.nullish() });

/** Makes the rule that moves tickets into the trigger status (reference/connectwise.md 3.13). */
export class WorkflowRules {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /**
   * Makes the rule, or completes the one of this name that an earlier try left. It is switched on last, after ConnectWise has tested
   * its condition. Throws `connectwise.forbidden` with the missing right, `connectwise.rule-name` when another board has a rule of this
   * name, and `connectwise.rule` with the way by hand when ConnectWise refuses a part; what was begun is taken back then.
   */
  async create(plan: WorkflowRulePlan, signal?: AbortSignal): Promise<{ readonly id: number }> {
    const present = await this.#named(plan, signal);
    if (present?.activateFlag === true && (await this.#complete(plan, present.id, signal))) return { id: present.id };
    const tableType = await this.#type('/system/workflows/tableTypes', 'table types', /^service ?ticket$/i, signal);
    const ids = { workflow: present?.id ?? 0, event: 0, tableType, notifyType: null as Json };
    const step = (index: number): PlannedRequest => {
      const request = plannedRequests(plan, ids)[index];
      if (request === undefined) throw new Error(`a workflow rule has no step ${index}`);
      return request;
    };
    if (ids.workflow === 0) ids.workflow = (await this.#send(step(0), plan, workflowSchema, signal)).id;
    try {
      const notifyTypes = `/system/workflows/${ids.workflow}/notifyTypes`;
      ids.notifyType = await this.#type(notifyTypes, 'actions', /^(change|update|set)\b.*\bstatus$/i, signal);
      ids.event =
        (await this.#event(plan, ids.workflow, signal))?.id ??
        (await this.#send(step(1), plan, eventSchema, signal)).id;
      if (!(await this.#hasAction(plan, ids.workflow, ids.event, signal))) {
        await this.#send(step(2), plan, actionSchema, signal);
      }
      await this.#test(ids.workflow, ids.event, signal);
      await this.#send(step(3), plan, workflowSchema, signal);
    } catch (error) {
      if (!(error instanceof AppError && error.kind === 'permanent')) throw error;
      if (present === null) await this.#takeBack(ids.workflow, signal);
      throw error.code === 'connectwise.forbidden' ? error : byHand(plan, error);
    }
    return { id: ids.workflow };
  }

  async #named(plan: WorkflowRulePlan, signal?: AbortSignal): Promise<z.infer<typeof workflowSchema> | null> {
    const query = { conditions: equalTo('name', plan.name) };
    const call = { path: '/system/workflows', query, label: 'the workflow rules', signal };
    const found = (await this.#api.list(call, workflowSchema)).find((each) => each.name === plan.name);
    if (found !== undefined && found.board?.id !== plan.boardId) {
      throw new AppError({
        code: 'connectwise.rule-name',
        kind: 'permanent',
        message: `ConnectWise has a workflow rule "${plan.name}" for another Service Board (rule ${found.id}). Choose another name.`,
        context: { remote: 'connectwise', ruleId: found.id },
      });
    }
    return found ?? null;
  }

  async #complete(plan: WorkflowRulePlan, workflow: number, signal?: AbortSignal): Promise<boolean> {
    const event = await this.#event(plan, workflow, signal);
    return event !== undefined && (await this.#hasAction(plan, workflow, event.id, signal));
  }

  async #event(plan: WorkflowRulePlan, workflow: number, signal?: AbortSignal) {
    const call = { path: `/system/workflows/${workflow}/events`, label: `workflow rule ${workflow}`, signal };
    const events = await this.#api.list(call, eventSchema);
    return events.find((event) => event.eventCondition === eventCondition(plan));
  }

  async #hasAction(plan: WorkflowRulePlan, workflow: number, event: number, signal?: AbortSignal): Promise<boolean> {
    const path = `/system/workflows/${workflow}/events/${event}/actions`;
    const actions = await this.#api.list({ path, label: `workflow rule ${workflow}`, signal }, actionSchema);
    return actions.some((action) => action.boardStatus?.id === plan.toStatusId);
  }

  /** ConnectWise's own type by its name; its ids differ between instances. */
  async #type(path: string, what: string, name: RegExp, signal?: AbortSignal): Promise<Json> {
    const types = await this.#api.list({ path, label: `the ${what} of workflow rules`, signal }, typeSchema);
    const found = types.find((type) => name.test(type.name ?? '') || name.test(type.identifier ?? ''));
    if (found !== undefined) return { id: found.id };
    throw new AppError({
      code: 'connectwise.rule-type',
      kind: 'permanent',
      message: `ConnectWise lists none of the ${what} of workflow rules that is needed (${types.map((type) => type.name).join(', ')}).`,
      context: { remote: 'connectwise' },
    });
  }

  /** Evaluates the event's condition without acting. A version without this test decides at the create alone. */
  async #test(workflow: number, event: number, signal?: AbortSignal): Promise<void> {
    const path = `/system/workflows/${workflow}/events/${event}/test`;
    const call = { method: 'GET', path, label: `workflow rule ${workflow}`, signal, expect: [404, 405] } as const;
    await this.#api.send(call);
  }

  async #send<T>(
    request: PlannedRequest,
    plan: WorkflowRulePlan,
    schema: z.ZodType<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    return await this.#api.read({ ...request, label: `the workflow rule "${plan.name}"`, signal }, schema);
  }

  /** Half a rule is off and harmless, so a failure here does not hide the first one. */
  async #takeBack(workflow: number, signal?: AbortSignal): Promise<void> {
    const call = { method: 'DELETE', path: `/system/workflows/${workflow}`, signal } as const;
    await this.#api.send({ ...call, label: `workflow rule ${workflow}` }).catch(() => {});
  }
}

function byHand(plan: WorkflowRulePlan, cause: AppError): AppError {
  const field = plan.customField === null ? '' : `, ${plan.customField.caption} = "${plan.customField.value}"`;
  return new AppError({
    code: 'connectwise.rule',
    kind: 'permanent',
    message: `ConnectWise did not take the workflow rule "${plan.name}": ${String(cause.context.vendorMessage || cause.message).replace(/[.\s]+$/, '')}. Make it by hand under System > Setup Tables > Workflow Rules: table Service Ticket, Service Board ${plan.boardId}${field}, action "Change status" to status ${plan.toStatusId}.`,
    context: cause.context,
    cause,
  });
}
