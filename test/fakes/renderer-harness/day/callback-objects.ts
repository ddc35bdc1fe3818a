import type { Named } from '../../../../src/shared/domain/records.ts';
import { boardStatuses, boards } from './setup.ts';
import { tickets } from './tickets.ts';

/* Records a callback can be for, by name. */

const numbered = (names: readonly string[], from: number): Named[] =>
  names.map((name, index) => ({ id: from + index, name }));

const companyWords = [
  'Dental',
  'Logistics',
  'Credit Union',
  'Orthopedics',
  'Property Management',
  'Schools',
  'Foods',
  'Legal',
];
const companyNames = [
  'Bluestem',
  'Cedar',
  'Harbor Freight',
  'Juniper',
  'Northwind',
  'Ridgeway',
  'Sunstate',
  'Tallgrass',
];
export const companies: readonly Named[] = numbered(
  companyNames.flatMap((name) => companyWords.map((word) => `${name} ${word}`)),
  318,
);

const allBoards: readonly Named[] = [
  ...boards,
  ...numbered(['Managed Services', 'Procurement', 'Remote Monitoring and Management Alerts of All Regions'], 14),
];

const otherStatuses: readonly Named[] = numbered(['New', 'In progress', 'Waiting on customer', 'Closed'], 611);
const projects = numbered(
  ['Cedar Dental: new clinic network', 'Harbor Freight: Wi-Fi in 14 warehouses', 'Tallgrass Schools: camera upgrade'],
  81,
);
const phases = numbered(['1. Survey', '2. Cabling', '3. Installation', '4. Sign-off'], 301);
const sites = numbered(['Main office', 'Warehouse 2', 'Cedar Falls clinic', 'Data closet, Mesa'], 771);
const members = numbered(['Alex Reed', 'Dana Wu', 'Jordan Harper', 'Priya Nair', 'Field Nation API'], 151);
const territories = numbered(['Corporate', 'Midwest', 'West'], 2);
const tags = numbered(['Field Nation', 'Dispatch'], 61);
const setupTable = numbered(['Active', 'Inactive', 'On hold', 'Prospect'], 21);

const tables: Readonly<Record<string, readonly Named[]>> = {
  'ticket/board': allBoards,
  'project/board': [{ id: 31, name: 'Projects' }],
  'ticket/project': projects,
  'project/project': projects,
  'ticket/ticket': tickets.map(({ id, summary }) => ({ id, name: summary })),
  'site/site': sites,
  'ticket/phase': phases,
};

/** What a level's number may name; every other level gets one of the lists it would have in ConnectWise. */
export function dayObjects(type: string, level: string, withinId?: number): readonly Named[] {
  const key = `${type}/${level}`.toLowerCase();
  if (key === 'ticket/status')
    return withinId === 11 ? boardStatuses.map(({ id, name }) => ({ id, name })) : otherStatuses;
  const own = tables[key];
  if (own !== undefined) return own;
  switch (level.toLowerCase()) {
    case 'company':
    case 'vendor':
      return companies;
    case 'member':
      return members;
    case 'territory':
    case 'location':
      return territories;
    case 'integratortag':
      return tags;
    default:
      return setupTable;
  }
}

/** Name of what an entry is for; null when nothing has the number. */
export function dayObjectName(type: string, level: string, objectId: number): string | null {
  const board = boards.find(({ id }) => id === 11)?.name ?? '';
  const status = boardStatuses.find(({ id }) => id === objectId);
  if (`${type}/${level}`.toLowerCase() === 'ticket/status') return status ? `${status.name} on ${board}` : null;
  return dayObjects(type, level).find(({ id }) => id === objectId)?.name ?? null;
}
