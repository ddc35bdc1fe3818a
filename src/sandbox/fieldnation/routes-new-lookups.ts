import type { Route } from '../kernel/router.ts';
import type { Body } from './input-parts.ts';
import { object, text as textOf } from './input-parts.ts';
import type { SavedLocation } from './model.ts';
import { nextId } from './new-work-order.ts';
import { invalid } from './problems.ts';
import { clientView, projectView, tagRow } from './routes-lookups.ts';
import { rest } from './routes-work-orders.ts';
import { apiUserId } from './seed-company.ts';
import { bodyOf, type FieldNationService } from './service.ts';

/** Additions to the company's tables: locations, clients, projects, tags. */
export function newLookupRoutes(service: FieldNationService): Route[] {
  const { data } = service;
  const needed = (body: Body, key: string): string => {
    const value = textOf(body[key]);
    if (value === null || value.trim() === '') throw invalid({ pointer: `/${key}`, detail: `${key} is needed.` });
    return value;
  };
  return [
    {
      method: 'POST',
      pattern: `${rest}/locations`,
      handler: (request) => {
        const body = bodyOf(request.body);
        if (typeof body.name !== 'string' || body.name === '')
          throw invalid({ pointer: '/name', detail: 'name is needed.' });
        const text = (key: string): string => (typeof body[key] === 'string' ? (body[key] as string) : '');
        const location: SavedLocation = {
          id: nextId(data, 'location'),
          name: body.name,
          clientId: Number(body.client ?? 0),
          typeId: Math.max(1, Number(body.type) || 1),
          address1: text('address1'),
          address2: text('address2'),
          city: text('city'),
          state: text('state'),
          // The request's zip is a number as well (LocationRequestDto).
          zip: String(body.zip ?? ''),
          country: text('country') || 'US',
          contactName: '',
          contactPhone: '',
          notes: text('notes'),
        };
        data.locations.push(location);
        return { status: 200, body: { id: location.id } };
      },
    },
    {
      method: 'POST',
      pattern: `${rest}/clients`,
      handler: (request) => {
        const client = { name: needed(bodyOf(request.body), 'name'), id: nextId(data, 'client') };
        data.clients.push(client);
        return { status: 200, body: clientView(client) };
      },
    },
    {
      method: 'POST',
      pattern: `${rest}/projects`,
      handler: (request) => {
        const body = bodyOf(request.body);
        const name = needed(body, 'name');
        const clientId = Number(object(body.client).id ?? 0);
        if (body.client !== undefined && !data.clients.some((client) => client.id === clientId)) {
          throw invalid({ pointer: '/client/id', detail: `client ${clientId} does not exist.` });
        }
        const project = {
          id: nextId(data, 'project'),
          name,
          clientId,
          managerId: Number(object(body.manager).id ?? apiUserId),
        };
        data.projects.push(project);
        return { status: 200, body: projectView(project, data) };
      },
    },
    {
      method: 'POST',
      pattern: `${rest}/company/tags`,
      handler: (request) => {
        const body = bodyOf(request.body);
        const label = needed(body, 'label');
        const tag = { id: nextId(data, 'tag'), label, color: textOf(body.hex_color) ?? '#868e96' };
        data.companyTags.push(tag);
        return { status: 200, body: tagRow(tag) };
      },
    },
  ];
}
