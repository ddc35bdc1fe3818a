import type { PayIncrease, WorkOrderRecord } from './model.ts';
import { nextId } from './new-work-order.ts';
import { forbidden } from './problems.ts';
import type { FieldNationService } from './service.ts';

/* What a provider asks for or offers about money. None of it has an event (reference 3.4). */

/** Another price for the whole job, while it can be requested and the buyer allows it. */
export function makeCounterOffer(
  service: FieldNationService,
  record: WorkOrderRecord,
  given: { readonly amount: number; readonly notes: string },
  providerId: number,
): void {
  if (!record.allowCounterOffers || !['published', 'routed'].includes(record.status)) {
    throw forbidden(`Work order ${record.id} takes no counter-offers`);
  }
  const id = nextId(service.data, 'offer');
  record.counterOffers.push({ id, providerId, ...given, createdAt: service.context.clock.now() });
  service.touched(record);
}

/** More pay than agreed; it counts once the buyer accepts it. */
export function askForIncrease(
  service: FieldNationService,
  record: WorkOrderRecord,
  given: { readonly sum: number; readonly description: string },
  providerId: number,
): PayIncrease {
  const increase: PayIncrease = {
    id: nextId(service.data, 'increase'),
    ...given,
    status: 'pending',
    statusDescription: '',
    authorId: providerId,
    createdAt: service.context.clock.now(),
  };
  record.increases.push(increase);
  service.touched(record);
  return increase;
}

/** Less pay than agreed; it counts at once. */
export function offerDiscount(
  service: FieldNationService,
  record: WorkOrderRecord,
  given: { readonly amount: number; readonly name: string },
): void {
  record.discounts.push({ id: nextId(service.data, 'discount'), ...given });
  service.touched(record);
}
