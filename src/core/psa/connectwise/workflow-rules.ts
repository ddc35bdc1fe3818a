import { z } from 'zod';
import type { Clock } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Json } from '../../../shared/json.ts';
import type { WorkflowRulePlan } from '../records-port.ts';
import type { Api } from './api.ts';
import { equalTo } from './conditions.ts';
import { referenceSchema } from './schemas.ts';
import {
  assumedNames,
  type ConditionNames,
  eventCondition,
  type PlannedRequest,
  plannedRequests,
  sameCondition,
} from './workflow-plan.ts';

const int = z.number().int();
const typeSchema = z.looseObject({ id: int, name: z.string().nullish(), identifier: z.string().nullish() });
const workflowSchema = z.looseObject({
  id: int,
  name: z.string().nullish(),
  board: referenceSchema.nullish(),
  activateFlag: z.boolean().nullish(),
});
const triggerSchema = z.looseObject({
  name: z.string().nullish(),
  description: z.string().nullish(),
  customField: referenceSchema.nullish(),
});
const eventSchema = z.looseObject({ id: int, eventCondition: z.string().nullish() });
const actionSchema = z.looseObject({ id: int, boardStatus: referenceSchema.nullish() });

/** Makes the rule that moves tickets into the trigger status (reference/connectwise.md 3.13). */
export class WorkflowRules {
  readonly #api: Api;
  readonly #clock: Clock;

  constructor(api: Api, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /**
   * Makes the rule, or completes the one of this name that an earlier try left. It is switched on last, after ConnectWise has tested
   * its condition. Throws `connectwise.forbidden` with the missing right, `connectwise.rule-name` when a rule of this name is for
   * another board or condition, and `connectwise.rule` with the way by hand when ConnectWise refuses a part; what was begun is deleted
   * then where the role allows, and stays switched off where it does not.
   */
  async create(plan: WorkflowRulePlan, signal?: AbortSignal): Promise<{ readonly id: number }> {
    const present = await this.#named(plan, signal);
    const workflow = present?.id ?? (await this.#begin(plan, signal));
    try {
      const condition = eventCondition(plan, await this.#names(plan, workflow, signal), this.#clock.now());
      const known = await this.#event(plan, workflow, condition, signal);
      const planned = { workflow, event: known?.id ?? 0, tableType: null, notifyType: null };
      const event =
        known ?? (await this.#send(plan, plannedRequests(plan, planned, condition)[1], eventSchema, signal));
      if (!(await this.#hasAction(plan, workflow, event.id, signal))) {
        const path = `/system/workflows/${workflow}/notifyTypes`;
        const notifyType = await this.#type(path, 'actions', /^(change|update|set)\b.*\bstatus$/i, signal);
        const ids = { ...planned, event: event.id, notifyType };
        await this.#send(plan, plannedRequests(plan, ids, condition)[2], actionSchema, signal);
      }
      if (present?.activateFlag === true && known !== undefined) return { id: workflow };
      await this.#test(workflow, event.id, signal);
      await this.#send(plan, plannedRequests(plan, planned, condition)[3], workflowSchema, signal);
    } catch (error) {
      if (!(error instanceof AppError && error.kind === 'permanent')) throw error;
      if (present === null) await this.#takeBack(workflow, signal);
      const told = error.code === 'connectwise.forbidden' || error.code === 'connectwise.rule-name';
      throw told ? error : byHand(plan, error);
    }
    return { id: workflow };
  }

  async #begin(plan: WorkflowRulePlan, signal?: AbortSignal): Promise<number> {
    const tableType = await this.#type('/system/workflows/tableTypes', 'table types', /^service ?ticket$/i, signal);
    const ids = { workflow: 0, event: 0, tableType, notifyType: null };
    return (await this.#send(plan, plannedRequests(plan, ids, '')[0], workflowSchema, signal)).id;
  }

  /** What conditions call the fields, from the rule's own triggers; a version that lists none gets the names assumed. */
  async #names(plan: WorkflowRulePlan, workflow: number, signal?: AbortSignal): Promise<ConditionNames> {
    const path = `/system/workflows/${workflow}/triggers`;
    const triggers = await this.#api
      .list({ path, label: `workflow rule ${workflow}`, signal }, triggerSchema)
      .catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'connectwise.not-found') return [];
        throw error;
      });
    const status = triggers.find(({ name, description }) =>
      [name, description].some((words) => /^(service )?status(\/id)?$/i.test(words ?? '')),
    );
    const caption = (id: number): string | null => (plan.customField?.id === id ? plan.customField.caption : null);
    return {
      status: status?.name || assumedNames.status,
      customField: (id) => {
        const byId = triggers.find((trigger) => trigger.customField?.id === id);
        const named = triggers.find((trigger) => trigger.name === assumedNames.customField(id));
        const byCaption = triggers.find(({ description }) => description && description === caption(id));
        return (byId ?? named ?? byCaption)?.name || assumedNames.customField(id);
      },
    };
  }

  async #named(plan: WorkflowRulePlan, signal?: AbortSignal): Promise<z.infer<typeof workflowSchema> | null> {
    const query = { conditions: equalTo('name', plan.name) };
    const call = { path: '/system/workflows', query, label: 'the workflow rules', signal };
    const found = (await this.#api.list(call, workflowSchema)).find((each) => each.name === plan.name);
    if (found !== undefined && found.board?.id !== plan.boardId)
      throw nameTaken(plan, found.id, 'another Service Board');
    return found ?? null;
  }

  /** The rule's event when it is the one wanted. A rule with others would go on moving tickets for another reason. */
  async #event(plan: WorkflowRulePlan, workflow: number, condition: string, signal?: AbortSignal) {
    const call = { path: `/system/workflows/${workflow}/events`, label: `workflow rule ${workflow}`, signal };
    const events = await this.#api.list(call, eventSchema);
    if (events.some((event) => !sameCondition(event.eventCondition ?? '', condition))) {
      throw nameTaken(plan, workflow, 'another condition');
    }
    return events[0];
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
    plan: WorkflowRulePlan,
    request: PlannedRequest | undefined,
    schema: z.ZodType<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    if (request === undefined) throw new Error('a workflow rule has four requests');
    return await this.#api.read({ ...request, label: `the workflow rule "${plan.name}"`, signal }, schema);
  }

  /** Half a rule is off and harmless, so that a failure here (deleting is a right of its own) does not hide the first one. */
  async #takeBack(workflow: number, signal?: AbortSignal): Promise<void> {
    const call = { method: 'DELETE', path: `/system/workflows/${workflow}`, signal } as const;
    await this.#api.send({ ...call, label: `workflow rule ${workflow}` }).catch(() => {});
  }
}

function nameTaken(plan: WorkflowRulePlan, ruleId: number, by: string): AppError {
  return new AppError({
    code: 'connectwise.rule-name',
    kind: 'permanent',
    message: `ConnectWise has a workflow rule "${plan.name}" for ${by} already (rule ${ruleId}). Choose another name, or delete that rule in ConnectWise.`,
    context: { remote: 'connectwise', ruleId },
  });
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
