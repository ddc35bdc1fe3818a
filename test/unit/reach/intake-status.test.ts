import { describe, expect, it } from 'vitest';
import type { Look } from '../../../src/core/reach/health/registration.ts';
import { type IntakeFacts, intakeStatus, silentParts } from '../../../src/core/reach/intake-status.ts';
import type { TunnelState } from '../../../src/core/tunnel/port.ts';
import { configSchema } from '../../../src/shared/config.ts';
import type { HealthFinding } from '../../../src/shared/domain/reach.ts';
import { AppError } from '../../../src/shared/errors.ts';

const error = { code: 'tunnel.some', kind: 'transient', message: 'It broke.', context: {} } as const;
const listener: IntakeFacts['listener'] = {
  state: 'listening',
  mode: 'public',
  port: 8300,
  message: '',
  lastDeliveryAt: null,
  refused: 0,
};

function status(tunnel: TunnelState, more: Partial<IntakeFacts> = {}) {
  const config = configSchema.parse({ formatVersion: 1, intake: { tunnel: { kind: 'ngrok' } } });
  return intakeStatus({ config, listener, tunnel, findings: [], silent: [], ...more });
}

const finding = (subject: HealthFinding['subject'], state: HealthFinding['state'], message: string): HealthFinding => ({
  id: message,
  subject,
  state,
  message,
  offer: null,
});

describe('what the status says of the tunnel', () => {
  it.each<[TunnelState, string, string | null]>([
    [{ kind: 'off' }, 'The tunnel is not open: changes are found by polling every 60 s.', null],
    [
      { kind: 'starting', step: 'Signing in to ngrok' },
      'Signing in to ngrok. Until the tunnel is up, changes are found by polling every 60 s.',
      null,
    ],
    [{ kind: 'up', url: 'https://a.example', since: 1 }, 'Callbacks arrive through https://a.example.', null],
    [{ kind: 'down', error, retryAt: 5 }, 'It broke. Meanwhile changes are found by polling every 60 s.', null],
    [{ kind: 'failed', error }, 'It broke. Until then changes are found by polling every 60 s.', 'It broke.'],
  ])('%j', (tunnel, message, needs) => {
    expect(status(tunnel)).toMatchObject({ message, needs, tunnel: { kind: 'ngrok', state: tunnel.kind } });
  });
});

describe('what the status says while nothing is sent here', () => {
  const up: TunnelState = { kind: 'up', url: 'https://a.example', since: 1 };

  it.each([
    [['callback'], 'The callback of the board is not on. For tickets, changes are found by polling every 60 s.'],
    [['webhook'], 'The webhook is not on. For work orders, changes are found by polling every 60 s.'],
    [
      ['callback', 'webhook'],
      'Neither the callback of the board nor the webhook is on: changes are found by polling every 60 s.',
    ],
  ] as const)('%j: they are not said to arrive', (silent, words) => {
    expect(status(up, { silent })).toMatchObject({ silent, message: `The tunnel is up: https://a.example. ${words}` });
  });
});

describe('what sends nothing here', () => {
  const refused = AppError.fromInfo(error);
  const found = (more: object, failure: AppError | null = null): Look =>
    ({ at: 1, baseUrl: '', found: { error: failure, paused: false, ...more }, error: failure }) as unknown as Look;
  const callback = (active: boolean, failure: AppError | null = null, paused = false) =>
    found({ of: 'callback', entry: { active }, paused }, failure);
  const hook = (status: string, failure: AppError | null = null, paused = false) =>
    found({ of: 'webhook', before: { status }, paused }, failure);

  it('is what is paused, or off and not to be mended', () => {
    expect(silentParts(callback(false, null, true), hook('active', null, true))).toEqual(['callback', 'webhook']);
    expect(silentParts(callback(false, refused), hook('inactive', refused))).toEqual(['callback', 'webhook']);
    expect(silentParts(found({ of: 'callback', entry: null }, refused), null)).toEqual(['callback']);
  });

  it('is nothing that is on, or that nobody may ask for: an administrator may have registered it', () => {
    expect(silentParts(callback(true), hook('active'))).toEqual([]);
    expect(silentParts(callback(true, refused), hook('active', refused))).toEqual([]);
    const unasked: Look = { at: 1, baseUrl: '', found: null, error: refused };
    expect(silentParts(unasked, unasked)).toEqual([]);
    expect(silentParts(null, null)).toEqual([]);
  });
});

describe('what needs a person', () => {
  const up: TunnelState = { kind: 'up', url: 'https://a.example', since: 1 };

  it('is drift that could not be mended, counted when there is more', () => {
    const gone = finding('callback', 'offered', 'Callback 7 is gone.');
    expect(status(up, { findings: [gone] }).needs).toBe('Callback 7 is gone.');
    const two = [gone, finding('webhook', 'failed', 'The webhook is inactive.')];
    expect(status(up, { findings: two }).needs).toBe('Callback 7 is gone. 1 more thing needs you under Callbacks.');
    const three = [...two, finding('deliveries', 'failed', 'Deliveries failed.')];
    expect(status(up, { findings: three }).needs).toMatch(/2 more things need you/);
  });

  it('is nothing that was mended, or that mends itself', () => {
    const findings = [
      finding('callback', 'repaired', 'Callback 7 was switched on again.'),
      finding('tunnel', 'failed', 'It broke.'),
    ];
    expect(status({ kind: 'down', error, retryAt: 5 }, { findings }).needs).toBeNull();
  });
});
