import type { ConnectWiseState, StoredRecord, TableName } from '../records.ts';
import { refId } from '../records.ts';
import type { SeedTables } from './seed-tables.ts';

/* Set-up records for time, schedule, projects and workflow rules; tasks, devices and assignments of the seeded tickets. */

/** A work type that costs what the role costs. */
const rate = { rateType: 'AdjAmount', rate: 0 } as const;

/** Ids follow recordings where there is one: `S` is schedule type 4, "Firm" is schedule status 2 (reference section 3.8). */
const setup: readonly (readonly [table: TableName, records: readonly StoredRecord[]])[] = [
  [
    'scheduleTypes',
    [
      { id: 1, identifier: 'A', name: 'Activity', systemFlag: true },
      { id: 3, identifier: 'P', name: 'Project', systemFlag: true },
      { id: 4, identifier: 'S', name: 'Service', systemFlag: true },
    ],
  ],
  [
    'scheduleStatuses',
    [
      { id: 1, name: 'Tentative', defaultFlag: false, showAsTentativeFlag: true },
      { id: 2, name: 'Firm', defaultFlag: true, showAsTentativeFlag: false },
    ],
  ],
  [
    'workTypes',
    [
      { id: 1, name: 'Regular', billTime: 'Billable', ...rate, overallDefaultFlag: true, inactiveFlag: false },
      { id: 2, name: 'After hours', billTime: 'Billable', ...rate, overallDefaultFlag: false, inactiveFlag: false },
      { id: 3, name: 'Travel', billTime: 'NoCharge', ...rate, overallDefaultFlag: false, inactiveFlag: false },
    ],
  ],
  [
    'workRoles',
    [
      { id: 1, name: 'Technician', inactiveFlag: false },
      { id: 2, name: 'Engineer', inactiveFlag: false },
    ],
  ],
  ['projects', [{ id: 31, name: 'Branch network upgrade' }]],
  [
    'phases',
    [
      { id: 71, name: 'Site visits', project: { id: 31 } },
      { id: 72, name: 'Cut-over', project: { id: 31 } },
    ],
  ],
  [
    'workflowTableTypes',
    [
      { id: 1, identifier: 'Ticket', name: 'Service Ticket' },
      { id: 2, identifier: 'Company', name: 'Company' },
    ],
  ],
  [
    'workflowNotifyTypes',
    [
      { id: 1, identifier: 'SendEmail', name: 'Send Email' },
      { id: 2, identifier: 'ChangeStatus', name: 'Change Board Status' },
    ],
  ],
];

/** Adds the set-up records, the assignments behind the tickets' resources, and two members whose e-mail addresses are those of coordinators at Field Nation. */
export function addWorkSetup(state: ConnectWiseState): void {
  for (const [table, records] of setup) {
    state.tables[table].push(...records.map((record) => ({ ...record })));
    state.lastIds[table] = Math.max(state.lastIds[table] ?? 0, ...records.map(({ id }) => id));
  }
  addAssignments(state);
  for (const [identifier, firstName, lastName, email] of [
    ['mellison', 'Marta', 'Ellison', 'Marta.Ellison@northwindmsp.example'],
    ['dpark', 'Devin', 'Park', 'devin.park@northwindmsp.example'],
  ] as const) {
    const id = (state.lastIds.members ?? 0) + 1;
    state.lastIds.members = id;
    state.tables.members.push({
      id,
      identifier,
      firstName,
      lastName,
      title: 'Field Coordinator',
      licenseClass: 'F',
      hireDate: '2022-06-01T00:00:00Z',
      inactiveFlag: false,
      officeEmail: email,
      primaryEmail: email,
      defaultEmail: 'Office',
      defaultPhone: 'Office',
      adminFlag: false,
      dailyCapacity: 8,
    });
  }
}

/** Every resource of every ticket gets the schedule entry it follows from. */
function addAssignments(state: ConnectWiseState): void {
  const { members, scheduleEntries, tickets } = state.tables;
  for (const ticket of tickets) {
    for (const name of String(ticket.resources ?? '').split(/,\s*/)) {
      const member = members.find(({ identifier }) => identifier === name);
      if (member === undefined) continue;
      const id = (state.lastIds.scheduleEntries ?? 0) + 1;
      state.lastIds.scheduleEntries = id;
      scheduleEntries.push({
        id,
        objectId: ticket.id,
        name: String(ticket.summary ?? ''),
        member: { id: member.id },
        type: { id: 4 },
        status: { id: 2 },
        doneFlag: ticket.closedFlag === true,
        acknowledgedFlag: false,
        ownerFlag: true,
        meetingFlag: false,
        allowScheduleConflictsFlag: false,
        _info: { ...(ticket._info as object) },
      });
    }
  }
}

/** The first tickets of the dispatch board get tasks, and a device where their company has one. */
export function addTicketParts(seed: SeedTables): void {
  for (const [index, ticket] of seed.tables.tickets.entries()) {
    if (index >= 3) continue;
    const device = seed.tables.configurations.find((one) => refId(one, 'company') === refId(ticket, 'company'));
    if (device !== undefined) ticket.configurationIds = [device.id];
    for (const [priority, notes] of ['Call the site before leaving', 'Take photos before and after'].entries()) {
      seed.add('tasks', {
        ticketId: ticket.id,
        notes,
        closedFlag: index === 0 && priority === 0,
        priority: priority + 1,
      });
    }
  }
}
