import { randomGuid, randomHex } from '../../kernel/random.ts';
import { type ConnectWiseState, type SecurityRole, type StoredRecord, type TableName, tableNames } from '../records.ts';
import { addCompanies, addCustomFields } from './add-companies.ts';
import { addForeignCallbacks } from './add-foreign-callbacks.ts';
import { addBoards, addPeopleAndTables } from './add-setup.ts';
import { addTickets } from './add-tickets.ts';
import { addTicketParts, addWorkSetup } from './add-work.ts';
import { apiMemberIdentifier, dispatchBoardName, triggerStatusName } from './boards.ts';
import { seedContactFields, seedCustomFields } from './custom-fields.ts';
import { beforeFirstId, SeedTables } from './seed-tables.ts';

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
    ...laterRights(),
    ...latestRights(),
    'System/Member Maintenance': { ...look },
    'System/Manage Hosted API': { ...all },
  };
}

/**
 * Rights for what this sandbox came to play after its first release: a state kept from then gets them too, because a
 * practice set-up must not start to fail by an update.
 */
function laterRights(): SecurityRole {
  const none = { add: 'None', edit: 'None', delete: 'None', inquire: 'None' } as const;
  const all = { add: 'All', edit: 'All', delete: 'All', inquire: 'All' } as const;
  return {
    'Companies/Manage Attachments': { ...none, add: 'All', inquire: 'All' },
    'Service Desk/Resource Scheduling': { ...all },
    'Time & Expense/Time Entry': { ...none, add: 'All', edit: 'All', inquire: 'All' },
    'Project/Project Tickets': { ...none, inquire: 'All' },
    'System/Table Setup': { ...none, add: 'All', edit: 'All', inquire: 'All' },
  };
}

/** As above, for what came later still. */
function latestRights(): SecurityRole {
  return { 'System/My Company': { add: 'None', edit: 'None', delete: 'None', inquire: 'All' } };
}

function addIntegratorTags(state: ConnectWiseState): void {
  state.tables.integratorTags.push({ id: 1, name: 'Field work' }, { id: 2, name: 'Remote hands' });
  state.lastIds.integratorTags = 2;
}

/** Adds what a state kept by an earlier release lacks: tables, their set-up records, rights, people. */
export function completeConnectWise(state: ConnectWiseState): ConnectWiseState {
  const tables: Partial<Record<TableName, StoredRecord[]>> = state.tables;
  const isOld = tables.scheduleTypes === undefined;
  const hasTags = tables.integratorTags !== undefined;
  for (const name of tableNames) tables[name] ??= [];
  for (const role of Object.values(state.roles)) {
    for (const [name, rights] of Object.entries(latestRights())) role[name] ??= rights;
  }
  if (!hasTags) addIntegratorTags(state);
  if (!isOld) return state;
  for (const name of tableNames) state.lastIds[name] ??= beforeFirstId(name);
  addWorkSetup(state);
  for (const role of Object.values(state.roles)) {
    for (const [name, rights] of Object.entries(laterRights())) role[name] ??= rights;
  }
  return state;
}

/** A fresh instance: an MSP with two boards, five companies, 40 tickets, custom fields of every type. */
export function seedConnectWise(random: () => number, nowMs: number, idsHigherBy = 0): ConnectWiseState {
  const seed = new SeedTables(nowMs, idsHigherBy);
  addPeopleAndTables(seed);
  addBoards(seed);
  addCompanies(seed);
  addCustomFields(seed, 'ticket', seedCustomFields, random, nowMs);
  addTickets(seed, random, nowMs);
  addCustomFields(seed, 'contact', seedContactFields, random, nowMs);
  const desk = seed.tables.boards[0];
  const state: ConnectWiseState = {
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
    lastIds: seed.lastIds,
    tables: seed.tables,
  };
  addWorkSetup(state);
  addTicketParts(seed);
  addForeignCallbacks(state, nowMs);
  addIntegratorTags(state);
  return state;
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
