import type { Page } from '@playwright/test';
import { ask } from './mapping.ts';
import type { PracticeSandbox } from './sandbox.ts';

/** Field Nation's custom field "Priority" of the sandbox's company. */
const priorityField = 'custom_fields.134';
export const priorityRuleId = 'priority-map';

/** From now on the mapping wants a priority and knows a value for every one but this ticket's. Gives back the name of that priority. */
export async function leavePriorityOut(page: Page, sandbox: PracticeSandbox, ticketId: number): Promise<string> {
  const { priority }: { readonly priority: { readonly name: string } } = await sandbox.control.ticket(ticketId);
  const { active, mapping } = await ask(page, 'mapping:state', undefined);
  await ask(page, 'mapping:activate', {
    mapping: {
      ...mapping,
      rules: [
        ...mapping.rules,
        {
          id: priorityRuleId,
          direction: 'inbound',
          action: 'ARRAY_MAP',
          source: 'priority.name',
          target: priorityField,
          mappings: [{ compare: 'Some other priority', value: 'High' }],
          when: 'create',
          onMissing: 'fail',
        },
      ],
    },
    basedOn: active.version,
    override: true,
  });
  return priority.name;
}
