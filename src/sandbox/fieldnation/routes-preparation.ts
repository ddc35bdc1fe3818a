import type { Route } from '../kernel/router.ts';
import { isBody, object, text } from './input-parts.ts';
import type { Shipment, WorkOrderRecord } from './model.ts';
import { nextId } from './new-work-order.ts';
import { invalid, notFound } from './problems.ts';
import { routeParts } from './route-parts.ts';
import { rest } from './routes-work-orders.ts';
import { bodyOf, type FieldNationService } from './service.ts';
import { qualificationsView, shipmentsView } from './view-preparation.ts';

const directions = ['to site', 'from site', 'to provider', 'to other location'];
const carriers = ['fedex', 'ups', 'usps', 'other'];

/** Reads WOShipmentRequestDto onto a shipment; what is not sent stays (reference 1.14). */
export function readShipment(body: Readonly<Record<string, unknown>>, present: Shipment): Shipment {
  const direction = body.direction ?? present.direction;
  if (typeof direction !== 'string' || !directions.includes(direction)) {
    throw invalid({ pointer: '/direction', detail: `direction must be one of ${directions.join(', ')}.` });
  }
  const carrier = object(body.carrier);
  const name = carrier.name ?? present.carrier.name;
  if (typeof name !== 'string' || !carriers.includes(name)) {
    throw invalid({ pointer: '/carrier/name', detail: `carrier.name must be one of ${carriers.join(', ')}.` });
  }
  const taskId = isBody(body.task) ? Number(body.task.id) : present.taskId;
  return {
    ...present,
    name: text(body.name) ?? present.name,
    direction,
    carrier: {
      name,
      other: text(carrier.other) ?? present.carrier.other,
      tracking: text(carrier.tracking) ?? present.carrier.tracking,
    },
    location: isBody(body.location) ? { ...body.location } : present.location,
    taskId,
  };
}

/** A new shipment of somebody; no event tells of it (reference section 4, SHIPMENT_UPDATED). */
export function addShipment(
  service: FieldNationService,
  record: WorkOrderRecord,
  body: Readonly<Record<string, unknown>>,
  userId: number,
): Shipment {
  const shipment = readShipment(body, {
    id: nextId(service.data, 'shipment'),
    name: '',
    direction: '',
    carrier: { name: '', other: '', tracking: '' },
    location: null,
    taskId: null,
    authorId: userId,
    createdAt: service.context.clock.now(),
    status: 'pending',
  });
  record.shipments.push(shipment);
  service.touched(record);
  return shipment;
}

/** Shipments and qualifications of a work order. */
export function preparationRoutes(service: FieldNationService): Route[] {
  const { found, whole, item } = routeParts(service);
  const base = `${rest}/workorders/:id`;
  /** The criteria of a WoQualificationsCreateUpdateDto, each with a number. */
  const criteriaIn = (body: Readonly<Record<string, unknown>>): Record<string, unknown>[] => {
    const { results } = object(body.selection_rule);
    if (!Array.isArray(results)) {
      throw invalid({ pointer: '/selection_rule/results', detail: 'selection_rule.results must be a list.' });
    }
    return results.map((each, index) => ({ id: index + 1, ...object(each) }));
  };
  return [
    {
      method: 'GET',
      pattern: `${base}/shipments`,
      handler: (request) => ({ status: 200, body: shipmentsView(found(request), service.view()) }),
    },
    {
      method: 'POST',
      pattern: `${base}/shipments`,
      handler: (request) => {
        const record = found(request);
        addShipment(service, record, bodyOf(request.body), service.actingUser(request.query));
        return whole(record);
      },
    },
    {
      method: 'PUT',
      pattern: `${base}/shipments/:shipmentId`,
      handler: (request) => {
        const record = found(request);
        const present = item(request, 'shipmentId', record.shipments, 'Shipment');
        const changed = readShipment(bodyOf(request.body), present);
        record.shipments = record.shipments.map((each) => (each === present ? changed : each));
        service.touched(record);
        return whole(record);
      },
    },
    {
      method: 'DELETE',
      pattern: `${base}/shipments/:shipmentId`,
      handler: (request) => {
        const record = found(request);
        const present = item(request, 'shipmentId', record.shipments, 'Shipment');
        record.shipments = record.shipments.filter((each) => each !== present);
        service.touched(record);
        return whole(record);
      },
    },
    {
      method: 'GET',
      pattern: `${base}/qualifications`,
      handler: (request) => ({ status: 200, body: qualificationsView(found(request)) }),
    },
    {
      method: 'POST',
      pattern: `${base}/qualifications`,
      handler: (request) => {
        const record = found(request);
        record.qualifications = criteriaIn(bodyOf(request.body));
        service.touched(record);
        return whole(record);
      },
    },
    {
      method: 'PUT',
      pattern: `${base}/qualifications`,
      handler: (request) => {
        const record = found(request);
        record.qualifications = criteriaIn(bodyOf(request.body));
        service.touched(record);
        return { status: 200, body: qualificationsView(record) };
      },
    },
    {
      method: 'DELETE',
      pattern: `${base}/qualifications/:qualificationId`,
      handler: (request) => {
        const record = found(request);
        const left = record.qualifications.filter((each) => String(each.id) !== request.params.qualificationId);
        if (left.length === record.qualifications.length) {
          throw notFound(`Qualification ${request.params.qualificationId}`);
        }
        record.qualifications = left;
        service.touched(record);
        return whole(record);
      },
    },
  ];
}
