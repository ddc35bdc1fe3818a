import type { Route } from '../kernel/router.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import { callerOf, needs } from './access.ts';
import { companyKind, configurationKind, siteKind } from './company-kinds.ts';
import { contactKind, createContact, deleteContact, updateContact } from './contacts.ts';
import { recordNotFound } from './errors.ts';
import { recordResponse } from './query.ts';
import { deleteRecord } from './record-saves.ts';
import { refId, type StoredRecord } from './records.ts';
import { api, readRoutes, recordAt } from './routes.ts';
import type { World } from './world.ts';
import { bodyOf, givenByPatch, objectBodyOf } from './write.ts';

/* Companies, sites, contacts, configurations (reference section 3.6). */

export function companyRoutes(world: World): readonly Route[] {
  const { store } = world;
  const companies = needs('Companies/Company Maintenance', 'inquire');
  const contacts = (right: 'add' | 'edit' | 'delete' | 'inquire'): string => needs('Companies/Contacts', right);
  const sitesOf = (request: SandboxRequest): readonly StoredRecord[] => {
    const id = Number(request.params.companyId);
    if (store.table('companies').get(id) === null) {
      throw recordNotFound('Company', request.params.companyId ?? '');
    }
    return store
      .table('sites')
      .all()
      .filter((site) => refId(site, 'company') === id);
  };
  const contactOf = (request: SandboxRequest): StoredRecord =>
    recordAt(store.table('contacts').all(), contactKind, request.params.id);
  return [
    ...readRoutes(world, '/company/companies', companyKind, companies),
    // A deleted company stays readable with deletedFlag set (reference section 2.7).
    api('DELETE', '/company/companies/:id', needs('Companies/Company Maintenance', 'delete'), (request) => {
      const company = recordAt(store.table('companies').all(), companyKind, request.params.id);
      deleteRecord(world, 'companies', company, callerOf(world, request));
      return { status: 204 };
    }),
    ...readRoutes(world, '/company/companies/:companyId/sites', siteKind, companies, sitesOf),
    ...readRoutes(world, '/company/configurations', configurationKind, needs('Companies/Configurations', 'inquire')),
    ...readRoutes(world, '/company/contacts', contactKind, contacts('inquire')),
    api('POST', '/company/contacts', contacts('add'), (request) =>
      recordResponse(
        world,
        contactKind,
        request,
        createContact(world, objectBodyOf(request), callerOf(world, request)),
        201,
      ),
    ),
    api('PATCH', '/company/contacts/:id', contacts('edit'), (request) => {
      const contact = contactOf(request);
      const given = givenByPatch(world, contactKind, contact, bodyOf(request));
      return recordResponse(
        world,
        contactKind,
        request,
        updateContact(world, contact, given, callerOf(world, request)),
      );
    }),
    api('DELETE', '/company/contacts/:id', contacts('delete'), (request) => {
      deleteContact(world, contactOf(request), callerOf(world, request));
      return { status: 204 };
    }),
  ];
}
