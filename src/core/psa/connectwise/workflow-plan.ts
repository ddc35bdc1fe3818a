import type { Json } from '../../../shared/json.ts';
import type { WorkflowRulePlan } from '../records-port.ts';

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

function quoted(value: string): string {
  return value.includes('"') ? `'${value}'` : `"${value}"`;
}

/** When the rule acts: on this board, not in the status yet, the chosen field with its value, not sent before. */
export function eventCondition(plan: WorkflowRulePlan): string {
  const { customField, sentFieldId } = plan;
  return [
    `board/id = ${plan.boardId}`,
    `status/id != ${plan.toStatusId}`,
    ...(customField === null ? [] : [`customFields/${customField.id} = ${quoted(customField.value)}`]),
    ...(sentFieldId === 0 ? [] : [`customFields/${sentFieldId} != "Sent"`]),
  ].join(' and ');
}

/** The four requests, in order. The rule stays off until its event and action exist: ConnectWise allows no other way. */
export function plannedRequests(plan: WorkflowRulePlan, ids: WorkflowIds): readonly PlannedRequest[] {
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
      body: { name: plan.name, eventCondition: eventCondition(plan), executionTime: 'Once' },
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

/** As the preview shows it, before ConnectWise has given any id. */
export function describeWorkflowRule(plan: WorkflowRulePlan): readonly PlannedRequest[] {
  return plannedRequests(plan, {
    workflow: '{rule}',
    event: '{event}',
    tableType: { name: 'Service Ticket' },
    notifyType: { name: 'Change Status' },
  });
}
