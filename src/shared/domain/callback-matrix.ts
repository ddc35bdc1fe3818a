import type { CallbackLevel, CallbackPick, CallbackTypeInfo } from './callbacks.ts';

/* Every type and level ConnectWise documents (reference/connectwise.md 2.2), what each fires on, and what comes of it here. */

const byName: CallbackPick = { by: 'name', within: null };
const byNumber: CallbackPick = { by: 'number' };

function owner(many: string): CallbackLevel {
  return {
    level: 'Owner',
    object: '',
    pick: { by: 'none' },
    fires: `When any of the ${many} is added, changed or deleted.`,
  };
}

/** `which`: what makes a record one of those, e.g. `whose status is the chosen one`. */
function level(name: string, object: string, many: string, which: string, pick = byName): CallbackLevel {
  return { level: name, object, pick, fires: `When one of the ${many} ${which} is added, changed or deleted.` };
}

/** The level that is one single record. */
function single(name: string, object: string, pick = byName): CallbackLevel {
  return { level: name, object, pick, fires: `When this one ${object} is changed or deleted.` };
}

const inStatus = 'in the chosen status';
const ofType = 'of the chosen type';
const ofCompany = 'of the chosen company';
const inTerritory = 'in the chosen territory';
const logged = 'It is written to the log; nothing is synced.';
const linksOf = (what: string): string =>
  `The open links whose tickets name this ${what} are brought into step, a few at a time.`;

/** Every type with its levels; the order of types is how often they serve here. */
export const callbackMatrix: readonly CallbackTypeInfo[] = [
  {
    type: 'Ticket',
    many: 'tickets',
    use: 'ticket',
    effect: 'The ticket and its work order are brought into step. Project tickets are shown in the log and not synced.',
    levels: [
      {
        level: 'Board',
        object: 'Service Board',
        pick: byName,
        fires: 'When any ticket on the chosen board is added, saved or deleted, whatever its status.',
      },
      {
        level: 'Status',
        object: 'Status',
        pick: { by: 'name', within: 'board' },
        fires:
          'When a ticket is saved in the chosen status: as it enters it, and at every later save until it leaves. After that nothing is heard of it.',
      },
      owner('tickets'),
      level('Project', 'Project', 'project tickets', 'of the chosen project'),
      level('Phase', 'Phase', 'project tickets', 'of the chosen project phase', { by: 'name', within: 'project' }),
      single('Ticket', 'Ticket'),
      level('IntegratorTag', 'Integrator Tag', 'tickets', 'that carry the chosen tag'),
    ],
  },
  {
    type: 'Time',
    many: 'time entries',
    use: 'ticket-of',
    effect: 'The linked ticket the time was entered for is brought into step.',
    levels: [
      owner('time entries'),
      level('Company', 'Company', 'time entries', ofCompany),
      single('Time', 'Time Entry', byNumber),
    ],
  },
  {
    type: 'Schedule',
    many: 'schedule entries',
    use: 'ticket-of',
    effect: 'The linked ticket that is scheduled is brought into step.',
    levels: [
      owner('schedule entries'),
      level('Status', 'Schedule Status', 'schedule entries', inStatus),
      level('Type', 'Schedule Type', 'schedule entries', ofType),
      level('Location', 'Service Location', 'schedule entries', 'at the chosen location'),
      level('Member', 'Member', 'schedule entries', 'of the chosen member'),
      single('Schedule', 'Schedule Entry', byNumber),
    ],
  },
  {
    type: 'Company',
    many: 'companies',
    use: 'links-of',
    effect: linksOf('company'),
    levels: [
      owner('companies'),
      level('Status', 'Company Status', 'companies', inStatus),
      level('Type', 'Company Type', 'companies', ofType),
      level('Territory', 'Territory', 'companies', inTerritory),
      single('Company', 'Company'),
      level('IntegratorTag', 'Integrator Tag', 'companies', 'that carry the chosen tag'),
    ],
  },
  {
    type: 'Contact',
    many: 'contacts',
    use: 'links-of',
    effect: linksOf('contact'),
    levels: [
      owner('contacts'),
      level('Type', 'Contact Type', 'contacts', ofType),
      level('Territory', 'Territory', 'contacts', inTerritory),
      level('Company', 'Company', 'contacts', ofCompany),
      single('Contact', 'Contact'),
    ],
  },
  {
    type: 'Site',
    many: 'sites',
    use: 'links-of',
    effect: linksOf('site'),
    levels: [
      owner('sites'),
      level('Territory', 'Territory', 'sites', inTerritory),
      level('Company', 'Company', 'sites', ofCompany),
      single('Site', 'Site', { by: 'name', within: 'company' }),
    ],
  },
  {
    type: 'Project',
    many: 'projects',
    use: 'log',
    effect: logged,
    levels: [
      owner('projects'),
      level('Status', 'Project Status', 'projects', inStatus),
      level('Board', 'Project Board', 'projects', 'on the chosen board'),
      single('Project', 'Project'),
    ],
  },
  {
    type: 'Activity',
    many: 'activities',
    use: 'log',
    effect: logged,
    levels: [
      owner('activities'),
      level('Status', 'Activity Status', 'activities', inStatus),
      level('Type', 'Activity Type', 'activities', ofType),
      level('Company', 'Company', 'activities', ofCompany),
      single('Activity', 'Activity'),
    ],
  },
  {
    type: 'Agreement',
    many: 'agreements',
    use: 'log',
    effect: logged,
    levels: [
      owner('agreements'),
      level('Type', 'Agreement Type', 'agreements', ofType),
      level('Company', 'Company', 'agreements', ofCompany),
      single('Agreement', 'Agreement'),
    ],
  },
  {
    type: 'Configuration',
    many: 'configurations',
    use: 'log',
    effect: logged,
    levels: [
      owner('configurations'),
      level('Type', 'Configuration Type', 'configurations', ofType),
      level('Status', 'Configuration Status', 'configurations', inStatus),
      single('Configuration', 'Configuration'),
    ],
  },
  {
    type: 'Expense',
    many: 'expenses',
    use: 'log',
    effect: logged,
    levels: [
      owner('expenses'),
      level('ChargeToType', 'Charge To Type', 'expenses', 'with the chosen charge-to type', byNumber),
      level('Type', 'Expense Type', 'expenses', ofType),
      level('Class', 'Expense Class', 'expenses', 'of the chosen class'),
      level('Company', 'Company', 'expenses', ofCompany),
      single('Expense', 'Expense', byNumber),
    ],
  },
  {
    type: 'Invoice',
    many: 'invoices',
    use: 'log',
    effect: logged,
    levels: [
      owner('invoices'),
      level('Status', 'Invoice Status', 'invoices', inStatus),
      level('Company', 'Company', 'invoices', ofCompany),
      single('Invoice', 'Invoice'),
    ],
  },
  {
    type: 'Member',
    many: 'members',
    use: 'log',
    effect: logged,
    levels: [
      owner('members'),
      level('Location', 'Location', 'members', 'at the chosen location'),
      level('SecurityRole', 'Security Role', 'members', 'with the chosen security role'),
      single('Member', 'Member'),
    ],
  },
  {
    type: 'Opportunity',
    many: 'opportunities',
    use: 'log',
    effect: logged,
    levels: [
      owner('opportunities'),
      level('StatusId', 'Opportunity Status', 'opportunities', inStatus),
      level('Company', 'Company', 'opportunities', ofCompany),
      single('Opportunity', 'Opportunity'),
    ],
  },
  { type: 'ProductCatalog', many: 'catalog items', use: 'log', effect: logged, levels: [owner('catalog items')] },
  {
    type: 'PurchaseOrder',
    many: 'purchase orders',
    use: 'log',
    effect: logged,
    levels: [
      owner('purchase orders'),
      level('Status', 'Purchase Order Status', 'purchase orders', inStatus),
      level('Vendor', 'Vendor', 'purchase orders', 'of the chosen vendor'),
      level('Company', 'Company', 'purchase orders', ofCompany),
      single('PurchaseOrder', 'Purchase Order'),
    ],
  },
];

/** A type and a level by name, in any case as ConnectWise takes them; null when the matrix has no such pair. */
export function callbackLevel(
  type: string,
  levelName: string,
): { readonly info: CallbackTypeInfo; readonly level: CallbackLevel } | null {
  const info = callbackMatrix.find((one) => one.type.toLowerCase() === type.toLowerCase());
  const found = info?.levels.find((one) => one.level.toLowerCase() === levelName.toLowerCase());
  return info === undefined || found === undefined ? null : { info, level: found };
}

/** Which ticket callback to choose for what, with the reason. */
export const callbackAdvice = {
  'two-way': {
    type: 'Ticket',
    level: 'Board',
    why: 'Board tells of every change of a ticket for as long as it stays on the board. Both directions stay in step.',
  },
  dispatch: {
    type: 'Ticket',
    level: 'Status',
    why: 'Status tells of a ticket only while it is in that status: enough to send it, with the fewest callbacks. What happens later is not heard.',
  },
} as const;
