import type { Config } from '../../../../shared/config.ts';
import type { ChannelInput } from '../../../../shared/ipc/contract.ts';
import type { Named } from '../look-up.ts';

/* The form of the workflow rule, and the rule it asks for. */

export type WorkflowRule = NonNullable<ChannelInput<'trigger:create'>['rule']>;

export interface RuleForm {
  /** Off: only the custom field is made. */
  readonly on: boolean;
  readonly name: string;
  readonly which: 'all' | 'field';
  readonly field: Named | null;
  readonly value: string;
}

/** Null: the form is not complete. `rule` null: no rule is asked for. */
export function ruleOfForm(
  form: RuleForm,
  { boardId, statusId }: Pick<NonNullable<Config['trigger']>, 'boardId' | 'statusId'>,
): { readonly rule: WorkflowRule | null } | null {
  if (!form.on || statusId === 0) return { rule: null };
  const name = form.name.trim();
  const value = form.value.trim();
  if (name === '') return null;
  const rule = { name, boardId, toStatusId: statusId, customField: null };
  if (form.which === 'all') return { rule };
  if (form.field === null || value === '') return null;
  return { rule: { ...rule, customField: { id: form.field.id, caption: form.field.name, value } } };
}
