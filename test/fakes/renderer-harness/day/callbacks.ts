import type { Subscription } from '../../../../src/core/psa/port.ts';

/* Callback entries of the made-up day as ConnectWise holds them, addresses with their (made-up) secrets included. */

export const dayInstallation = 'k3v9q2';
export const dayPathToken = 'c1f6a0837be94d25a8e07f3b92d46c15';
export const dayOrigin = 'https://bridge.northgate-it.com';

const ours = `${dayOrigin}/callbacks/${dayPathToken}?recordId=`;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

interface Given extends Partial<Subscription> {
  readonly id: number;
  readonly description: string;
  readonly type: string;
  readonly level: string;
}

function entries(rows: readonly Given[], now: number): Subscription[] {
  return rows.map((row) => ({
    url: ours,
    objectId: 1,
    active: true,
    selfSuppressed: true,
    updatedAt: now - 9 * dayMs,
    updatedBy: 'svc-fieldnation',
    ...row,
  }));
}

/** The engine's own: the trigger board's tickets. */
export function engineEntry(now: number): Subscription[] {
  const described = `Dispatch Bridge ${dayInstallation}`;
  return entries([{ id: 41, description: described, type: 'ticket', level: 'board', objectId: 11 }], now);
}

/** Everything that can be met: ours, half ours, the broker's, another installation's, other people's, switched off, doubled, malformed. */
export function dayEntries(now: number): Subscription[] {
  const label = (text: string): string => `Dispatch Bridge/${dayInstallation} ${text}`;
  return [
    ...engineEntry(now),
    ...entries(
      [
        {
          id: 12,
          description: 'Field Nation dispatch',
          url: 'https://micro.fieldnation.com/v1/broker/inbound?client_token=8f2c61d07a934b5e9d10c7aa52e3f4b8&external_id=',
          type: 'ticket',
          level: 'status',
          objectId: 502,
          selfSuppressed: false,
          updatedAt: now - 212 * dayMs,
          updatedBy: 'jharper',
        },
        { id: 44, description: label('Time, Owner'), type: 'time', level: 'owner', updatedAt: now - 3 * dayMs },
        {
          id: 46,
          description: label('Time entries of field work'),
          type: 'time',
          level: 'owner',
          updatedAt: now - 2 * dayMs,
        },
        {
          id: 47,
          description: label('Schedule, Owner'),
          url: 'https://mild-otter-plum-lane.trycloudflare.com/callbacks/90aa1c5be2f84d7793bd6e04f1c28a57?recordId=',
          type: 'schedule',
          level: 'owner',
          updatedAt: now - 31 * dayMs,
        },
        {
          id: 49,
          description: label('Contact, Company'),
          type: 'contact',
          level: 'company',
          objectId: 337,
          active: false,
          updatedAt: now - 26 * hourMs,
          updatedBy: 'zSystem',
        },
        {
          id: 38,
          description: 'Dispatch Bridge m8x1z0',
          url: 'https://desk2.northgate-it.com/callbacks/5d7e0b94c3a14f86b2917c60ad3e8f52?recordId=',
          type: 'ticket',
          level: 'board',
          objectId: 12,
          updatedAt: now - 54 * dayMs,
          updatedBy: 'svc-dispatch2',
        },
        {
          id: 7,
          description: 'Zapier ticket feed',
          url: 'https://hooks.zapier.com/hooks/catch/1188342/2xq8f0c?source=connectwise',
          type: 'ticket',
          level: 'owner',
          selfSuppressed: false,
          updatedAt: now - 402 * dayMs,
          updatedBy: 'areed',
        },
        {
          id: 9,
          description:
            'rmm-bridge company sync (old server, ask Priya before deleting it, used by the quarterly licence count)',
          url: 'https://rmm.northgate-it.com/cw/callback?id=',
          type: 'company',
          level: 'owner',
          active: false,
          selfSuppressed: false,
          updatedAt: now - 611 * dayMs,
          updatedBy: 'pnair',
        },
        {
          id: 5,
          description: 'BrightGauge',
          url: 'https://cw-hooks.brightgauge.example/v2/northgate?recordId=',
          type: 'invoice',
          level: 'owner',
          selfSuppressed: false,
          updatedAt: null,
          updatedBy: '',
        },
      ],
      now,
    ),
  ];
}
