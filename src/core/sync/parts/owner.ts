import { z } from 'zod';
import type { Ticket } from '../../../shared/domain/records.ts';
import { AppError, type AppErrorInfo, appErrorInfoSchema } from '../../../shared/errors.ts';
import type { Json } from '../../../shared/json.ts';
import { memberOf } from '../../members.ts';
import type { Part, PartInput, PartResult } from './port.ts';

/*
 * The ticket's owner becomes the work order's manager once: when a provider is assigned, or when the work is done. Whoever changes the owner
 * afterwards has the last word.
 */

/** `at`: the milestone that was dealt with. `open`: it was reached, and nobody fitted; `ownerId` is whom the ticket had then. */
const seenSchema = z.object({
  at: z.number(),
  open: z.boolean().default(false),
  ownerId: z.number().default(0),
  /** ConnectWise refused this member as owner. */
  refused: z.object({ memberId: z.number(), error: appErrorInfoSchema }).nullable().default(null),
});
export type OwnerSeen = Omit<z.infer<typeof seenSchema>, 'refused'>;

export interface OwnerFacts {
  readonly milestone: number | undefined;
  /** What the link's events knew of that milestone before this run. */
  readonly told: number | undefined;
  readonly seen: OwnerSeen | undefined;
  /** True in the run that opens the link. */
  readonly fresh: boolean;
  readonly origin: 'ticket' | 'workorder' | 'person';
  readonly ownerId: number;
}

/** Whether this run sets the owner, and what is remembered when it does not. */
export function ownerDue(facts: OwnerFacts): 'set' | 'nothing' | 'passed' {
  const { milestone, told, seen, fresh, origin, ownerId } = facts;
  if (milestone === undefined) return 'nothing';
  if (seen?.at === milestone) {
    if (!seen.open) return 'nothing';
    // While nobody fitted, a person gave the ticket an owner.
    return seen.ownerId === ownerId ? 'set' : 'passed';
  }
  // Reached before the part was switched on, or before a person linked the two.
  if (seen === undefined && (told === milestone || (fresh && origin === 'person'))) return 'passed';
  return 'set';
}

async function run(input: PartInput): Promise<PartResult> {
  const { context, link, ticket, workOrder, signal } = input;
  const name = milestoneOf(input);
  const milestone = workOrder.milestones[name];
  const present = context.psa().readField(ticket, 'owner');
  const ownerId = typeof present === 'number' ? present : 0;
  const seen = seenSchema.safeParse(input.seen).data;
  const due = ownerDue({
    milestone,
    told: link.seenMilestones[name],
    seen,
    fresh: input.fresh,
    origin: link.origin,
    ownerId,
  });
  if (milestone === undefined || due === 'nothing') return { problems: [] };
  if (due === 'passed' || !input.events.allows(name === 'assigned' ? 'FN_WO_ASSIGNED' : 'FN_WO_DONE'))
    return { seen: { at: milestone }, problems: [] };
  const manager = context.fieldNation().manager(workOrder);
  const member = manager === null ? null : await memberOf(context, manager.id, signal);
  if (member === null)
    return { seen: { at: milestone, open: true, ownerId }, problems: [nobody(input, manager?.name ?? null)] };
  if (member.id === ownerId) return { seen: { at: milestone }, problems: [] };
  const before = seen?.at === milestone ? seen.refused : null;
  if (before?.memberId === member.id && !input.asked) return { problems: [before.error] };
  await context.step('owner.before-write');
  let written: Ticket;
  try {
    written = await context.psa().updateTicket(ticket.id, [{ target: 'owner', value: member.id }], signal);
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.kind !== 'permanent' && error.kind !== 'conflict') throw thrown;
    const refused = { memberId: member.id, error: error.toInfo() };
    return {
      seen: { at: milestone, open: true, ownerId, refused } as unknown as Json,
      problems: [error.toInfo()],
    };
  }
  await context.step('owner.written');
  input.run.say({
    side: 'fieldnation',
    direction: 'outbound',
    kind: 'ticket.owner',
    message: `Ticket ${ticket.id}: owner set to ${member.name}, the manager of work order ${workOrder.id}`,
  });
  return { seen: { at: milestone }, problems: [], ticket: written };
}

function milestoneOf({ context }: PartInput): 'assigned' | 'workdone' {
  return context.config().sync.outbound.setOwner === 'done' ? 'workdone' : 'assigned';
}

function nobody({ ticket, workOrder }: PartInput, manager: string | null): AppErrorInfo {
  const kept = `Ticket ${ticket.id} keeps its owner:`;
  return {
    code: 'owner.no-member',
    kind: 'permanent',
    message:
      manager === null
        ? `${kept} work order ${workOrder.id} has no manager in Field Nation. Name one there, then retry; or set the owner in ConnectWise.`
        : `${kept} no ConnectWise member has the e-mail address of ${manager}, the manager of work order ${workOrder.id}. Pair the two in the member map, then retry; or set the owner in ConnectWise.`,
    context: { ticketId: ticket.id, workOrderId: workOrder.id },
    action: { do: 'retry' },
  };
}

/** Sets the ticket's owner when a milestone is reached. */
export const owner: Part = {
  name: 'owner',
  wanted: ({ context }) => context.config().sync.outbound.setOwner !== 'never',
  run,
};
