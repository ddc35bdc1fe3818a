import type { StoredRecord } from '../records.ts';
import { type SeedBoard, seedBoards, seedMembers, seedPriorities, seedSources } from './boards.ts';
import { seedStates } from './companies.ts';
import { at, type SeedTables } from './seed-tables.ts';

/* Members, boards and the setup tables. */

export function addBoards(seed: SeedTables): void {
  const location = seed.add('locations', {
    name: 'Main Office',
    structureLevel: { id: 2, name: 'Location' },
    locationFlag: true,
  });
  const department = seed.add('departments', { identifier: 'Services', name: 'Professional Services' });
  seed.add('serviceLocations', { name: 'On-Site', where: 'OnSite', defaultFlag: true });
  seed.add('serviceLocations', { name: 'Remote', where: 'Remote', defaultFlag: false });
  const leader = seed.tables.members.find((member) => member.identifier === 'adavies');
  for (const plan of seedBoards) {
    const board = seed.add('boards', {
      name: plan.name,
      location: at(location),
      department: at(department),
      inactiveFlag: plan.inactive === true,
      projectFlag: plan.project === true,
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
    if (plan.retired !== undefined) addRetired(seed, board, plan.retired);
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

/** Entries out of use: statuses say `inactive`, the other tables `inactiveFlag` (reference section 3.4). */
function addRetired(seed: SeedTables, board: StoredRecord, retired: NonNullable<SeedBoard['retired']>): void {
  seed.add('statuses', {
    name: retired.status,
    board: at(board),
    sortOrder: 900,
    displayOnBoard: false,
    inactive: true,
    closedStatus: false,
    defaultFlag: false,
    escalationStatus: 'NoEscalation',
  });
  seed.add('types', { name: retired.type, category: 'Reactive', inactiveFlag: true, board: at(board) });
  seed.add('items', { name: retired.item, inactiveFlag: true, board: at(board) });
}

export function addPeopleAndTables(seed: SeedTables): void {
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
