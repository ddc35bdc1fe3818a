import type { Ticket, WorkOrder } from '../../shared/domain/records.ts';
import { type EffectiveMapping, type Evaluated, evaluate, type Occasion } from '../mapping/evaluate.ts';
import type { ScriptHost } from '../scripts/port.ts';
import { workOrderSource } from './effective-mapping.ts';

/** How the two records of a link are given to the mapping: everything that evaluates one goes through here. */
export interface LinkEvaluation {
  readonly mapping: EffectiveMapping;
  readonly scripts: Pick<ScriptHost, 'evaluateAll'>;
  readonly signal?: AbortSignal | undefined;
}

/** What the inbound rules make of a ticket. */
export function evaluateTicket(
  { mapping, scripts, signal }: LinkEvaluation,
  ticket: Pick<Ticket, 'id' | 'document'>,
  occasion: Occasion,
): Promise<readonly Evaluated[]> {
  const subject = `Ticket ${ticket.id}`;
  return evaluate({ mapping, direction: 'inbound', occasion, source: ticket.document, subject, signal }, scripts);
}

/** What the outbound rules make of a work order. */
export function evaluateWorkOrder(
  { mapping, scripts, signal }: LinkEvaluation,
  workOrder: Pick<WorkOrder, 'id' | 'document'>,
): Promise<readonly Evaluated[]> {
  const source = workOrderSource(workOrder.document);
  const subject = `Work order ${workOrder.id}`;
  return evaluate({ mapping, direction: 'outbound', occasion: 'update', source, subject, signal }, scripts);
}
