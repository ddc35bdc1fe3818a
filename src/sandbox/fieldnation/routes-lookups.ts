import type { Route } from '../kernel/router.ts';
import type { SandboxRequest } from '../kernel-types.ts';
import { formatUtc } from './dates.ts';
import type { FieldNationData, SavedLocation } from './model.ts';
import { notFound } from './problems.ts';
import { rest } from './routes-work-orders.ts';
import type { FieldNationService } from './service.ts';
import { correlationId, locationTypeName, wholeList, zoneOfState } from './view-parts.ts';

/** `{metadata, results, ...}` of a look-up, paged the way the work order list is. */
function collection(request: SandboxRequest, all: readonly unknown[], list: string): Record<string, unknown> {
  const perPage = Math.min(100, Math.max(1, Number(request.query.get('per_page')) || 25));
  const page = Math.max(1, Number(request.query.get('page')) || 1);
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  return {
    actions: [],
    params: [],
    lists: [],
    metadata: {
      total: all.length,
      page,
      pages,
      per_page: perPage,
      columns: '',
      view: 'list',
      sort: 'id',
      order: 'asc',
      list,
    },
    results: all.slice((page - 1) * perPage, page * perPage),
    search_text: '',
    correlation_id: correlationId(all),
  };
}

/** A zip as the look-ups answer it: a number, so that leading zeros are lost (contradictions, reference 1.13). */
const zipNumber = (location: SavedLocation): number => Number.parseInt(location.zip, 10) || 0;

function locationRow(location: SavedLocation, data: FieldNationData): Record<string, unknown> {
  return {
    address1: location.address1,
    address2: location.address2,
    city: location.city,
    state: location.state,
    zip: zipNumber(location),
    country: location.country,
    id: location.id,
    location_id: location.id,
    client_id: location.clientId,
    client_name: data.clients.find((client) => client.id === location.clientId)?.name ?? '',
    name: location.name,
    group_id: 0,
    group_name: '',
    type: locationTypeName(location.typeId),
    type_id: location.typeId,
    notes: location.notes ? [{ id: location.id, text: location.notes, private: 0 }] : [],
    workorders: data.workOrders.filter((record) => record.location?.savedLocationId === location.id).length,
    providers: 0,
    status: 1,
  };
}

export function projectView(item: FieldNationData['projects'][number], data: FieldNationData) {
  return {
    id: item.id,
    name: item.name,
    client_id: item.clientId,
    company_id: String(data.company.id),
    status: 'active',
    actions: [],
    client: data.clients.find((client) => client.id === item.clientId) ?? {},
    manager: { id: item.managerId },
    finance: { id: 1, description: 'Default account', balance: 0, terms: 30 },
  };
}

export function clientView(item: FieldNationData['clients'][number]) {
  return {
    id: item.id,
    client_id: item.id,
    name: item.name,
    actions: [],
    correlation_id: correlationId(item),
    active: true,
    print_logo: false,
    address_1: '',
    address_2: '',
    city: '',
    state: '',
    zip: '',
    country: 'US',
    location_type: 1,
    website: '',
    policy_procedure: '',
    standard_instruction: '',
    about: '',
    created: { utc: formatUtc(0) },
    logo: '',
  };
}

export function tagRow(tag: FieldNationData['companyTags'][number]) {
  return {
    id: tag.id,
    label: tag.label,
    hex_color: tag.color,
    valid_statuses: ['created', 'published', 'routed', 'assigned', 'workdone'],
    types: ['custom_company'],
    actions: [],
  };
}

/** The company's tables: what a mapping can point at. */
export function lookupRoutes(service: FieldNationService): Route[] {
  const { data } = service;
  const get = (path: string, handler: (request: SandboxRequest) => unknown): Route => ({
    method: 'GET',
    pattern: `${rest}/${path}`,
    handler: (request) => ({ status: 200, body: handler(request) }),
  });
  const one = <T extends { readonly id: number }>(list: readonly T[], id: string | undefined, what: string): T => {
    const item = list.find((each) => each.id === Number(id));
    if (!item) throw notFound(`${what} ${id}`);
    return item;
  };
  const project = (item: FieldNationData['projects'][number]) => projectView(item, data);
  const template = (item: FieldNationData['templates'][number]) => ({
    id: item.id,
    name: item.name,
    actions: [],
    work_orders: data.workOrders.filter((record) => record.templateId === item.id).length,
    created: { utc: formatUtc(item.createdAt) },
    company: data.company,
  });
  const extra = (item: FieldNationData['bonuses'][number]) => ({ ...item });
  const group = (item: FieldNationData['providerGroups'][number]) => ({
    id: item.id,
    name: item.name,
    providers: item.members.length,
    actions: [],
    correlation_id: correlationId(item),
  });

  return [
    get('types-of-work', (request) =>
      collection(
        request,
        data.typesOfWork.map(({ id, industryId, industry, name }) => ({ id, industry_id: industryId, industry, name })),
        'types_of_work',
      ),
    ),
    get('types-of-work/:typeId/service-types', (request) =>
      one(data.typesOfWork, request.params.typeId, 'Type of work').serviceTypes.map((name, index) => ({
        id: `${request.params.typeId}-${index + 1}`,
        text: name,
      })),
    ),
    get('templates', (request) => collection(request, data.templates.map(template), 'templates')),
    get('templates/:templateId', (request) => {
      const item = one(data.templates, request.params.templateId, 'Template');
      return { ...template(item), project: { id: item.projectId ?? 0 } };
    }),
    get('projects', (request) => collection(request, data.projects.map(project), 'projects')),
    get('projects/:projectId', (request) => project(one(data.projects, request.params.projectId, 'Project'))),
    get('clients', (request) => collection(request, data.clients.map(clientView), 'clients')),
    get('clients/:clientId', (request) => clientView(one(data.clients, request.params.clientId, 'Client'))),
    get('locations', (request) => {
      const search = (request.query.get('location_search') ?? '').toLowerCase();
      const found = data.locations.filter((each) =>
        `${each.name} ${each.address1} ${each.city} ${each.state} ${each.zip}`.toLowerCase().includes(search),
      );
      return collection(
        request,
        found.map((each) => locationRow(each, data)),
        'locations',
      );
    }),
    get('locations/:locationId', (request) => {
      const item = one(data.locations, request.params.locationId, 'Location');
      const owner = data.clients.find((each) => each.id === item.clientId);
      return {
        address1: item.address1,
        address2: item.address2,
        city: item.city,
        state: item.state,
        zip: zipNumber(item),
        country: item.country,
        id: item.id,
        name: item.name,
        display_name: item.name,
        company: data.company,
        type: { id: item.typeId, name: locationTypeName(item.typeId) },
        contact: { name: item.contactName, phone: item.contactPhone },
        group: { id: 0, name: '' },
        active: true,
        location_notes: item.notes,
        ...(owner ? { client: owner } : {}),
        time_zone: { name: zoneOfState(item.state) },
        actions: [],
      };
    }),
    get('company/managers', () =>
      data.users
        .filter((user) => user.role === 'buyer')
        .map(({ id, first_name, last_name }) => ({ id, first_name, last_name })),
    ),
    get('company/tags', (request) => collection(request, data.companyTags.map(tagRow), 'tags')),
    get('company/expenses', () => ({
      metadata: wholeList(data.expenses.length),
      results: data.expenses.map((expense) => ({
        uid: expense.id,
        ...expense,
        company_expense_id: expense.id,
        type: 'custom',
        actions: [],
        is_travel: false,
        hide_pre_assign: false,
      })),
      actions: [],
    })),
    get('company/incomplete-reasons', () => data.incompleteReasons),
    get('company/:companyId/networks', (request) => {
      if (Number(request.params.companyId) !== data.company.id) throw notFound(`Company ${request.params.companyId}`);
      return data.networks.map((network) => ({
        network_id: network.id,
        type: network.type,
        network_name: network.name,
      }));
    }),
    get('custom-fields', (request) =>
      collection(
        request,
        data.customFields.map((field) => ({
          id: field.id,
          name: field.name,
          tip: field.tip,
          type: field.type,
          required: Number(field.required),
          internal: Number(field.internal),
          unique: Number(field.unique),
          for_tech: Number(field.role === 'assigned_provider'),
          actions: [],
          admin_edit_only: 0,
          template: 0,
          flags: [...(field.unique ? ['unique'] : []), ...(field.required ? ['required'] : [])],
        })),
        'custom_fields',
      ),
    ),
    get('bonuses', (request) => collection(request, data.bonuses.map(extra), 'bonuses')),
    get('penalties', (request) => collection(request, data.penalties.map(extra), 'penalties')),
    get('users/:userId', (request) => {
      const {
        role: _role,
        username: _username,
        phone: _phone,
        ...user
      } = one(data.users, request.params.userId, 'User');
      return { ...user, w2: false, thumbnail: '' };
    }),
    get('preferred-provider-groups', (request) => collection(request, data.providerGroups.map(group), 'groups')),
    get('preferred-provider-groups/:groupId', (request) =>
      group(one(data.providerGroups, request.params.groupId, 'Preferred provider group')),
    ),
    get('preferred-provider-groups/:groupId/users', (request) => {
      const { members } = one(data.providerGroups, request.params.groupId, 'Preferred provider group');
      const users = data.users
        .filter((user) => members.includes(user.id))
        .map(({ id, first_name, last_name }) => ({ id, first_name, last_name }));
      return { ...collection(request, users, 'users'), actions: 'add_to_preferred_group' };
    }),
  ];
}
