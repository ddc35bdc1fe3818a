import { formatUtc, moment } from './dates.ts';
import type { CounterOffer, Shipment, WorkOrderRecord } from './model.ts';
import { correlationId, userById, type ViewContext, wholeList, zoneOf } from './view-parts.ts';

/* What gets a work order ready, as the API shows it: shipments, qualifications, and the providers who ask for it. */

function shipmentView(shipment: Shipment, context: ViewContext): Record<string, unknown> {
  const author = userById(context.data, shipment.authorId);
  return {
    id: shipment.id,
    user: { id: shipment.authorId, first_name: author?.first_name ?? '', last_name: author?.last_name ?? '' },
    name: shipment.name,
    actions: ['edit', 'delete'],
    direction: shipment.direction,
    ...(shipment.location === null ? {} : { location: shipment.location }),
    carrier: { ...shipment.carrier, link_href: '' },
    created: { utc: formatUtc(shipment.createdAt) },
    ...(shipment.taskId === null ? {} : { task_id: shipment.taskId }),
    status: shipment.status,
  };
}

/** ShipmentsDto. */
export function shipmentsView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown> {
  return {
    metadata: wholeList(record.shipments.length),
    results: record.shipments.map((shipment) => shipmentView(shipment, context)),
    correlation_id: correlationId(record.shipments),
    actions: ['add'],
  };
}

/** QualificationsDto: the criteria as they were sent. */
export function qualificationsView(record: WorkOrderRecord): Record<string, unknown> {
  const criteria = record.qualifications;
  return {
    ignored_missing_qualifications: false,
    actions: ['edit'],
    correlation_id: correlationId(criteria),
    ...(criteria.length === 0
      ? {}
      : {
          selection_rule: { id: 1, name: 'Work order rule', metadata: wholeList(criteria.length), results: criteria },
        }),
  };
}

/** Who asked for the work; a counter-offer shows what they want for it. */
export function providersView(record: WorkOrderRecord, context: ViewContext): Record<string, unknown>[] {
  const row = (providerId: number, offer: CounterOffer | null): Record<string, unknown> => {
    const user = userById(context.data, providerId);
    const name = { first_name: user?.first_name ?? '', last_name: user?.last_name ?? '' };
    return {
      id: providerId,
      ...name,
      request: {
        id: offer?.id ?? providerId,
        counter: offer !== null,
        ...(offer === null ? {} : { counter_notes: `${offer.amount} for the whole job. ${offer.notes}`.trim() }),
        user: { id: providerId, ...name },
        active: true,
        expired: false,
        created: moment(offer?.createdAt ?? record.createdAt, zoneOf(record)),
      },
    };
  };
  const offers = record.counterOffers;
  return [
    ...record.requests.filter((id) => !offers.some((offer) => offer.providerId === id)).map((id) => row(id, null)),
    ...offers.map((offer) => row(offer.providerId, offer)),
  ];
}
