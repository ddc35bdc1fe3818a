import { AppError } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import { appLine } from '../monitor/app-line.ts';
import type { PsaCustomField, WorkflowRulePlan } from '../psa/records-port.ts';
import type { SyncContext } from '../sync/context.ts';
import { sentValue } from '../sync/trigger.ts';

/** Caption of the custom field that keeps a ticket from being sent twice (seed 000). */
export const sentFieldCaption = 'FN Sync Status';

export interface TriggerSetUpPreview {
  /** The field with that caption where it exists; null = it would be created. */
  readonly sentField: PsaCustomField | null;
  /** The requests that would be sent, in order. Nothing is sent by the preview. */
  readonly requests: readonly { readonly method: string; readonly path: string; readonly body: Json }[];
}

export interface TriggerSetUp {
  /** Custom fields of tickets, for conditions and rules. */
  customFields(): Promise<readonly PsaCustomField[]>;
  preview(rule: Omit<WorkflowRulePlan, 'sentFieldId'> | null): Promise<TriggerSetUpPreview>;
  /** Creates what is missing and uses the field from now on. A missing right is named; what was made before it stays and is found the next time. */
  create(
    rule: Omit<WorkflowRulePlan, 'sentFieldId'> | null,
  ): Promise<{ readonly sentFieldId: number; readonly workflowId: number | null }>;
}

interface Options {
  readonly context: SyncContext;
  readonly rememberSentField: (fieldId: number) => Promise<unknown>;
}

export function triggerSetUp({ context, rememberSentField }: Options): TriggerSetUp {
  const existing = async (): Promise<PsaCustomField | null> =>
    (await context.psa().customFields()).find(
      (field) => field.caption.trim().toLowerCase() === sentFieldCaption.toLowerCase(),
    ) ?? null;

  return {
    customFields: () => context.psa().customFields(),
    async preview(rule) {
      const sentField = await existing();
      if (sentField !== null && !canSay(sentField)) throw cannotSay(sentField);
      const fieldRequest = {
        method: 'POST',
        path: '/system/userDefinedFields',
        body: { caption: sentFieldCaption, fieldTypeIdentifier: 'Text', entryTypeIdentifier: 'EntryField' },
      };
      const ruleRequests =
        rule === null ? [] : context.psa().describeWorkflowRule({ ...rule, sentFieldId: sentField?.id ?? 0 });
      return { sentField, requests: [...(sentField === null ? [fieldRequest] : []), ...ruleRequests] };
    },
    async create(rule) {
      if (context.config().trigger === null)
        throw new AppError({
          code: 'setup.no-trigger',
          kind: 'permanent',
          message: 'Choose the board and the status that send tickets first.',
          action: { do: 'open-setup', step: 'trigger' },
        });
      const known = await existing();
      if (known !== null && !canSay(known)) throw cannotSay(known);
      const field = known ?? (await context.psa().createCustomField(sentFieldCaption));
      await rememberSentField(field.id);
      const made = rule === null ? null : await context.psa().createWorkflowRule({ ...rule, sentFieldId: field.id });
      const words =
        made === null
          ? `Custom field "${sentFieldCaption}" is used: a ticket that says Sent is not sent again`
          : `Custom field "${sentFieldCaption}" is used, and the workflow rule ${made.id} was created in ConnectWise`;
      await context.store.appendActivities([appLine(context.clock.now(), 'trigger.set-up', 'ok', words)]);
      return { sentFieldId: field.id, workflowId: made?.id ?? null };
    },
  };
}

/** A list field takes its own options only. */
function canSay(field: PsaCustomField): boolean {
  return field.options.length === 0 || field.options.some((option) => option.toLowerCase() === sentValue.toLowerCase());
}

function cannotSay(field: PsaCustomField): AppError {
  return new AppError({
    code: 'trigger.field-cannot-say',
    kind: 'permanent',
    message: `The custom field "${field.caption}" exists in ConnectWise as a list without the value "${sentValue}". Add that value to the list in ConnectWise, or rename the field, then try again.`,
    context: { field: field.caption },
  });
}
