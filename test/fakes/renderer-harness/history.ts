import type { AuditEntry, NewAuditEntry } from '../../../src/shared/domain/recovery.ts';

type Line = readonly [
  minutesAgo: number,
  who: string,
  area: NewAuditEntry['area'],
  what: string,
  before: string,
  after: string,
];

const lines: readonly Line[] = [
  [2, 'kim', 'sync', 'Sync', 'paused for 15 minutes', 'running'],
  [9, 'kim', 'sync', 'Sync', 'running', 'paused for 15 minutes'],
  [34, 'kim', 'mapping', 'Mapping in force', 'Version 6', 'Version 7 (contact names): 1 rule changed'],
  [36, 'kim', 'trigger', 'Ticket status for work order status: Assigned', 'Dispatched (514)', 'Scheduled (515)'],
  [58, 'kim', 'connection', 'ConnectWise private key', 'set', 'changed'],
  [61, 'Dispatch Bridge', 'connection', 'ConnectWise site', 'http://127.0.0.1:4101', 'http://127.0.0.1:41877'],
  [
    150,
    'jordan.harper',
    'callbacks',
    'Callback 26551 (Ticket, Board 21, to https://dispatch.northwindmsp.example) registered',
    '',
    '',
  ],
  [151, 'jordan.harper', 'intake', 'Tunnel', 'polling only', 'cloudflared'],
  [151, 'jordan.harper', 'intake', 'Tunnel: hostname', '', 'dispatch.northwindmsp.example'],
  [1500, 'kim', 'alerts', 'Alert: oldest waiting change', 'on, minutes: 15', 'on, minutes: 30'],
  [1503, 'kim', 'app', 'Start with the computer', 'off', 'on'],
  [
    2900,
    'kim',
    'sync',
    'Event: FN_WO_CHECKED_IN',
    'on, updates the ticket',
    'on, a note on internal: {provider.name} is on site. Call the site contact on arrival and note who signed the visit sheet before leaving the building.',
  ],
  [2910, 'kim', 'trigger', 'Dispatching', 'off until a person has seen the plan and pressed Start', 'started'],
  [2950, 'kim', 'app', 'Configuration taken over from profile staging', '', ''],
];

/** The trail of the made-up day; `many` has a page more than is shown at once. */
export function auditLines(scenario: string, now: number): readonly AuditEntry[] {
  if (['first-use', 'one'].includes(scenario)) return [];
  const rounds = scenario === 'many' ? 12 : 1;
  const rows = Array.from({ length: rounds }, (_, round) =>
    lines.map(([minutes, who, area, what, before, after]) => ({
      at: now - (minutes + round * 4000) * 60_000,
      who,
      area,
      what,
      before,
      after,
    })),
  ).flat();
  return rows.map((row, index) => ({ ...row, id: rows.length - index }));
}

export function auditPage(lines_: readonly AuditEntry[], before: number | null, limit: number): AuditEntry[] {
  return lines_.filter(({ id }) => before === null || id < before).slice(0, limit);
}
