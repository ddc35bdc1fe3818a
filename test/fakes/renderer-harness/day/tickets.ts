/** Forty tickets of five companies on two boards, as a dispatcher would have typed them. */
export interface DayTicket {
  readonly id: number;
  readonly summary: string;
  readonly company: string;
  readonly site: string;
}

const companies = [
  ['Northwind Dental Group', 'Cedar Falls, IA'],
  ['Harbor Freight Logistics', 'Tacoma, WA'],
  ['Bluestem Credit Union', 'Topeka, KS'],
  ['Ridgeway Orthopedics', 'Asheville, NC'],
  ['Sunstate Property Management of Greater Maricopa County', 'Mesa, AZ'],
] as const;

const summaries = [
  'Replace failed access point in lobby',
  'Front desk printer offline since Friday',
  'Run two Cat6 drops to new reception desk',
  'Firewall swap, maintenance window 6-8 p.m.',
  'POS terminal 3 does not boot',
  'Rack and stack 24-port PoE switch',
  'UPS battery replacement, alarm every 10 minutes',
  'Badge reader at rear door rejects all cards',
  'Site survey for camera upgrade',
  'Conference room display shows no signal',
  'Recable patch panel B, label both ends',
  'Workstation imaging, 6 units, user data to be kept on the old disks until the customer has signed off in writing',
  'Modem swap with carrier technician on site',
  'VoIP handset static on extension 214',
  'Server disk 2 predictive failure',
  'Access point mount loose above aisle 7',
] as const;

export const tickets: readonly DayTicket[] = Array.from({ length: 40 }, (_, index) => {
  const [company, site] = companies[index % companies.length] ?? companies[0];
  return {
    id: 1001 + index * 3 + (index % 2),
    summary: summaries[index % summaries.length] ?? summaries[0],
    company,
    site,
  };
});

export function ticketAt(index: number): DayTicket {
  const ticket = tickets[index % tickets.length];
  if (ticket === undefined) throw new Error('The day has no tickets');
  return ticket;
}
