import type { Link, Ticket, WorkOrder } from '../../../shared/domain/records.ts';
import type { LinkProposal } from '../../../shared/domain/recovery.ts';
import { markersIn, workOrderInReference } from '../../sync/marker.ts';
import { isSettled } from '../../sync/plan-link.ts';

/** Records of both sides, by number. */
export interface Side {
  readonly tickets: ReadonlyMap<number, Ticket>;
  readonly workOrders: ReadonlyMap<number, WorkOrder>;
}

/** What the store and the notes know beyond the records. */
export interface Known {
  readonly installation: string;
  /** Links of this store, open and closed, of any record in question. */
  readonly links: readonly Link[];
  /** Pairs whose notes carry copies of each other. */
  readonly byNotes: ReadonlySet<string>;
  readonly mergedAway: (ticket: Ticket) => boolean;
}

export interface Candidate {
  readonly ticketId: number;
  readonly workOrderId: number;
  readonly byTicket: boolean;
  /** The marker on the work order that names the ticket; null when none does. */
  readonly marker: string | null;
  readonly installation: string | null;
}

export const pairKey = (ticketId: number, workOrderId: number): string => `${ticketId} ${workOrderId}`;

/** Every pair one side names, once. */
export function candidatesOf({ tickets, workOrders }: Side): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const ticket of tickets.values()) {
    const workOrderId = workOrderInReference(ticket.externalRef);
    if (workOrderId === null) continue;
    const one = { ticketId: ticket.id, workOrderId, byTicket: true, marker: null, installation: null };
    found.set(pairKey(ticket.id, workOrderId), one);
  }
  for (const workOrder of workOrders.values()) {
    for (const { marker, installation, ticketId } of markersIn(workOrder)) {
      const key = pairKey(ticketId, workOrder.id);
      const byTicket = found.get(key)?.byTicket ?? false;
      found.set(key, { ticketId, workOrderId: workOrder.id, byTicket, marker, installation });
    }
  }
  return [...found.values()].sort((a, b) => a.ticketId - b.ticketId || a.workOrderId - b.workOrderId);
}

/**
 * What is proposed for each pair, and how sure that is. Pure. Nothing is decided here that a person could not see: whatever is not certain says
 * why, and one that must not be linked without a look is `ambiguous`.
 */
export function propose(side: Side, candidates: readonly Candidate[], known: Known): readonly LinkProposal[] {
  const certain = candidates.filter((one) => isMutual(one) && side.tickets.has(one.ticketId));
  return candidates.map((candidate) => {
    const ticket = side.tickets.get(candidate.ticketId);
    const workOrder = side.workOrders.get(candidate.workOrderId);
    const notes = known.byNotes.has(pairKey(candidate.ticketId, candidate.workOrderId));
    const evidence: LinkProposal['evidence'] = [
      ...(candidate.byTicket ? (['ticket-reference'] as const) : []),
      ...(candidate.marker === null ? [] : (['work-order-marker'] as const)),
      ...(notes ? (['note-markers'] as const) : []),
    ];
    const judged = judge({ candidate, ticket, workOrder, notes, candidates, certain, known });
    return {
      ticketId: candidate.ticketId,
      workOrderId: candidate.workOrderId,
      ticketSummary: ticket?.summary ?? '',
      workOrderTitle: workOrder?.title ?? '',
      companyName: ticket?.company.name ?? '',
      evidence,
      ...judged,
    };
  });
}

function isMutual({ byTicket, marker }: Candidate): boolean {
  return byTicket && marker !== null;
}

interface Case {
  readonly candidate: Candidate;
  readonly ticket: Ticket | undefined;
  readonly workOrder: WorkOrder | undefined;
  readonly notes: boolean;
  readonly candidates: readonly Candidate[];
  readonly certain: readonly Candidate[];
  readonly known: Known;
}

function judge(one: Case): Pick<LinkProposal, 'confidence' | 'problem'> {
  const { candidate, ticket, workOrder, notes, known } = one;
  const { ticketId, workOrderId } = candidate;
  const open = known.links.filter((link) => link.state !== 'closed');
  if (open.some((link) => link.ticketId === ticketId && link.workOrderId === workOrderId))
    return { confidence: 'linked', problem: '' };
  const obstacle =
    (ticket === undefined ? `Ticket ${ticketId} no longer exists in ConnectWise.` : null) ??
    (workOrder === undefined ? `Work order ${workOrderId} no longer exists in Field Nation.` : null) ??
    linkedElsewhere(candidate, open) ??
    (ticket !== undefined && ticket.kind === 'project' ? `Ticket ${ticketId} is a project ticket.` : null) ??
    (ticket !== undefined && known.mergedAway(ticket) ? `Ticket ${ticketId} was merged into another one.` : null) ??
    unlinked(candidate, known.links) ??
    rivals(one);
  if (obstacle !== null) return { confidence: 'ambiguous', problem: obstacle };
  // Years of finished work would be looked at, and what people did with closed tickets since be questioned.
  if (ticket?.closed === true && workOrder !== undefined && isSettled(workOrder.status.name))
    return {
      confidence: 'ambiguous',
      problem: `Ticket ${ticketId} is closed and work order ${workOrderId} is ${workOrder.status.name}: there is nothing left to keep in step.`,
    };
  if (isMutual(candidate)) return { confidence: 'certain', problem: '' };
  if (candidate.marker === null && workOrder?.madeByIntegration === true && !notes)
    return {
      confidence: 'ambiguous',
      problem: `Field Nation's own connector made work order ${workOrderId}. Link the two only when that connector no longer keeps them in step.`,
    };
  const foreign = candidate.installation !== null && candidate.installation !== known.installation;
  if (foreign && !notes)
    return {
      confidence: 'ambiguous',
      problem: `Another installation of Dispatch Bridge made the reference ${candidate.marker ?? ''}, or this one before its data was lost. Ticket ${ticketId} does not name the work order.`,
    };
  return { confidence: 'likely', problem: '' };
}

function linkedElsewhere({ ticketId, workOrderId }: Candidate, open: readonly Link[]): string | null {
  const other = open.find((link) => link.ticketId === ticketId || link.workOrderId === workOrderId);
  if (other === undefined) return null;
  return other.ticketId === ticketId
    ? `Ticket ${ticketId} is linked here with ${other.workOrderId === null ? 'a work order that is being made' : `work order ${other.workOrderId}`}.`
    : `Work order ${workOrderId} is linked here with ticket ${other.ticketId}.`;
}

function unlinked({ ticketId, workOrderId }: Candidate, links: readonly Link[]): string | null {
  const closed = links.find((link) => link.ticketId === ticketId && link.workOrderId === workOrderId);
  return closed === undefined ? null : `The two were unlinked here: ${closed.closedReason || 'no reason was given'}.`;
}

/** Another pair that claims one of the two; the one both sides name wins, then the one whose notes say so. */
function rivals({ candidate, notes, candidates, certain, known }: Case): string | null {
  const rival = (of: readonly Candidate[]) =>
    of.filter(
      (one) => one !== candidate && (one.ticketId === candidate.ticketId || one.workOrderId === candidate.workOrderId),
    );
  const surer = rival(certain);
  if (isMutual(candidate)) return surer.length === 0 ? null : several(candidate, surer);
  const [named] = surer;
  if (named !== undefined)
    return named.ticketId === candidate.ticketId
      ? `Ticket ${candidate.ticketId} and work order ${named.workOrderId} name each other; work order ${candidate.workOrderId} is a copy of it, or an earlier visit.`
      : `Work order ${candidate.workOrderId} and ticket ${named.ticketId} name each other.`;
  const others = rival(candidates);
  if (others.length === 0) return null;
  const theirs = others.some((one) => known.byNotes.has(pairKey(one.ticketId, one.workOrderId)));
  return notes && !theirs ? null : several(candidate, others);
}

function several(candidate: Candidate, others: readonly Candidate[]): string {
  const [first] = others;
  if (first !== undefined && first.ticketId === candidate.ticketId) {
    const ids = [candidate, ...others.filter((one) => one.ticketId === candidate.ticketId)].map(
      (one) => one.workOrderId,
    );
    return `Several work orders belong to ticket ${candidate.ticketId}: ${ids.join(', ')}. Link the one that is to be kept in step.`;
  }
  const ids = [candidate, ...others].map((one) => one.ticketId);
  return `Several tickets name work order ${candidate.workOrderId}: ${ids.join(', ')}. Link the right one.`;
}
