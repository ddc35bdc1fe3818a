import type { Json } from '../../../shared/json.ts';
import type { WorkflowRulePlan } from '../records-port.ts';
import { toConnectWiseTime } from './dates.ts';

/* The requests that make a workflow rule (reference/connectwise.md 3.13). Shapes are the specification's; the words of a condition
   are published nowhere and taken to be those of every other list, so a rule is tested before it is switched on. */

/** Marks what ConnectWise gives on the way: the ids of the rule, its event, and of its own types. */
export interface WorkflowIds {
  readonly workflow: number | string;
  readonly event: number | string;
  readonly tableType: Json;
  readonly notifyType: Json;
}

export interface PlannedRequest {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly body: Json;
}

/** How conditions of rules call a ticket's fields. The rule's own triggers say so; these are the names taken until then. */
export interface ConditionNames {
  readonly status: string;
  customField(id: number): string;
}

export const assumedNames: ConditionNames = { status: 'status/id', customField: (id) => `customField_${id}` };

function quoted(value: string): string {
  return value.includes('"') ? `'${value}'` : `"${value}"`;
}

/**
 * When the rule acts on an open ticket of its board: not in the status yet, the chosen field with its value, not sent before. Without a
 * field it is for new tickets alone; the board's old ones would otherwise all be moved the moment the rule is switched on. `now` in ms.
 */
export function eventCondition(plan: WorkflowRulePlan, names: ConditionNames, now: number): string {
  const { customField, sentFieldId } = plan;
  return [
    `${names.status} != ${plan.toStatusId}`,
    'closedFlag = False',
    customField === null
      ? `dateEntered > [${toConnectWiseTime(now)}]`
      : `${names.customField(customField.id)} = ${quoted(customField.value)}`,
    ...(sentFieldId === 0 ? [] : [`${names.customField(sentFieldId)} != "Sent"`]),
  ].join(' and ');
}

/** Whether two conditions are the same but for the moment the rule was made. */
export function sameCondition(one: string, other: string): boolean {
  const timeless = (text: string): string => text.replace(/\[[^\]]*\]/g, '[]');
  return timeless(one) === timeless(other);
}

/** The four requests, in order. The rule stays off until its event and action exist: ConnectWise allows no other way. */
export function plannedRequests(
  plan: WorkflowRulePlan,
  ids: WorkflowIds,
  condition: string,
): readonly PlannedRequest[] {
  const rule = `/system/workflows/${ids.workflow}`;
  return [
    {
      method: 'POST',
      path: '/system/workflows',
      body: {
        name: plan.name,
        tableType: ids.tableType,
        board: { id: plan.boardId },
        activateFlag: false,
        batchInterval: 1,
        batchFrequencyUnit: 'Minutes',
      },
    },
    {
      method: 'POST',
      path: `${rule}/events`,
      body: { name: plan.name, eventCondition: condition, executionTime: 'Once' },
    },
    {
      method: 'POST',
      path: `${rule}/events/${ids.event}/actions`,
      body: { notifyType: ids.notifyType, board: { id: plan.boardId }, boardStatus: { id: plan.toStatusId } },
    },
    {
      method: 'PATCH',
      path: rule,
      body: [
        { op: 'replace', path: 'batchSchedule', value: 'AnyTime' },
        { op: 'replace', path: 'activateFlag', value: true },
      ],
    },
  ];
}

/** As the preview shows it, before ConnectWise has given any id or name. */
export function describeWorkflowRule(plan: WorkflowRulePlan, now: number): readonly PlannedRequest[] {
  const ids = {
    workflow: '{rule}',
    event: '{event}',
    tableType: { name: 'Service Ticket' },
    notifyType: { name: 'Change Status' },
  };
  return plannedRequests(plan, ids, eventCondition(plan, assumedNames, now));
}
