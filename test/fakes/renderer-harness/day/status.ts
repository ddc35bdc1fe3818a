import type { EngineStatus, RemoteHealth } from '../../../../src/shared/domain/status.ts';
import type { TunnelConfig, TunnelView } from '../../../../src/shared/domain/tunnels.ts';

import { configFor, dayListenerPort, dayTunnelState } from './tunnel.ts';

const health = (now: number, over: Partial<RemoteHealth> = {}): RemoteHealth => ({
  state: 'ok',
  message: 'Answers in 180 ms on average.',
  pausedUntil: null,
  lastSuccessAt: now - 12_000,
  budgetLeft: 287,
  inFlight: 0,
  ...over,
});

function running(now: number): EngineStatus {
  return {
    at: now,
    state: 'running',
    headline: '12 items need you.',
    pausedUntil: null,
    connectwise: health(now, { message: 'Signed in as svc-fieldnation at the sandbox.' }),
    fieldnation: health(now, { message: 'Signed in as api.user at the sandbox.', budgetLeft: 51 }),
    intake: dayIntake('day', now),
    queue: { waiting: 3, running: 1, held: 4, dead: 5, inbox: 0, oldestWaitingAt: now - 21_000 },
    links: { open: 12, creating: 1, closed: 1 },
    conflicts: 3,
    attention: 12,
    lastSyncAt: now - 12_000,
    nextPollAt: now + 44_000,
  };
}

/** How the vendors reach this workstation in a scenario. */
function dayIntake(scenario: string, now: number): EngineStatus['intake'] {
  const config = configFor(scenario);
  const heard = {
    state: 'off',
    mode: 'none',
    port: null,
    message: '',
    lastDeliveryAt: null,
    refused: 0,
    needs: null,
  } as const;
  const before = config.kind === 'none' ? heard : { ...heard, lastDeliveryAt: now - 14_000, refused: 2 };
  const tunnel = { kind: 'none', state: 'off', url: null } as const;
  if (scenario === 'loopback') {
    return {
      ...heard,
      state: 'listening',
      mode: 'loopback',
      port: dayListenerPort,
      message: 'Callbacks arrive on this machine.',
      lastDeliveryAt: now - 14_000,
      tunnel,
    };
  }
  return intakeOf({ ...before, tunnel }, config, dayTunnelState(scenario, config, now));
}

/** What the frame says about the listener while the tunnel is in this state. */
export function intakeOf(
  before: EngineStatus['intake'],
  config: TunnelConfig,
  state: TunnelView['state'],
): EngineStatus['intake'] {
  const url = state.kind === 'up' ? state.url : null;
  const off = config.kind === 'none';
  const polling = 'Changes are found by polling every 60 s.';
  return {
    ...before,
    state: off ? 'off' : 'listening',
    mode: off ? 'none' : 'public',
    port: off ? null : dayListenerPort,
    message: off
      ? `No public address. ${polling}`
      : url === null
        ? `The tunnel is not up. ${polling}`
        : `Callbacks arrive through ${url}.`,
    tunnel: { kind: config.kind, state: state.kind, url },
    needs:
      state.kind === 'failed' ? 'The tunnel needs you: the server’s host key has to be compared and accepted.' : null,
  };
}

/** The engine's status for a scenario. */
export function dayStatus(scenario: string, now: number): EngineStatus {
  /** Its headline is a sentence of its own. */
  const own = { ...running(now), intake: dayIntake(scenario, now) };
  const base = { ...own, headlineCode: 'needs-you' } as const;
  const calm = { ...base.queue, waiting: 0, running: 0, held: 0, dead: 0, oldestWaitingAt: null };
  switch (scenario) {
    case 'quiet':
    case 'one':
      return {
        ...base,
        headline: 'Everything is in step. 12 tickets linked.',
        headlineCode: 'in-step',
        conflicts: 0,
        attention: 0,
        queue: calm,
      };
    case 'restored':
    case 'crashes':
      return { ...dayStatus('paused', now), pausedUntil: null };
    // Set up again after a start with empty data: no link is known yet.
    case 'fresh':
      return {
        ...dayStatus('paused', now),
        pausedUntil: null,
        headline: 'Paused. Changes are kept and go out when you resume.',
        headlineCode: 'paused',
        queue: calm,
        links: { open: 0, creating: 0, closed: 0 },
        conflicts: 0,
        attention: 0,
        lastSyncAt: null,
      };
    case 'paused':
      return {
        ...base,
        state: 'paused',
        pausedUntil: now + 26 * 60_000,
        headline: 'Paused. Changes are kept and go out when you resume.',
        headlineCode: 'paused',
        nextPollAt: null,
      };
    case 'offline':
      return {
        ...own,
        headline: 'Field Nation cannot be reached. 7 changes wait and are sent when it answers.',
        fieldnation: health(now, {
          state: 'offline',
          message: 'No connection to api.fieldnation.com: the name could not be resolved. Tried again in 30 s.',
          lastSuccessAt: now - 940_000,
        }),
        queue: { ...base.queue, waiting: 7 },
      };
    case 'sign-in':
      return {
        ...own,
        headline: 'ConnectWise refuses the key. Nothing is sent until you sign in again.',
        connectwise: health(now, {
          state: 'sign-in',
          message: 'ConnectWise refuses the key of company "acme".',
          lastSuccessAt: now - 500_000,
        }),
      };
    case 'stopped':
      return {
        ...own,
        state: 'stopped',
        headline: 'The data folder is full: free some space, then start Dispatch Bridge again.',
      };
    case 'ready':
      return {
        ...base,
        state: 'watching',
        headline: 'Set up and watching. Nothing is sent to either side before you press Start.',
        headlineCode: 'watching',
        queue: calm,
        conflicts: 0,
        attention: 0,
        links: { open: 0, creating: 0, closed: 0 },
      };
    case 'first-use':
    case 'testing':
      return {
        ...base,
        state: 'setup',
        headline: 'Setup is not finished. Nothing is sent to either side before you press Start.',
        headlineCode: 'setup',
        connectwise: health(now, { state: 'not-set-up', message: 'Not set up yet.', lastSuccessAt: null }),
        fieldnation: health(now, { state: 'not-set-up', message: 'Not set up yet.', lastSuccessAt: null }),
        queue: calm,
        links: { open: 0, creating: 0, closed: 0 },
        conflicts: 0,
        attention: 0,
        lastSyncAt: null,
        nextPollAt: null,
      };
    default:
      return base;
  }
}
