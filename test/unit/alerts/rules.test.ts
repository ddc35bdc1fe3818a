import { describe, expect, it } from 'vitest';
import { noMemory, type RuleMemory, verdicts } from '../../../src/core/alerts/rules.ts';
import type { AlertRule } from '../../../src/shared/domain/alerts.ts';
import type { HealthFinding } from '../../../src/shared/domain/reach.ts';
import type { EngineStatus } from '../../../src/shared/domain/status.ts';
import { alertsConfig, configWith, facts, healthy, minute, status, t0 } from './facts.ts';

type Change = Parameters<typeof facts>[0];
const found = (change: Change, memory: RuleMemory = noMemory, lasting: readonly AlertRule[] = []) =>
  verdicts(facts(change), memory, (rule) => lasting.includes(rule));
const short = (change: Change, memory?: RuleMemory, lasting?: readonly AlertRule[]) =>
  found(change, memory, lasting).verdicts.map(({ rule, key, state }) => `${rule} ${key} ${state}`.replace('  ', ' '));
const withQueue = (queue: Partial<EngineStatus['queue']>, rest: Partial<EngineStatus> = {}): EngineStatus => ({
  ...status,
  ...rest,
  queue: { ...status.queue, ...queue },
});
const withTunnel = (
  state: EngineStatus['intake']['tunnel']['state'],
  rest: Partial<EngineStatus> = {},
): EngineStatus => ({
  ...status,
  ...rest,
  intake: { ...status.intake, message: 'ngrok refuses the authtoken.', tunnel: { kind: 'ngrok', state, url: null } },
});
const paused = { state: 'paused' } as const;

describe('what needs a person', () => {
  it('is nothing when all is well', () => {
    expect(found({}).verdicts).toEqual([]);
  });

  it('is a sign-in one side refuses, each side for itself, with the place to sign in', () => {
    const refuses = { ...healthy, state: 'sign-in', message: 'ConnectWise refuses the key.' } as const;
    const [alert, ...others] = found({ status: { ...status, connectwise: refuses } }).verdicts;
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      rule: 'sign-in',
      key: 'connectwise',
      severity: 'error',
      title: 'ConnectWise needs you to sign in',
      message: 'ConnectWise refuses the key. Until then nothing is dispatched.',
      place: 'setup/connectwise',
    });
    expect(short({ status: { ...status, connectwise: refuses, fieldnation: refuses } })).toEqual([
      'sign-in connectwise raise',
      'sign-in fieldnation raise',
    ]);
    expect(short({ status: { ...status, state: 'setup', connectwise: refuses } })).toEqual([]);
  });

  it('is no rule that is switched off', () => {
    const off = configWith(alertsConfig({ 'disk-low': { on: false } }));
    expect(short({ diskFree: 1 })).toEqual(['disk-low raise']);
    expect(short({ diskFree: 1, config: off })).toEqual([]);
  });
});

describe('changes that stopped', () => {
  it('are told when there are more than at the last look, with the newest cause in its own words', () => {
    const newestStopped = "Ticket 1042 was not sent: priority 'P1' has no value. Map it, then retry.";
    const first = found({ status: withQueue({ dead: 2 }), newestStopped }, { stoppedSeen: 0 });
    expect(first.memory).toEqual({ stoppedSeen: 2 });
    expect(first.verdicts).toMatchObject([
      { title: '2 changes stopped', message: expect.stringContaining(`The newest: ${newestStopped}`), state: 'raise' },
    ]);
    expect(short({ status: withQueue({ dead: 2 }) }, first.memory)).toEqual([]);
    expect(short({ status: withQueue({ dead: 2 }) }, first.memory, ['dead-letters'])).toEqual(['dead-letters hold']);
  });

  it('are news again when more stop while the first still lie there', () => {
    const more = found({ status: withQueue({ dead: 5 }) }, { stoppedSeen: 2 }, ['dead-letters']);
    expect(more.verdicts).toMatchObject([{ state: 'raise', renews: true, title: '5 changes stopped' }]);
  });

  it('are over at none, and count from where a person left them', () => {
    expect(short({ status: withQueue({ dead: 0 }) }, { stoppedSeen: 5 }, ['dead-letters'])).toEqual([]);
    const cleared = found({ status: withQueue({ dead: 1 }) }, { stoppedSeen: 5 }).memory;
    expect(cleared).toEqual({ stoppedSeen: 1 });
    expect(short({ status: withQueue({ dead: 2 }) }, cleared)).toEqual(['dead-letters raise']);
  });

  it('that lay there before anything was counted are no growth', () => {
    expect(found({ status: withQueue({ dead: 7 }) })).toEqual({ verdicts: [], memory: { stoppedSeen: 7 } });
  });

  it('add up to as many as were asked for', () => {
    const config = configWith(alertsConfig({ 'dead-letters': { atLeast: 3 } }));
    const two = found({ status: withQueue({ dead: 2 }), config }, { stoppedSeen: 0 });
    expect(two).toEqual({ verdicts: [], memory: { stoppedSeen: 0 } });
    expect(short({ status: withQueue({ dead: 3 }), config }, two.memory)).toEqual(['dead-letters raise']);
  });
});

describe('the success rate', () => {
  it('is told below its threshold, and well again only clearly above it', () => {
    const at = (succeeded: number, failed: number) => short({ runs: { succeeded, failed } });
    expect(at(89, 11)).toEqual(['success-rate raise']);
    expect(at(90, 10)).toEqual(['success-rate hold']);
    expect(at(91, 9)).toEqual(['success-rate hold']);
    expect(at(92, 8)).toEqual([]);
  });

  it('says nothing of a few runs, and lasts through them', () => {
    expect(short({ runs: { succeeded: 0, failed: 9 } })).toEqual(['success-rate hold']);
    expect(short({ runs: { succeeded: 0, failed: 10 } })).toEqual(['success-rate raise']);
    expect(short({ runs: { succeeded: 0, failed: 0 } })).toEqual([]);
  });

  it('names its figures', () => {
    expect(found({ runs: { succeeded: 30, failed: 12 } }).verdicts[0]).toMatchObject({
      title: 'Only 71 % of the runs succeed',
      message: expect.stringContaining('12 of the 42 runs of the last 60 minutes failed'),
    });
  });
});

describe('a queue that stands', () => {
  const old = (minutes: number, rest: Partial<EngineStatus> = {}) =>
    withQueue({ waiting: 4, oldestWaitingAt: t0 - minutes * minute }, rest);

  it('is told from its minutes on, and over at half of them', () => {
    expect(short({ status: old(15) })).toEqual(['queue-age raise']);
    expect(short({ status: old(14) })).toEqual(['queue-age hold']);
    expect(short({ status: old(7) })).toEqual([]);
    expect(found({ status: old(15) }).verdicts[0]?.raiseAfterMs).toBe(2 * minute);
  });

  it('says what is in its way where that is known', () => {
    const away = { ...healthy, state: 'offline', message: 'Field Nation cannot be reached.' } as const;
    const [alert] = found({ status: old(20, { fieldnation: away }) }).verdicts;
    expect(alert?.message).toBe(
      'The oldest change has waited for 20 minutes. 4 wait in all. Field Nation cannot be reached.',
    );
  });

  it('is no news to somebody who has to sign in', () => {
    const refuses = { ...healthy, state: 'sign-in', message: 'No.' } as const;
    expect(short({ status: old(20, { connectwise: refuses }) })).toEqual([
      'sign-in connectwise raise',
      'queue-age hold',
    ]);
  });
});

describe('the tunnel', () => {
  it('is told once it has been down long enough, and lasts until it is up', () => {
    const down = (minutes: number) => ({ status: withTunnel('down'), tunnelDownSince: t0 - minutes * minute });
    expect(short(down(4))).toEqual(['tunnel-down ngrok hold']);
    expect(short(down(5))).toEqual(['tunnel-down ngrok raise']);
    expect(short({ ...down(9), status: withTunnel('starting') })).toEqual(['tunnel-down ngrok hold']);
    expect(short({ ...down(9), status: withTunnel('up') })).toEqual([]);
  });

  it('that needs a person says so', () => {
    const [alert] = found({ status: withTunnel('failed'), tunnelDownSince: t0 - 6 * minute }).verdicts;
    expect(alert?.message).toBe(
      'ngrok refuses the authtoken. It has been down for 6 minutes. It does not come back by itself.',
    );
  });
});

describe('callbacks and webhooks', () => {
  const finding = (change: Partial<HealthFinding>): HealthFinding => ({
    id: 'callback',
    subject: 'callback',
    state: 'failed',
    message: 'Callback 7 is not in order.',
    offer: null,
    ...change,
  });
  const told = (change: Partial<HealthFinding>) => short({ findings: [finding(change)] });

  it('are told when nothing comes from them', () => {
    expect(told({ id: 'gone:7', state: 'offered', offer: 'Register it again' })).toEqual([
      'callback-disabled gone:7 raise',
    ]);
    expect(told({ id: 'callback:7', state: 'offered', offer: 'Switch it on again' })).toHaveLength(1);
    expect(told({ id: 'webhook', subject: 'webhook' })).toHaveLength(1);
  });

  it('are not while they are only not known, mended, double, or paused by a person', () => {
    expect(told({ id: 'callbacks', message: 'It could not be looked at.' })).toEqual([]);
    expect(told({ state: 'repaired' })).toEqual([]);
    expect(told({ state: 'ok', message: 'Callback 7 was paused in this app.' })).toEqual([]);
    expect(told({ id: 'double:7', state: 'offered', offer: 'Delete callback 7' })).toEqual([]);
    expect(told({ id: 'deliveries', subject: 'deliveries', state: 'offered', offer: 'Send them again' })).toEqual([]);
  });
});

describe('free disk space', () => {
  it('is told below its threshold, and enough again a tenth above it', () => {
    const mb = 1024 * 1024;
    expect(short({ diskFree: 499 * mb })).toEqual(['disk-low raise']);
    expect(short({ diskFree: 540 * mb })).toEqual(['disk-low hold']);
    expect(short({ diskFree: 551 * mb })).toEqual([]);
    expect(short({ diskFree: null })).toEqual([]);
    expect(found({ diskFree: 200 * mb }).verdicts[0]).toMatchObject({
      severity: 'error',
      title: '200 MB of disk space left',
    });
  });
});

describe('while a person has paused the sync', () => {
  it('nothing begins, and what lasts goes on', () => {
    const refuses = { ...healthy, state: 'sign-in', message: 'No.' } as const;
    const change: Change = {
      status: withTunnel('down', {
        ...paused,
        connectwise: refuses,
        queue: { ...status.queue, dead: 4, waiting: 1, oldestWaitingAt: t0 - 60 * minute },
      }),
      tunnelDownSince: t0 - 60 * minute,
      runs: { succeeded: 0, failed: 50 },
    };
    expect(short(change, { stoppedSeen: 0 })).toEqual([
      'sign-in connectwise hold',
      'success-rate hold',
      'queue-age hold',
      'tunnel-down ngrok hold',
    ]);
    expect(found(change, { stoppedSeen: 0 }).memory).toEqual({ stoppedSeen: 0 });
  });
});
