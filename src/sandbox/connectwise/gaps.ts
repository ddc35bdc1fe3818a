import type { Route } from '../kernel/router.ts';
import { notSimulated } from './errors.ts';
import { api, type Method } from './routes.ts';

/*
 * Calls the specification knows and this sandbox does not play. They answer 501 and name the gap, so that nobody
 * mistakes "not simulated" for "does not exist". Paths follow /apis/3.0.
 */

const methods: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Everything at and below these paths, except what has a route of its own. */
const areas: readonly (readonly [path: string, what: string])[] = [
  ['/company/addressFormats', 'address formats'],
  ['/company/communicationTypes', 'communication types'],
  ['/company/companies/default', 'the default company'],
  ['/company/companies/info', 'company info lists'],
  ['/company/companies/statuses', 'company statuses'],
  ['/company/companies/types', 'company types'],
  ['/company/configurations/statuses', 'configuration statuses'],
  ['/company/configurations/types', 'configuration types'],
  ['/company/configurations/bulk', 'bulk changes of configurations'],
  ['/company/contacts/default', 'the default contact'],
  ['/company/contacts/departments', 'contact departments'],
  ['/company/contacts/info', 'contact info lists'],
  ['/company/contacts/relationships', 'contact relationships'],
  ['/company/contacts/requestPassword', 'portal passwords'],
  ['/company/contacts/types', 'contact types'],
  ['/company/contacts/validatePortalCredentials', 'portal credentials'],
  ['/company/countries', 'countries'],
  ['/company/states', 'states'],
  ['/schedule/reminderTimes', 'reminder times'],
  ['/service/codes', 'service codes'],
  ['/service/impacts', 'impacts'],
  ['/service/info/boardtypes', 'board type lists'],
  ['/service/serviceSignoff', 'service sign-off'],
  ['/service/severities', 'severities'],
  ['/service/SLAs', 'SLAs'],
  ['/service/teams', 'the service team list'],
  ['/service/boards/copy', 'copying boards'],
  ['/service/info/boards/active', 'the list of active boards'],
  ['/service/tickets/calculateSla', 'SLA calculation'],
  ['/service/tickets/changelogs', 'ticket change logs'],
  ['/service/tickets/info', 'ticket info lists'],
  ['/system/apiMembers', 'API members'],
  ['/system/audittrail', 'the audit trail'],
  ['/system/departments', 'departments'],
  ['/system/documents/uploadsample', 'the upload form'],
  ['/system/info/departmentlocations', 'department locations'],
  ['/system/info/departments', 'departments'],
  ['/system/info/links', 'links'],
  ['/system/info/locales', 'locales'],
  ['/system/info/locations', 'locations'],
  ['/system/info/personas', 'personas'],
  ['/system/info/standardNotes', 'standard notes'],
  ['/system/links', 'links'],
  ['/system/locations', 'locations'],
  ['/system/members/calendarsync', 'calendar sync'],
  ['/system/members/types', 'member types'],
  ['/system/members/withSso', 'members with single sign-on'],
  ['/system/securityRoles', 'security roles'],
  ['/system/userDefinedFields/info', 'custom field info lists'],
  ['/system/workflows', 'workflows'],
  ['/schedule/types/info', 'schedule type info lists'],
  ['/schedule/statuses/info', 'schedule status info lists'],
  ['/time/entries/defaults', 'time entry defaults'],
  ['/time/workRoles/info', 'work role info lists'],
  ['/time/workTypes/info', 'work type info lists'],
  ['/system/bundles', 'bundled requests'],
];

/** Parts of simulated records that are not simulated; `:a` and so on stand for ids. */
const parts: readonly (readonly [path: string, names: readonly string[], what: string])[] = [
  ['/service/tickets/:a', ['activities', 'copy', 'info', 'products'], 'this part of tickets'],
  ['/project/tickets/:a', ['activities', 'convert', 'products'], 'this part of project tickets'],
  [
    '/service/boards/:a',
    ['autoAssignResources', 'autoTemplates', 'excludedMembers', 'notifications', 'skillMappings', 'usages'],
    'this part of boards',
  ],
  ['/service/boards/:a/items/:b', ['associations', 'usages'], 'this part of board items'],
  ['/service/boards/:a/statuses/:b', ['notifications', 'info', 'usages'], 'this part of board statuses'],
  ['/service/boards/:a/subtypes/:b', ['info', 'usages'], 'this part of board subtypes'],
  ['/service/boards/:a/teams/:b', ['info', 'usages'], 'this part of board teams'],
  ['/service/boards/:a/types/:b', ['usages'], 'this part of board types'],
  ['/service/boards/:a/statuses', ['info'], 'board info lists'],
  ['/service/boards/:a/subtypes', ['info'], 'board info lists'],
  ['/service/boards/:a/teams', ['info'], 'board info lists'],
  ['/service/locations', ['info'], 'service location info lists'],
  ['/service/locations/:a', ['info'], 'service location info'],
  ['/service/priorities/:a', ['image', 'usages'], 'this part of priorities'],
  ['/service/sources', ['info'], 'source info lists'],
  ['/service/sources/:a', ['info', 'usages'], 'this part of sources'],
  [
    '/company/companies/:a',
    [
      'customStatusNotes',
      'groups',
      'managementReportNotifications',
      'managementReportSetup',
      'managementSummaryReports',
      'merge',
      'notes',
      'surveys',
      'teams',
      'tracks',
      'typeAssociations',
      'usages',
    ],
    'this part of companies',
  ],
  ['/company/companies/:a/sites', ['info'], 'site info lists'],
  ['/company/companies/:a/sites/:b', ['info', 'usages'], 'this part of sites'],
  ['/company/configurations/:a', ['changeType', 'quickAccess'], 'this part of configurations'],
  [
    '/company/contacts/:a',
    ['communications', 'groups', 'image', 'info', 'notes', 'portalSecurity', 'tracks', 'typeAssociations', 'usages'],
    'this part of contacts',
  ],
  [
    '/system/members/:a',
    [
      'accruals',
      'certifications',
      'deactivate',
      'deactivateIamMember',
      'delegations',
      'image',
      'linkSsoUser',
      'managedDeviceAccounts',
      'mycertifications',
      'notificationSettings',
      'personas',
      'skills',
      'submit',
      'tokens',
      'unlinkSsoUser',
      'unusedTimeSheets',
      'usages',
    ],
    'this part of members',
  ],
  ['/system/userDefinedFields/:a', ['info'], 'custom field info'],
  ['/schedule/entries/:a', ['details'], 'this part of schedule entries'],
  ['/schedule/types/:a', ['info', 'usages'], 'this part of schedule types'],
  ['/schedule/statuses/:a', ['info', 'usages'], 'this part of schedule statuses'],
  ['/time/entries/:a', ['audits'], 'this part of time entries'],
  ['/time/workRoles/:a', ['info', 'usages', 'locations'], 'this part of work roles'],
  ['/time/workTypes/:a', ['info', 'usages', 'externalIntegrations'], 'this part of work types'],
  ['/system/documents/:a', ['thumbnail'], 'this part of documents'],
];

/** Simulated collections that cannot be changed through the API here. */
const readOnlyCollections: readonly string[] = [
  '/service/boards',
  '/service/boards/:a/statuses',
  '/service/boards/:a/types',
  '/service/boards/:a/subtypes',
  '/service/boards/:a/items',
  '/service/boards/:a/teams',
  '/service/priorities',
  '/service/sources',
  '/service/locations',
  '/system/members',
  '/system/userDefinedFields',
  '/company/companies',
  '/company/companies/:a/sites',
  '/company/configurations',
  '/schedule/types',
  '/schedule/statuses',
  '/time/workRoles',
  '/time/workTypes',
  '/project/tickets',
  '/project/tickets/:a/notes',
  '/project/tickets/:a/tasks',
  '/project/tickets/:a/configurations',
];

export function gapRoutes(): readonly Route[] {
  const everyMethod = (path: string, what: string): readonly Route[] =>
    methods.map((method) => api(method, path, null, () => notSimulated(what)));
  const writes: readonly Route[] = readOnlyCollections.flatMap((path) => [
    api('POST', path, null, () => notSimulated(`creating records in ${path}`)),
    ...(['PUT', 'PATCH', 'DELETE'] as const).map((method) =>
      api(method, `${path}/:id`, null, () => notSimulated(`changing records in ${path}`)),
    ),
  ]);
  return [
    ...areas.flatMap(([path, what]) => [...everyMethod(path, what), ...everyMethod(`${path}/:rest*`, what)]),
    ...parts.flatMap(([path, names, what]) =>
      names.flatMap((name) => [
        ...everyMethod(`${path}/${name}`, `${what} (${name})`),
        ...everyMethod(`${path}/${name}/:rest*`, `${what} (${name})`),
      ]),
    ),
    ...writes.filter(({ method, pattern }) => !(method === 'DELETE' && pattern.endsWith('/company/companies/:id'))),
    api('PUT', '/company/contacts/:id', null, () => notSimulated('replacing contacts')),
  ];
}
