import { describe, expect, it } from 'vitest';
import { backupHealth, databaseHealth, diskHealth, queueHealth } from '../../../src/core/monitor/health-house.ts';
import { callbacksHealth, type IntakeFacts, tunnelHealth } from '../../../src/core/monitor/health-intake.ts';
import { remoteHealth } from '../../../src/core/monitor/health-remote.ts';
import { keychainHealth } from '../../../src/main/ipc/handlers/monitor.ts';
import { configSchema } from '../../../src/shared/config.ts';
import type { EngineStatus, RemoteHealth } from '../../../src/shared/domain/status.ts';

const now = Date.UTC(2026, 10, 22, 10);
const config = configSchema.parse({ formatVersion: 1 });
const { rules } = config.alerts;
const gb = 1024 ** 3;
const mb = 1024 ** 2;
const day = 86_400_000;

const calm: EngineStatus['queue'] = { waiting: 0, running: 0, held: 0, dead: 0, inbox: 0, oldestWaitingAt: null };
const latency = { count: 9, meanMs: 1, p50Ms: 180, p95Ms: 420, p99Ms: 900, maxMs: 1000 };
const asked = { remote: 'connectwise', requests: 412, failed: 2, latency } as const;
const answering: RemoteHealth = {
  state: 'ok',
  message: 'ConnectWise answers.',
  pausedUntil: null,
  lastSuccessAt: now - 5000,
  budgetLeft: 287.6,
  inFlight: 1,
};
const intake: EngineStatus['intake'] = {
  state: 'listening',
  mode: 'public',
  port: 8471,
  message: 'Callbacks arrive through https://a.example.',
  lastDeliveryAt: null,
  refused: 0,
  tunnel: { kind: 'ngrok', state: 'up', url: 'https://a.example' },
  needs: null,
};
const facts = (change: Partial<EngineStatus['intake']>, more: Partial<IntakeFacts> = {}): IntakeFacts => ({
  intake: { ...intake, ...change },
  config,
  outages: [],
  received: { connectwise: 3, fieldnation: 1 },
  ...more,
});

describe('health in words', () => {
  it('says how fast a remote answers and how often it failed', () => {
    expect(remoteHealth('connectwise', answering, asked, 300)).toMatchObject({
      tone: 'ok',
      message: 'Answers in 180 ms. 412 requests in the last hour, 2 failed.',
      since: null,
    });
  });

  it('leads to setup when a remote wants a person to sign in, with the time it last answered', () => {
    const refused = { ...answering, state: 'sign-in', message: 'ConnectWise refuses the key.' } as const;
    expect(remoteHealth('connectwise', refused, asked, 300)).toMatchObject({
      tone: 'attention',
      message: 'ConnectWise refuses the key.',
      since: now - 5000,
      action: { do: 'open-setup', step: 'connectwise' },
    });
  });

  it('never promises more requests than the budget has', () => {
    const boundless = { ...answering, budgetLeft: Number.MAX_SAFE_INTEGER };
    expect(remoteHealth('connectwise', boundless, asked, 300).facts).toContainEqual(
      expect.objectContaining({ name: 'Left this minute', value: '300 of 300' }),
    );
  });

  it('counts what arrived, and calls silence what it is', () => {
    expect(callbacksHealth(facts({})).message).toBe('3 callbacks and 1 webhook arrived in the last hour.');
    expect(callbacksHealth(facts({ silent: ['callback'] }))).toMatchObject({ tone: 'waiting' });
    expect(callbacksHealth(facts({ needs: 'Callback 7 was deleted.' }))).toMatchObject({
      tone: 'attention',
      message: 'Callback 7 was deleted.',
    });
    const none = facts({ mode: 'none', state: 'off', tunnel: { kind: 'none', state: 'off', url: null } });
    expect(callbacksHealth(none)).toMatchObject({ tone: 'off' });
    expect(tunnelHealth(none)).toMatchObject({ tone: 'off', message: 'None. Polling finds changes within 60 s.' });
  });

  it('says since when a tunnel is down, by the outage that lasts', () => {
    const outage = { id: 1, kind: 'tunnel', from: now - 60_000, to: null, why: '', caughtUpAt: null } as const;
    const down = facts(
      { message: 'ngrok does not answer.', tunnel: { kind: 'ngrok', state: 'down', url: null } },
      { outages: [{ ...outage, id: 2, from: now - day, to: now - 1 }, outage] },
    );
    expect(tunnelHealth(down)).toMatchObject({ tone: 'attention', since: now - 60_000 });
    expect(callbacksHealth(down).tone).toBe('waiting');
  });

  it('calls for a person when something stopped, is held, or waits longer than the alert allows', () => {
    expect(queueHealth(calm, rules, now)).toMatchObject({ tone: 'ok' });
    expect(queueHealth({ ...calm, dead: 5, held: 4, running: 1 }, rules, now)).toMatchObject({
      tone: 'attention',
      message: '5 stopped and need a person; 4 held for approval; 1 running.',
      action: { do: 'open-attention' },
    });
    const waiting = (ms: number) => queueHealth({ ...calm, waiting: 3, oldestWaitingAt: now - ms }, rules, now);
    expect(waiting(60_000).tone).toBe('waiting');
    expect(waiting(16 * 60_000)).toMatchObject({ tone: 'attention', message: '3 waiting, the oldest for 16 min.' });
  });

  it('finds the disk low below what the alert says, and nearly full below a fifth of it', () => {
    const disk = (freeBytes: number) => diskHealth({ freeBytes, sizeBytes: 200 * gb }, '/data', rules).tone;
    expect([501 * mb, 499 * mb, 101 * mb, 99 * mb].map(disk)).toEqual(['ok', 'attention', 'attention', 'error']);
    expect(diskHealth(null, '/data', rules).tone).toBe('off');
  });

  it('misses a backup after two days, not before', () => {
    expect(backupHealth(null, 0, now - 3600_000, now).tone).toBe('waiting');
    expect(backupHealth(null, 0, now - 3 * day, now).tone).toBe('attention');
    expect(backupHealth(now - day, 7, null, now)).toMatchObject({ tone: 'ok', since: now - day });
    expect(backupHealth(now - 2 * day - 1, 7, null, now)).toMatchObject({
      tone: 'attention',
      action: { do: 'open-settings', section: 'recovery' },
    });
  });

  it('says when the database was last found whole', () => {
    const info = { path: '/data/x.db', schemaVersion: 10, sizeBytes: 96 * mb, sqliteVersion: '3.50.0' };
    expect(databaseHealth(info, now - 7_200_000, false, now)).toMatchObject({
      tone: 'ok',
      message: '96 MB, found whole 2 h ago.',
    });
    expect(databaseHealth(info, null, false, now).tone).toBe('working');
    expect(databaseHealth(info, now, true, now).tone).toBe('error');
  });

  it('wants attention when keys are kept for this run only', () => {
    expect(keychainHealth({ kind: 'keychain', name: 'GNOME Keyring', warning: null })).toMatchObject({
      tone: 'ok',
      message: 'Keys are kept in GNOME Keyring.',
    });
    expect(keychainHealth({ kind: 'session', name: 'memory', warning: 'No Secret Service answers.' })).toMatchObject({
      tone: 'attention',
      message: 'No Secret Service answers.',
    });
  });
});
