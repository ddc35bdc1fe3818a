import type { CustomFieldDefinition, FieldNationData, User } from './model.ts';

const buyer = (id: number, first: string, last: string, username: string): User => ({
  id,
  first_name: first,
  last_name: last,
  email: `${username}@northwindmsp.example`,
  phone: '+1 512 555 0140',
  zip: '78701',
  role: 'buyer',
  username,
});
const provider = (id: number, first: string, last: string, phone: string, zip: string): User => ({
  id,
  first_name: first,
  last_name: last,
  email: `${first}.${last}@provider.example`.toLowerCase(),
  phone,
  zip,
  role: 'provider',
  username: `${first}.${last}`.toLowerCase(),
});

const field = (
  id: number,
  name: string,
  type: CustomFieldDefinition['type'],
  more: Partial<CustomFieldDefinition> = {},
): CustomFieldDefinition => ({
  id,
  name,
  tip: '',
  type,
  role: 'buyer',
  required: false,
  unique: false,
  internal: false,
  options: [],
  ...more,
});

/** Who the practice company's API user is: the token's owner, and what `triggered_by_user` says after an API call. */
export const apiUserId = 48210;
/** The coordinator whom the control API plays when a buyer acts in Field Nation's web app. */
export const coordinatorId = 48214;

/** Everything but the work orders: the company, its people and its look-ups. */
export function companyRecords(now: number): FieldNationData {
  return {
    formatVersion: 1,
    nextId: {
      workOrder: 18_520_401,
      message: 6_100_001,
      attachment: 3_300_001,
      folder: 410_001,
      contact: 77_001,
      task: 99_001,
      problem: 66_001,
      webhook: 501,
      location: 9004,
      job: 12_001,
      expense: 88_001,
      increase: 31_001,
      discount: 32_001,
      offer: 33_001,
      shipment: 44_001,
      signature: 45_001,
      revisit: 46_001,
      webhookChange: 1,
      client: 2016,
      project: 5504,
      tag: 303,
    },
    company: { id: 90_215, name: 'Northwind Managed Services' },
    users: [
      buyer(apiUserId, 'API', 'Dispatch', 'api.dispatch'),
      buyer(48213, 'Renee', 'Okafor', 'renee.okafor'),
      buyer(coordinatorId, 'Marta', 'Ellison', 'marta.ellison'),
      buyer(48215, 'Devin', 'Park', 'devin.park'),
      // The same people as two members of the practice ConnectWise, by e-mail; the second spells hers with capitals.
      buyer(48216, 'Jordan', 'Harper', 'jharper'),
      { ...buyer(48217, 'Alun', 'Davies', 'alun.davies'), email: 'ADavies@NorthwindMSP.example' },
      provider(70111, 'Luis', 'Herrera', '+1 602 555 0111', '85003'),
      provider(70112, 'Priya', 'Nair', '+1 617 555 0112', '02118'),
      provider(70113, 'Tom', 'Becker', '+1 312 555 0113', '60607'),
      provider(70114, 'Aisha', 'Grant', '+1 404 555 0114', '30303'),
      provider(70115, 'Minh', 'Tran', '+1 206 555 0115', '98104'),
      provider(70116, 'Carla', 'Rossi', '+1 718 555 0116', '11201'),
    ],
    // The same customers as in the practice ConnectWise.
    clients: [
      { id: 2011, name: 'Harbor Dental Group' },
      { id: 2012, name: 'Garden State Foods, Inc.' },
      { id: 2013, name: 'Lone Star Credit Union' },
      { id: 2014, name: 'Lakeside Logistics LLC' },
      { id: 2015, name: 'Charter Oak School District' },
    ],
    projects: [
      { id: 5501, name: 'Break/fix dispatch', clientId: 2011, managerId: 48213 },
      { id: 5502, name: 'Store refresh', clientId: 2012, managerId: 48214 },
      { id: 5503, name: 'Branch network upgrade', clientId: 2013, managerId: 48215 },
    ],
    typesOfWork: [
      {
        id: 62,
        name: 'Point of Sale',
        industryId: 4,
        industry: 'Retail Technology',
        serviceTypes: ['Installation', 'Break/Fix'],
      },
      {
        id: 63,
        name: 'Networking',
        industryId: 1,
        industry: 'Information Technology',
        serviceTypes: ['Installation', 'Break/Fix', 'Site Survey'],
      },
      {
        id: 64,
        name: 'Desktop and laptop support',
        industryId: 1,
        industry: 'Information Technology',
        serviceTypes: ['Break/Fix', 'Deployment'],
      },
      {
        id: 65,
        name: 'Low voltage cabling',
        industryId: 2,
        industry: 'Cabling',
        serviceTypes: ['Installation', 'Testing'],
      },
      { id: 66, name: 'Printers', industryId: 1, industry: 'Information Technology', serviceTypes: ['Break/Fix'] },
    ],
    templates: [
      {
        id: 68,
        name: 'Standard on-site visit',
        typeOfWorkId: 63,
        clientId: null,
        projectId: 5501,
        pay: { type: 'hourly', base: { units: 2, amount: 55 }, additional: { units: 0, amount: 0 } },
        createdAt: now - 200 * 86_400_000,
      },
      {
        id: 69,
        name: 'POS swap',
        typeOfWorkId: 62,
        clientId: 2012,
        projectId: 5502,
        pay: { type: 'fixed', base: { units: 1, amount: 140 }, additional: { units: 0, amount: 0 } },
        createdAt: now - 120 * 86_400_000,
      },
    ],
    locations: [
      {
        id: 9001,
        name: 'Harbor Dental Group, Boston',
        clientId: 2011,
        typeId: 1,
        // Stored as text; the look-ups answer a number and lose the leading zero, as Field Nation does.
        address1: '210 Atlantic Ave',
        address2: 'Suite 3',
        city: 'Boston',
        state: 'MA',
        zip: '02110',
        country: 'US',
        contactName: 'Grace Lund',
        contactPhone: '+1 617 555 0190',
        notes: 'Park behind the building.',
      },
      {
        id: 9002,
        name: 'Garden State Foods, Newark Warehouse',
        clientId: 2012,
        typeId: 1,
        address1: '88 Delancy St',
        address2: '',
        city: 'Newark',
        state: 'NJ',
        zip: '07114',
        country: 'US',
        contactName: 'Sam Ortiz',
        contactPhone: '+1 973 555 0191',
        notes: '',
      },
      {
        id: 9003,
        name: 'Lone Star Credit Union, Austin',
        clientId: 2013,
        typeId: 1,
        address1: '500 Congress Ave',
        address2: '',
        city: 'Austin',
        state: 'TX',
        zip: '78701',
        country: 'US',
        contactName: 'Ines Falk',
        contactPhone: '+1 512 555 0192',
        notes: 'Sign in at the security desk.',
      },
    ],
    networks: [
      { id: 'n-100', type: 'employee', name: 'Northwind employees' },
      { id: 'n-200', type: 'contractor', name: 'Preferred contractors' },
      { id: 'n-300', type: 'marketplace', name: 'Field Nation marketplace' },
    ],
    companyTags: [
      { id: 301, label: 'After hours', color: '#7048e8' },
      { id: 302, label: 'VIP site', color: '#e8590c' },
    ],
    incompleteReasons: [
      { id: 11, label: 'Deliverables missing' },
      { id: 12, label: 'Work not finished' },
      { id: 13, label: 'Return visit needed' },
    ],
    expenses: [
      { id: 21, label: 'Mileage', description: 'Travel by own vehicle', amount: 0 },
      { id: 22, label: 'Parking', description: 'Parking with receipt', amount: 0 },
    ],
    bonuses: [
      { id: 31, name: 'Same-day completion', type: 'Fixed', modifier: '25', description: 'Done on the scheduled day' },
    ],
    penalties: [
      { id: 41, name: 'Late arrival', type: 'Percent', modifier: '10', description: 'More than 30 minutes late' },
    ],
    providerGroups: [
      { id: 801, name: 'Northeast core', members: [70112, 70116] },
      { id: 802, name: 'Southwest core', members: [70111] },
    ],
    talentPoolGroups: [
      {
        id: '7d1c0f0e-4a52-4c39-9a57-3f0b8f1c2a11',
        name: 'Store refresh pool',
        projectId: 5502,
        tiers: [
          { id: 1, name: 'Tier 1', members: [70112, 70116] },
          { id: 2, name: 'Tier 2', members: [70113, 70114] },
        ],
      },
    ],
    revisitReasons: [
      { id: 51, name: 'Part not available', action: 'revisit' },
      { id: 52, name: 'Site not ready', action: 'revisit' },
      { id: 53, name: 'Job not finished', action: 'job_status' },
    ],
    problemTypes: [
      { id: 1, name: 'Other' },
      { id: 2, name: 'Delay' },
      { id: 3, name: 'Site not ready' },
      { id: 4, name: 'Wrong or missing part' },
      { id: 5, name: 'Scope of work' },
    ],
    customFields: [
      field(129, 'ConnectWise Ticket #', 'text', { unique: true, tip: 'Number of the ticket this visit belongs to' }),
      field(130, 'Asset count', 'numeric'),
      field(131, 'Warranty until', 'date'),
      field(132, 'Change window opens', 'date_time'),
      field(133, 'Store opens', 'time'),
      field(134, 'Priority', 'predefined', { options: ['Low', 'Medium', 'High', 'Emergency'] }),
      field(135, 'Site phone', 'phone'),
      field(136, 'Serial number installed', 'text', { role: 'assigned_provider' }),
      field(137, 'Internal cost center', 'text', { internal: true }),
    ],
    workOrders: [],
    webhooks: [],
    stickyFilters: {},
  };
}
