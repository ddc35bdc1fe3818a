import type { AppErrorInfo } from '../../../shared/errors.ts';
import { type Member, memberOf } from '../../members.ts';
import type { PartInput } from './port.ts';

/** The member the configuration names, or the work order's manager as a member when it names none (`memberId` 0). */
export async function memberToUse(
  input: Pick<PartInput, 'context' | 'ticket' | 'workOrder' | 'signal'>,
  configured: { readonly memberId: number; readonly memberIdentifier: string },
  /** What cannot be done without one, as the start of a sentence. */
  otherwise: string,
): Promise<{ readonly member: Member; readonly problem: null } | { readonly problem: AppErrorInfo }> {
  const { memberId: id, memberIdentifier: identifier } = configured;
  if (id !== 0 && identifier !== '') return { member: { id, identifier, name: identifier }, problem: null };
  const { context, ticket, workOrder, signal } = input;
  const manager = context.fieldNation().manager(workOrder);
  const member = manager === null ? null : await memberOf(context, manager.id, signal);
  if (member !== null) return { member, problem: null };
  const why =
    manager === null
      ? `work order ${workOrder.id} has no manager in Field Nation`
      : `no ConnectWise member has the e-mail address of ${manager.name}, the manager of work order ${workOrder.id}`;
  return {
    problem: {
      code: 'members.no-member',
      kind: 'permanent',
      message: `${otherwise}, ticket ${ticket.id}: ${why}. Pair the two in the member map or choose a member in the settings, then retry.`,
      context: { ticketId: ticket.id, workOrderId: workOrder.id },
      action: { do: 'retry' },
    },
  };
}
