import type { Json } from '../../../shared/json.ts';
import { pick, randomGuid, randomHex, randomInteger } from '../../kernel/random.ts';
import {
  type ConnectWiseState,
  type SecurityRole,
  type StoredRecord,
  type TableName,
  tableNames,
  textOf,
  toVendorTime,
} from '../records.ts';
import {
  apiMemberIdentifier,
  dispatchBoardName,
  dispatcherIdentifier,
  seedBoards,
  seedMembers,
  seedPriorities,
  seedSources,
  triggerStatusName,
} from './boards.ts';
import { seedCompanies, seedStates } from './companies.ts';
import { seedCustomFields, ticketScreen } from './custom-fields.ts';
import { deskWork, fieldWork, type SeedTicketText } from './ticket-texts.ts';

const firstIds: Partial<Record<TableName, number>> = {
  boards: 20,
  statuses: 500,
  types: 40,
  subTypes: 60,
  items: 80,
  teams: 25,
  priorities: 1,
  members: 176,
  companies: 250,
  sites: 1000,
  contacts: 57900,
  userDefinedFields: 15,
  tickets: 7601,
  notes: 33000,
  configurations: 400,
  callbacks: 26552,
};

/** Rights of the API member: what the reference's table 3.12 calls the minimal role, plus deletion for practice. */
function apiRole(): SecurityRole {
  const none = { add: 'None', edit: 'None', delete: 'None', inquire: 'None' } as const;
  const all = { add: 'All', edit: 'All', delete: 'All', inquire: 'All' } as const;
  const look = { ...none, inquire: 'All' } as const;
  return {
    'Companies/Company Maintenance': { ...look },
    'Companies/Contacts': { ...none, add: 'All', edit: 'All', inquire: 'All' },
    'Companies/Configurations': { ...look },
    'Service Desk/Service Tickets': { ...all },
    'Service Desk/Close Service Tickets': { ...none, edit: 'All', inquire: 'All' },
    'System/Member Maintenance': { ...look },
    'System/Manage Hosted API': { ...all },
  };
}

/** Collects the seed's records; ids follow each table's first id. */
class SeedTables {
  readonly tables: Record<TableName, StoredRecord[]>;
  readonly lastIds: Partial<Record<TableName, number>> = {};
  readonly #info: { readonly lastUpdated: string; readonly updatedBy: string };

  constructor(nowMs: number) {
    this.tables = Object.fromEntries(tableNames.map((name) => [name, [] as StoredRecord[]])) as Record<
      TableName,
      StoredRecord[]
    >;
    for (const name of tableNames) this.lastIds[name] = (firstIds[name] ?? 1) - 1;
    this.#info = { lastUpdated: toVendorTime(nowMs - 90 * dayMs), updatedBy: 'adavies' };
  }

  add(table: TableName, fields: Readonly<Record<string, Json | undefined>>): StoredRecord {
    const id = (this.lastIds[table] ?? 0) + 1;
    this.lastIds[table] = id;
    const record: StoredRecord = { _info: { ...this.#info }, ...fields, id };
    this.tables[table].push(record);
    return record;
  }
}

const dayMs = 86_400_000;
const at = (record: StoredRecord): { readonly id: number } => ({ id: record.id });

function addBoards(seed: SeedTables): void {
  const location = seed.add('locations', { name: 'Main Office' });
  const department = seed.add('departments', { identifier: 'Services', name: 'Professional Services' });
  seed.add('serviceLocations', { name: 'On-Site', where: 'OnSite', defaultFlag: true });
  seed.add('serviceLocations', { name: 'Remote', where: 'Remote', defaultFlag: false });
  const leader = seed.tables.members.find((member) => member.identifier === 'adavies');
  for (const plan of seedBoards) {
    const board = seed.add('boards', {
      name: plan.name,
      location: at(location),
      department: at(department),
      inactiveFlag: false,
      projectFlag: false,
      sendToContactFlag: true,
      sendToResourceFlag: true,
      sendToCCFlag: false,
      billTime: 'NoDefault',
      billExpense: 'NoDefault',
      billProduct: 'NoDefault',
      problemSort: 'Ascending',
      resolutionSort: 'Ascending',
      internalAnalysisSort: 'Ascending',
      markFirstNoteIssueFlag: false,
    });
    for (const [index, status] of plan.statuses.entries()) {
      seed.add('statuses', {
        name: status.name,
        board: at(board),
        sortOrder: (index + 1) * 10,
        displayOnBoard: status.closed !== true,
        inactive: false,
        closedStatus: status.closed === true,
        timeEntryNotAllowed: false,
        roundRobinCatchall: false,
        defaultFlag: status.isDefault === true,
        escalationStatus: status.escalation,
        customerPortalFlag: true,
        customerPortalDescription: status.name,
      });
    }
    const types = plan.types.map((name, index) =>
      seed.add('types', {
        name,
        category: 'Reactive',
        defaultFlag: index === 0,
        inactiveFlag: false,
        requestForChangeFlag: false,
        board: at(board),
      }),
    );
    const subTypes = plan.subTypes.map((name) =>
      seed.add('subTypes', {
        name,
        inactiveFlag: false,
        typeAssociationIds: types.map(({ id }) => id),
        board: at(board),
      }),
    );
    const items = plan.items.map((name) => seed.add('items', { name, inactiveFlag: false, board: at(board) }));
    for (const type of types) {
      for (const subType of subTypes) {
        for (const item of items) {
          seed.add('associations', { type: at(type), subType: at(subType), item: at(item), board: at(board) });
        }
      }
    }
    for (const [index, name] of plan.teams.entries()) {
      seed.add('teams', {
        name,
        teamLeader: leader === undefined ? null : at(leader),
        members: seed.tables.members.filter((one) => one.licenseClass === 'F').map(({ id }) => id),
        defaultFlag: index === 0,
        notifyOnTicketDelete: false,
        boardId: board.id,
        locationId: location.id,
        businessUnitId: department.id,
      });
    }
  }
}

function addPeopleAndTables(seed: SeedTables): void {
  for (const member of seedMembers) {
    const email = `${member.identifier}@northwindmsp.example`;
    seed.add('members', {
      ...member,
      hireDate: '2021-03-01T00:00:00Z',
      inactiveFlag: false,
      officeEmail: email,
      primaryEmail: email,
      defaultEmail: 'Office',
      officePhone: '8135550100',
      defaultPhone: 'Office',
      adminFlag: false,
      dailyCapacity: 8,
    });
  }
  for (const [index, { name, color, level, ...rest }] of seedPriorities.entries()) {
    seed.add('priorities', { name, color, level, sortOrder: index + 1, defaultFlag: 'isDefault' in rest });
  }
  for (const [index, name] of seedSources.entries()) seed.add('sources', { name, defaultFlag: index === 0 });
  seed.add('countries', { identifier: 'US', name: 'United States' });
  for (const [identifier, name] of seedStates) seed.add('states', { identifier, name });
  seed.add('companyStatuses', { name: 'Active', defaultFlag: true });
  const communicationTypes = [
    [1, 'Email', 'Email'],
    [2, 'Phone - Direct', 'Phone'],
    [3, 'Fax - Work', 'Fax'],
    [4, 'Phone - Cell', 'Phone'],
    [13, 'Individual Professional', 'Email'],
    [26, 'Work Fax', 'Fax'],
  ] as const;
  for (const [id, description, communicationType] of communicationTypes) {
    seed.tables.communicationTypes.push({ id, name: description, communicationType });
  }
  seed.lastIds.communicationTypes = 26;
}

function addCompanies(seed: SeedTables): void {
  const country = { id: 1 };
  const type = seed.add('configurationTypes', { name: 'Network device' });
  let communicationId = 99800;
  for (const plan of seedCompanies) {
    const company = seed.add('companies', {
      identifier: plan.identifier,
      name: plan.name,
      status: { id: 1 },
      website: plan.website,
      country,
      deletedFlag: false,
      leadFlag: false,
      unsubscribeFlag: false,
      isVendorFlag: false,
      types: [{ id: 1, name: 'Customer' }],
    });
    const sites = plan.sites.map((site, index) =>
      seed.add('sites', {
        name: site.name,
        addressLine1: site.addressLine1,
        addressLine2: site.addressLine2,
        city: site.city,
        stateReference: { id: seedStates.findIndex(([identifier]) => identifier === site.state) + 1 },
        zip: site.zip,
        country,
        phoneNumber: site.phone,
        primaryAddressFlag: index === 0,
        defaultShippingFlag: index === 0,
        defaultBillingFlag: index === 0,
        defaultMailingFlag: index === 0,
        inactiveFlag: false,
        billSeparateFlag: false,
        company: at(company),
      }),
    );
    const contacts = plan.contacts.map((contact, index) => {
      const items: Json[] = [
        {
          id: ++communicationId,
          type: { id: 1 },
          value: contact.email,
          defaultFlag: true,
          domain: contact.email.slice(contact.email.indexOf('@')),
          communicationType: 'Email',
        },
        { id: ++communicationId, type: { id: 2 }, value: contact.phone, defaultFlag: true, communicationType: 'Phone' },
      ];
      return seed.add('contacts', {
        firstName: contact.firstName,
        lastName: contact.lastName,
        title: contact.title,
        company: at(company),
        site: { id: sites[index % sites.length]?.id ?? 0 },
        inactiveFlag: false,
        marriedFlag: false,
        childrenFlag: false,
        portalSecurityLevel: 1,
        disablePortalLoginFlag: true,
        unsubscribeFlag: false,
        defaultPhoneType: 'Direct',
        defaultPhoneNbr: contact.phone,
        defaultBillingFlag: false,
        defaultFlag: index === 0,
        communicationItems: items,
        types: [],
      });
    });
    const [main] = plan.sites;
    Object.assign(company, {
      addressLine1: main?.addressLine1,
      addressLine2: main?.addressLine2,
      city: main?.city,
      state: main?.state,
      zip: main?.zip,
      phoneNumber: main?.phone,
      site: sites[0] === undefined ? null : at(sites[0]),
      defaultContact: contacts[0] === undefined ? null : at(contacts[0]),
    });
    seed.add('configurations', {
      name: `${plan.identifier}-FW01`,
      type: at(type),
      company: at(company),
      site: sites[0] === undefined ? null : at(sites[0]),
      deviceIdentifier: `${plan.identifier}-FW01`,
      serialNumber: `FW${company.id}0042`,
      ipAddress: '10.20.30.1',
      activeFlag: true,
    });
  }
  communicationLast.set(seed, communicationId);
}

/** Last id given to a communication item, which is no table of its own. */
const communicationLast = new WeakMap<SeedTables, number>();

function addCustomFields(seed: SeedTables, random: () => number, nowMs: number): void {
  let optionId = 5;
  for (const [index, field] of seedCustomFields.entries()) {
    seed.add('userDefinedFields', {
      podId: 12,
      podDescription: 'Service Ticket',
      caption: field.caption,
      sequenceNumber: index + 1,
      screenId: ticketScreen,
      screenDescription: 'Service Ticket',
      fieldTypeIdentifier: field.type,
      numberDecimals: field.decimals ?? 0,
      entryTypeIdentifier: field.entry,
      requiredFlag: false,
      displayOnScreenFlag: true,
      readOnlyFlag: field.readOnly ?? false,
      listViewFlag: true,
      buttonUrl: field.buttonUrl,
      options: field.options?.map((optionValue, order) => ({
        id: optionId++,
        optionValue,
        defaultFlag: order === 0,
        inactiveFlag: false,
        sortOrder: order,
      })),
      businessUnitIds: [],
      locationIds: [],
      connectWiseID: randomGuid(random),
      dateCreated: toVendorTime(nowMs - 200 * dayMs),
    });
  }
}

function addTicket(
  seed: SeedTables,
  random: () => number,
  nowMs: number,
  board: StoredRecord,
  statusName: string,
  text: SeedTicketText,
): void {
  const onBoard = (table: TableName): StoredRecord[] =>
    seed.tables[table].filter((row) => (row.board as { id?: number } | undefined)?.id === board.id);
  const status = onBoard('statuses').find((one) => one.name === statusName);
  const company = pick(random, seed.tables.companies);
  const ofCompany = (table: TableName): StoredRecord[] =>
    seed.tables[table].filter((row) => (row.company as { id?: number } | undefined)?.id === company.id);
  const site = pick(random, ofCompany('sites'));
  const contact = pick(random, ofCompany('contacts'));
  const state = seed.tables.states.find((one) => one.id === (site.stateReference as { id: number }).id);
  const enteredMs = nowMs - randomInteger(random, 1, 20) * dayMs - randomInteger(random, 0, 86_399) * 1000;
  const updatedMs = Math.min(nowMs - 60_000, enteredMs + randomInteger(random, 1, 40) * 3_600_000);
  const closed = status?.closedStatus === true;
  const owner = pick(
    random,
    seed.tables.members.filter((one) => one.licenseClass === 'F'),
  );
  const customValues: Record<string, Json> = {};
  for (const [index, field] of seedCustomFields.entries()) {
    const definition = seed.tables.userDefinedFields[index];
    if (definition !== undefined && field.samples.length > 0 && random() < 0.4) {
      customValues[String(definition.id)] = pick(random, field.samples);
    }
  }
  const [email, phone] = contact.communicationItems as readonly { readonly value: string }[];
  const ticket = seed.add('tickets', {
    summary: text.summary,
    recordType: 'ServiceTicket',
    board: at(board),
    status: status === undefined ? null : at(status),
    company: at(company),
    site: at(site),
    siteName: textOf(site, 'name').slice(0, 50),
    addressLine1: site.addressLine1,
    addressLine2: site.addressLine2,
    city: site.city,
    stateIdentifier: state === undefined ? null : textOf(state, 'identifier'),
    zip: site.zip,
    country: site.country,
    contact: at(contact),
    contactName: `${textOf(contact, 'firstName')} ${textOf(contact, 'lastName')}`,
    contactPhoneNumber: phone?.value ?? null,
    contactEmailAddress: email?.value ?? null,
    type: at(pick(random, onBoard('types'))),
    subType: at(pick(random, onBoard('subTypes'))),
    item: at(pick(random, onBoard('items'))),
    team: at(
      pick(
        random,
        seed.tables.teams.filter((team) => team.boardId === board.id),
      ),
    ),
    owner: at(owner),
    resources: textOf(owner, 'identifier'),
    priority: at(pick(random, seed.tables.priorities)),
    serviceLocation: { id: 1 },
    source: at(pick(random, seed.tables.sources)),
    requiredDate: random() < 0.6 ? toVendorTime(nowMs + randomInteger(random, 1, 14) * dayMs) : null,
    budgetHours: random() < 0.5 ? randomInteger(random, 1, 8) : null,
    severity: pick(random, ['Low', 'Medium', 'High']),
    impact: pick(random, ['Low', 'Medium', 'High']),
    location: { id: 1 },
    department: { id: 1 },
    customerUpdatedFlag: false,
    automaticEmailContactFlag: random() < 0.5,
    automaticEmailResourceFlag: false,
    automaticEmailCcFlag: false,
    approved: false,
    closedFlag: closed,
    closedDate: closed ? toVendorTime(updatedMs) : null,
    closedBy: closed ? textOf(owner, 'identifier') : null,
    mobileGuid: randomGuid(random),
    customValues,
    _info: {
      lastUpdated: toVendorTime(updatedMs),
      updatedBy: textOf(owner, 'identifier'),
      dateEntered: toVendorTime(enteredMs),
      enteredBy: dispatcherIdentifier,
    },
  });
  const note = (content: string, tab: string, by: StoredRecord, atMs: number): void => {
    seed.add('notes', {
      ticketId: ticket.id,
      text: content,
      detailDescriptionFlag: tab === 'detailDescriptionFlag',
      internalAnalysisFlag: tab === 'internalAnalysisFlag',
      resolutionFlag: tab === 'resolutionFlag',
      issueFlag: false,
      member: at(by),
      customerUpdatedFlag: false,
      internalFlag: false,
      externalFlag: false,
      dateCreated: toVendorTime(atMs),
      createdBy: textOf(by, 'identifier'),
      _info: { lastUpdated: toVendorTime(atMs), updatedBy: textOf(by, 'identifier') },
    });
  };
  note(text.description, 'detailDescriptionFlag', owner, enteredMs);
  if (random() < 0.3)
    note('Called the site, access confirmed for weekdays 8 to 5.', 'internalAnalysisFlag', owner, updatedMs);
}

const fieldStatuses = ['New', 'Triage', 'Triage', 'New', 'Waiting customer', 'Triage', 'New', 'Triage'];
const deskStatuses = ['New', 'Assigned', 'In progress', 'Waiting customer', 'Resolved', 'Closed'];

function addTickets(seed: SeedTables, random: () => number, nowMs: number): void {
  const boardNamed = (name: string): StoredRecord => {
    const board = seed.tables.boards.find((one) => one.name === name);
    if (board === undefined) throw new Error(`The seed has no board ${name}.`);
    return board;
  };
  const dispatch = boardNamed(dispatchBoardName);
  const desk = boardNamed('Service Desk');
  for (const [index, text] of fieldWork.entries()) {
    // Two wait in the trigger status already: the plan page has something to offer. One is done.
    const status =
      index >= fieldWork.length - 2
        ? triggerStatusName
        : index === fieldWork.length - 3
          ? 'Completed'
          : (fieldStatuses[index % fieldStatuses.length] ?? 'New');
    addTicket(seed, random, nowMs, dispatch, status, text);
  }
  for (const [index, text] of deskWork.entries()) {
    addTicket(seed, random, nowMs, desk, deskStatuses[index % deskStatuses.length] ?? 'New', text);
  }
}

/** A fresh instance: an MSP with two boards, five companies, 40 tickets, custom fields of every type. */
export function seedConnectWise(random: () => number, nowMs: number): ConnectWiseState {
  const seed = new SeedTables(nowMs);
  addPeopleAndTables(seed);
  addBoards(seed);
  addCompanies(seed);
  addCustomFields(seed, random, nowMs);
  addTickets(seed, random, nowMs);
  const desk = seed.tables.boards[0];
  return {
    company: { loginId: 'northwind', name: 'Northwind Managed Services' },
    codebase: 'v2025_1/',
    versionCode: 'v2025.1',
    versionNumber: 'v2025.1.0.12345',
    isCloud: true,
    productInstanceId: randomHex(random, 24),
    partnerId: randomHex(random, 24),
    apiKeys: [
      {
        publicKey: randomHex(random, 16),
        privateKey: randomHex(random, 16),
        memberIdentifier: apiMemberIdentifier,
      },
    ],
    clientIds: [randomGuid(random)],
    roles: { [apiMemberIdentifier]: apiRole() },
    defaults: { boardId: desk?.id ?? 0 },
    signingKeys: [{ id: randomGuid(random), key: randomHex(random, 40) }],
    lingeringCallbacks: [],
    emails: [],
    lastIds: { ...seed.lastIds, communicationItems: communicationLast.get(seed) ?? 0 },
    tables: seed.tables,
  };
}

/** Where the seed's trigger is, and the tickets a demo can move there. */
export function seededTrigger(state: ConnectWiseState): {
  readonly boardId: number;
  readonly boardName: string;
  readonly triggerStatusId: number;
  readonly triggerStatusName: string;
  readonly ticketIds: readonly number[];
} {
  const board = state.tables.boards.find((one) => one.name === dispatchBoardName);
  const ofBoard = (row: StoredRecord): boolean => (row.board as { id?: number } | undefined)?.id === board?.id;
  const status = state.tables.statuses.find((one) => ofBoard(one) && one.name === triggerStatusName);
  const waiting = new Set(
    state.tables.statuses
      .filter((one) => ofBoard(one) && (one.name === 'New' || one.name === 'Triage'))
      .map(({ id }) => id),
  );
  return {
    boardId: board?.id ?? 0,
    boardName: dispatchBoardName,
    triggerStatusId: status?.id ?? 0,
    triggerStatusName,
    ticketIds: state.tables.tickets
      .filter((ticket) => waiting.has((ticket.status as { id?: number } | undefined)?.id ?? 0))
      .map(({ id }) => id),
  };
}
