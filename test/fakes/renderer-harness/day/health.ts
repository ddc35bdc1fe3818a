import type { HealthFinding, HealthReport, Outage } from '../../../../src/shared/domain/reach.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const well: readonly HealthFinding[] = [
  {
    id: 'tunnel',
    subject: 'tunnel',
    state: 'ok',
    message: 'The tunnel is up at bridge.northgate-it.com.',
    offer: null,
  },
  { id: 'listener', subject: 'listener', state: 'ok', message: 'The listener answers on port 41873.', offer: null },
  {
    id: 'callback:41',
    subject: 'callback',
    state: 'ok',
    message: 'Callback 41 (Ticket, Board Field Services) is active and points here.',
    offer: null,
  },
  {
    id: 'webhook:0d4f7c1e',
    subject: 'webhook',
    state: 'ok',
    message: 'The webhook of this workstation is active for 21 events.',
    offer: null,
  },
];

const drifted: readonly HealthFinding[] = [
  {
    id: 'callback:44:repaired',
    subject: 'callback',
    state: 'repaired',
    message: 'Callback 44 (Time, Owner) was switched off by ConnectWise after failures. It was switched on again.',
    offer: null,
  },
  {
    id: 'callback:49',
    subject: 'callback',
    state: 'offered',
    message: 'Callback 49 (Contact, Company Harbor Freight Orthopedics) is switched off and sends nothing.',
    offer: 'Switch it on again',
  },
  {
    id: 'callback:47',
    subject: 'callback',
    state: 'offered',
    message: 'Callback 47 (Schedule, Owner) points at mild-otter-plum-lane.trycloudflare.com, not at today’s address.',
    offer: 'Point it here',
  },
  {
    id: 'deliveries',
    subject: 'deliveries',
    state: 'failed',
    message: '7 of the last 60 deliveries of the webhook failed: the tunnel answered 502 between 2:10 and 2:34 AM.',
    offer: null,
  },
];

export function dayHealth(scenario: string, now: number): HealthReport {
  if (['first-use', 'testing', 'ready', 'polling'].includes(scenario))
    return { running: false, checkedAt: null, nextAt: null, findings: [] };
  const calm = scenario === 'quiet' || scenario === 'one';
  const down = scenario === 'offline' || scenario === 'host-key' || scenario === 'host-key-changed';
  const findings: HealthFinding[] = [...well, ...(calm ? [] : drifted)];
  if (down)
    findings[0] = {
      id: 'tunnel',
      subject: 'tunnel',
      state: 'failed',
      message: 'The tunnel is down: bridge.northgate-it.com does not answer on port 22.',
      offer: 'Start it again',
    };
  return { running: false, checkedAt: now - 22 * minuteMs, nextAt: now + 38 * minuteMs, findings };
}

export function dayOutages(scenario: string, now: number): Outage[] {
  if (['first-use', 'testing', 'ready', 'polling', 'quiet'].includes(scenario)) return [];
  const past: Outage[] = [
    {
      id: 26,
      kind: 'tunnel',
      from: now - 12.4 * hourMs,
      to: now - 12 * hourMs,
      why: 'The connection to bridge.northgate-it.com ended: the server closed it.',
      caughtUpAt: now - 12 * hourMs + 41_000,
    },
    {
      id: 25,
      kind: 'asleep',
      from: now - 21.5 * hourMs,
      to: now - 13.1 * hourMs,
      why: 'The computer slept.',
      caughtUpAt: now - 13.1 * hourMs + 55_000,
    },
    {
      id: 22,
      kind: 'callback',
      from: now - 4.2 * dayMs,
      to: now - 26 * hourMs,
      why: 'ConnectWise switched callback 44 (Time, Owner) off after three days of failures.',
      caughtUpAt: now - 26 * hourMs + 92_000,
    },
    {
      id: 19,
      kind: 'not-running',
      from: now - 5.6 * dayMs,
      to: now - 4.9 * dayMs,
      why: 'Dispatch Bridge was not running.',
      caughtUpAt: now - 4.9 * dayMs + 130_000,
    },
    {
      id: 17,
      kind: 'webhook',
      from: now - 9 * dayMs,
      to: now - 8.97 * dayMs,
      why: 'Field Nation had set the webhook of this workstation to inactive.',
      caughtUpAt: now - 8.97 * dayMs + 38_000,
    },
    {
      id: 11,
      kind: 'listener',
      from: now - 16 * dayMs,
      to: now - 16 * dayMs + 4 * minuteMs,
      why: 'Port 41873 was in use by another program.',
      caughtUpAt: null,
    },
  ];
  if (scenario === 'one') return past.slice(0, 1);
  if (scenario !== 'offline' && scenario !== 'host-key-changed') return past;
  const lasting: Outage = {
    id: 27,
    kind: 'tunnel',
    from: now - 16 * minuteMs,
    to: null,
    why: 'bridge.northgate-it.com does not answer on port 22.',
    caughtUpAt: null,
  };
  return [lasting, ...past];
}
