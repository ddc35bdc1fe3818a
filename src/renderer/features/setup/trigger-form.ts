import type { Config } from '../../../shared/config.ts';

/* What stands in the form of the trigger, and what of it can be saved. */

type Trigger = NonNullable<Config['trigger']>;
export type TriggerKind = Trigger['kind'];

export interface TriggerForm {
  readonly boardId: number | null;
  /** Null: none chosen, which conditions read as any status. */
  readonly statusId: number | null;
  readonly kind: TriggerKind;
  readonly conditions: string;
  readonly customFieldConditions: string;
}

interface Named {
  readonly id: number;
  readonly name: string;
}

export const conditionsLimit = 1000;
export const customFieldConditionsLimit = 500;

export function triggerForm(saved: Trigger | null): TriggerForm {
  if (saved === null)
    return { boardId: null, statusId: null, kind: 'status', conditions: '', customFieldConditions: '' };
  const { boardId, statusId, kind, conditions, customFieldConditions } = saved;
  return { boardId, statusId: statusId === 0 ? null : statusId, kind, conditions, customFieldConditions };
}

export type ReadTrigger =
  | { readonly ok: true; readonly trigger: Omit<Trigger, 'sentFieldId'> }
  /** Null: nothing is chosen yet, which needs no words. */
  | { readonly ok: false; readonly reason: 'trigger.conditionsNeeded' | null };

/** The trigger of a filled form. What the chosen kind does not use is kept, so that changing the kind back loses nothing. */
export function readTriggerForm(form: TriggerForm, board: Named | undefined, status: Named | undefined): ReadTrigger {
  const { kind } = form;
  if (board === undefined || (kind === 'status' && status === undefined)) return { ok: false, reason: null };
  const conditions = form.conditions.trim();
  const customFieldConditions = form.customFieldConditions.trim();
  if (kind === 'conditions' && conditions === '' && customFieldConditions === '')
    return { ok: false, reason: 'trigger.conditionsNeeded' };
  const used = kind === 'board' ? undefined : status;
  return {
    ok: true,
    trigger: {
      boardId: board.id,
      boardName: board.name,
      statusId: used?.id ?? 0,
      statusName: used?.name ?? '',
      kind,
      conditions,
      customFieldConditions,
    },
  };
}

/** An example added to what is typed already. */
export function withExample(typed: string, example: string): string {
  const text = typed.trim();
  return text === '' ? example : `${text} and ${example}`;
}

/** Conditions in ConnectWise's grammar (reference/connectwise.md 1.8). */
export const conditionExamples = [
  'priority/id = 3',
  'company/identifier = "ACME"',
  'summary contains "on site"',
  'type/name in ("Onsite", "Install")',
] as const;

/** ConnectWise finds a custom field by its caption. */
export const customFieldExamples = [
  'caption = "On site" and value = True',
  'caption = "Dispatch" and value = "Yes"',
] as const;
