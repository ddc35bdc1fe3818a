/* The seeded MSP's boards and their tables. */

export interface SeedStatus {
  readonly name: string;
  readonly closed?: boolean;
  readonly isDefault?: boolean;
  readonly escalation: 'NotResponded' | 'Responded' | 'ResolutionPlan' | 'Resolved' | 'NoEscalation';
}
export interface SeedBoard {
  readonly name: string;
  readonly statuses: readonly SeedStatus[];
  readonly types: readonly string[];
  readonly subTypes: readonly string[];
  readonly items: readonly string[];
  readonly teams: readonly string[];
  readonly inactive?: boolean;
  readonly project?: boolean;
  /** Names that are out of use and still there. */
  readonly retired?: { readonly status: string; readonly type: string; readonly item: string };
}

/** Tickets moved here on the dispatch board become work orders. */
export const triggerStatusName = 'Dispatch to FN';
export const dispatchBoardName = 'Field Dispatch';

export const seedBoards: readonly SeedBoard[] = [
  {
    name: 'Service Desk',
    statuses: [
      { name: 'New', isDefault: true, escalation: 'NotResponded' },
      { name: 'Assigned', escalation: 'Responded' },
      { name: 'In progress', escalation: 'Responded' },
      { name: 'Waiting customer', escalation: 'NoEscalation' },
      { name: 'Waiting parts', escalation: 'NoEscalation' },
      { name: 'Resolved', escalation: 'Resolved' },
      { name: 'Closed', closed: true, escalation: 'Resolved' },
    ],
    types: ['Incident', 'Request', 'Alert'],
    subTypes: ['Workstation', 'Email', 'Network', 'Printer'],
    items: ['Hardware', 'Software', 'Access'],
    teams: ['Help Desk', 'Network Team'],
  },
  {
    name: dispatchBoardName,
    statuses: [
      { name: 'New', isDefault: true, escalation: 'NotResponded' },
      { name: 'Triage', escalation: 'Responded' },
      { name: triggerStatusName, escalation: 'Responded' },
      { name: 'Dispatched', escalation: 'Responded' },
      { name: 'Scheduled', escalation: 'ResolutionPlan' },
      { name: 'In progress', escalation: 'ResolutionPlan' },
      { name: 'Work complete', escalation: 'Resolved' },
      { name: 'Completed', closed: true, escalation: 'Resolved' },
      { name: 'Waiting customer', escalation: 'NoEscalation' },
      { name: 'Cancelled', closed: true, escalation: 'NoEscalation' },
    ],
    types: ['Install', 'Break/fix', 'Survey'],
    subTypes: ['Cabling', 'Network', 'Point of sale', 'Wireless'],
    items: ['On-site visit', 'After hours', 'Return visit'],
    teams: ['Field Team', 'Projects Team'],
  },
  {
    // Spelled differently from the others, as boards that different people made are.
    name: 'Managed Services',
    statuses: [
      { name: 'New', isDefault: true, escalation: 'NotResponded' },
      { name: 'In Progress', escalation: 'Responded' },
      { name: 'On site', escalation: 'ResolutionPlan' },
      { name: 'Done', closed: true, escalation: 'Resolved' },
    ],
    types: ['Maintenance', 'Break/Fix'],
    subTypes: ['Server', 'Backup'],
    items: ['Hardware'],
    teams: ['Managed Services Team'],
    retired: { status: 'Waiting vendor', type: 'Patching', item: 'Tape drive' },
  },
  {
    name: 'Client Projects',
    project: true,
    statuses: [
      { name: 'Open', isDefault: true, escalation: 'NotResponded' },
      { name: 'Closed', closed: true, escalation: 'Resolved' },
    ],
    types: ['Project work'],
    subTypes: ['Rollout'],
    items: ['Hardware'],
    teams: ['Projects Team'],
  },
  {
    name: 'Old Service Desk',
    inactive: true,
    statuses: [
      { name: 'Open', isDefault: true, escalation: 'NotResponded' },
      { name: 'Closed', closed: true, escalation: 'Resolved' },
    ],
    types: ['Incident'],
    subTypes: ['Workstation'],
    items: ['Hardware'],
    teams: ['Help Desk'],
  },
];

export interface SeedMember {
  readonly identifier: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly title: string;
  readonly licenseClass: 'A' | 'C' | 'F' | 'X';
}

/** The member whose keys the product signs in with, and the one who plays the dispatcher. */
export const apiMemberIdentifier = 'svc-fieldnation';
export const dispatcherIdentifier = 'jharper';
export const technicianIdentifier = 'mlopez';

export const seedMembers: readonly SeedMember[] = [
  { identifier: dispatcherIdentifier, firstName: 'Jordan', lastName: 'Harper', title: 'Dispatcher', licenseClass: 'F' },
  {
    identifier: apiMemberIdentifier,
    firstName: 'Field Nation',
    lastName: 'Integration',
    title: 'API member',
    licenseClass: 'A',
  },
  { identifier: 'mlopez', firstName: 'María', lastName: 'López', title: 'Senior Technician', licenseClass: 'F' },
  { identifier: 'tnguyen', firstName: 'Tuan', lastName: 'Nguyen', title: 'Network Engineer', licenseClass: 'F' },
  { identifier: 'kobrien', firstName: 'Kate', lastName: "O'Brien", title: 'Help Desk Technician', licenseClass: 'F' },
  { identifier: 'adavies', firstName: 'Alun', lastName: 'Davies', title: 'Service Manager', licenseClass: 'F' },
  { identifier: 'fieldtech', firstName: 'Field', lastName: 'Technician', title: 'Subcontractor', licenseClass: 'X' },
];

export const seedPriorities = [
  { name: 'Priority 1 - Critical', color: 'Red', level: 'Critical' },
  { name: 'Priority 2 - High', color: 'Orange', level: 'High' },
  { name: 'Priority 3 - Medium', color: 'Yellow', level: 'Medium', isDefault: true },
  { name: 'Priority 4 - Low', color: 'Green', level: 'Low' },
] as const;

export const seedSources = ['Phone', 'Email Connector', 'Portal', 'Monitoring', 'Walk-in'] as const;
