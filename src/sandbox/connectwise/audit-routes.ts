import type { Route } from '../kernel/router.ts';
import { VendorFailure } from '../kernel/vendor-failure.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import { needs } from './access.ts';
import { badRequest, notSimulated } from './errors.ts';
import { type FieldMap, readOnly, text } from './fields.ts';
import { countResponse, listResponse, parameter } from './query.ts';
import type { StoredRecord } from './records.ts';
import type { Kind } from './render.ts';
import { api } from './routes.ts';
import type { World } from './world.ts';

/* GET /system/audittrail?type=Ticket&id= (reference section 2.8). Entries have no id, and no forward-only pages. */

const fields: FieldMap = {
  text: readOnly(text()),
  enteredDate: readOnly(text()),
  enteredBy: readOnly(text()),
  auditType: readOnly(text()),
  auditSubType: readOnly(text()),
  auditSource: readOnly(text()),
};

const kind: Kind = { table: 'auditTrail', fields, label: 'Audit Trail Entry', resource: 'auditTrailEntry' };

export function auditRoutes(world: World): readonly Route[] {
  // The right this call needs is not published; whoever may read a ticket may read who changed it.
  const right = needs('Service Desk/Service Tickets', 'inquire');
  const wanted = (request: SandboxRequest): readonly StoredRecord[] => {
    const type = parameter(request, 'type');
    const id = parameter(request, 'id');
    if (type === null || id === null) throw badRequest('type and id are required.');
    if (type.toLowerCase() !== 'ticket') throw new VendorFailure(notSimulated(`the audit trail of ${type}`));
    if (request.headers['pagination-type']?.toLowerCase() === 'forward-only') {
      throw badRequest('Forward-only pagination is not supported for the audit trail.');
    }
    return world.store
      .table('auditTrail')
      .all()
      .filter((entry) => entry.ticketId === Number(id));
  };
  return [
    api('GET', '/system/audittrail', right, (request) => {
      const answer = listResponse(world, kind, request, wanted(request));
      // An entry is its text and circumstances alone: no `_info` either.
      const body = (answer.body as readonly Readonly<Record<string, unknown>>[]).map(({ _info, ...entry }) => entry);
      return { ...answer, body };
    }),
    api('GET', '/system/audittrail/count', right, (request) => countResponse(world, kind, request, wanted(request))),
  ];
}
