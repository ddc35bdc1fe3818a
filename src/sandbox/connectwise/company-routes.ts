import type { Route } from '../kernel/router.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import { callerOf, needs } from './access.ts';
import { companyFields, configurationFields, siteFields } from './company-fields.ts';
import { contactKind, createContact, updateContact } from './contacts.ts';
import { recordNotFound } from './errors.ts';
import { recordResponse } from './query.ts';
import { refId, type StoredRecord } from './records.ts';
import type { Kind } from './render.ts';
import { api, readRoutes, recordAt } from './routes.ts';
import { now, type World } from './world.ts';
import { bodyOf, givenByPatch, objectBodyOf } from './write.ts';

/* Companies, sites, contacts, configurations (reference section 3.6). */

const companyKind: Kind = {
  table: 'companies',
  fields: companyFields,
  label: 'Company',
  resource: 'company',
  links: ({ id }) => ({
    contacts_href: `/company/contacts?conditions=company/id=${id}`,
    tickets_href: `/service/tickets?conditions=company/id=${id}`,
    sites_href: `/company/companies/${id}/sites`,
    configurations_href: `/company/configurations?conditions=company/id=${id}`,
  }),
};

const siteKind: Kind = { table: 'sites', fields: siteFields, label: 'Site', resource: 'companySite' };

const configurationKind: Kind = {
  table: 'configurations',
  fields: configurationFields,
  label: 'Configuration',
  resource: 'configuration',
};

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
      const by = callerOf(world, request);
      Object.assign(company, { deletedFlag: true, dateDeleted: now(world), deletedBy: by });
      company._info = { lastUpdated: now(world), updatedBy: by };
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
      store.table('contacts').remove(contactOf(request).id);
      return { status: 204 };
    }),
  ];
}
