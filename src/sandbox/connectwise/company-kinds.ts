import { companyFields, configurationFields, siteFields } from './company-fields.ts';
import type { Kind } from './render.ts';

/* How companies, sites and configurations show (reference section 3.6). Contacts are in contacts.ts. */

export const companyKind: Kind = {
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

export const siteKind: Kind = { table: 'sites', fields: siteFields, label: 'Site', resource: 'companySite' };

export const configurationKind: Kind = {
  table: 'configurations',
  fields: configurationFields,
  label: 'Configuration',
  resource: 'configuration',
};
