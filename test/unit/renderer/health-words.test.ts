import { afterEach, describe, expect, it } from 'vitest';
import { backupHealth, databaseHealth, diskHealth, queueHealth } from '../../../src/core/monitor/health-house.ts';
import { callbacksHealth, tunnelHealth } from '../../../src/core/monitor/health-intake.ts';
import { remoteHealth } from '../../../src/core/monitor/health-remote.ts';
import { keychainHealth } from '../../../src/main/ipc/handlers/monitor.ts';
import { factWords, headlineWords, healthWords } from '../../../src/renderer/features/dashboard/health-words.ts';
import { configSchema } from '../../../src/shared/config.ts';
import type { HealthItem } from '../../../src/shared/domain/monitor.ts';
import { type EngineStatus, headlineCodes, type RemoteHealth } from '../../../src/shared/domain/status.ts';
import { en } from '../../../src/shared/strings/en.ts';
import { catalogueOf } from '../../../src/shared/strings/languages.ts';
import { speak } from '../../../src/shared/strings/t.ts';
import { dayStatus } from '../../fakes/renderer-harness/day/status.ts';

const now = Date.UTC(2026, 10, 22, 10);
const config = configSchema.parse({ formatVersion: 1 });
const { rules } = config.alerts;
const [hour, day, mb, gb] = [3_600_000, 86_400_000, 1024 ** 2, 1024 ** 3];

const status = dayStatus('day', now);
const remote = (health: Partial<RemoteHealth>, failed = 0, requests = 412): HealthItem => {
  const latency = requests === 0 ? null : { count: 9, meanMs: 1, p50Ms: 1240, p95Ms: 42_000, p99Ms: 1, maxMs: 1 };
  const asked = { remote: 'fieldnation', requests, failed, latency } as const;
  return remoteHealth('fieldnation', { ...status.fieldnation, budgetLeft: 12, ...health }, asked, 60);
};
const intake = (change: Partial<EngineStatus['intake']>, connectwise = 0, fieldnation = 0) => ({
  intake: { ...status.intake, state: 'listening' as const, mode: 'public' as const, needs: null, ...change },
  config,
  outages: [],
  received: { connectwise, fieldnation },
});
const none = { kind: 'none', state: 'off', url: null } as const;
const up = { kind: 'own-url', state: 'up', url: 'https://a.example' } as const;
const down = { kind: 'ssh', state: 'down', url: null } as const;
const queue = { waiting: 0, running: 0, held: 0, dead: 0, inbox: 0, oldestWaitingAt: null };
const info = { path: '/data/x.db', schemaVersion: 10, sizeBytes: 96.4 * mb, sqliteVersion: '3.50.0' };

/** Every sentence a tile can say in a code. */
const items: readonly HealthItem[] = [
  remote({ state: 'not-set-up', message: 'Field Nation is not connected yet.' }),
  remote({ state: 'unknown', message: 'Field Nation has not been asked yet.' }),
  remote({ state: 'ok' }, 0, 0),
  remote({ state: 'ok' }),
  remote({ state: 'ok' }, 3),
  remote({ state: 'ok' }, 1, 1),
  tunnelHealth(intake({ mode: 'loopback', tunnel: none })),
  tunnelHealth(intake({ mode: 'none', tunnel: none })),
  tunnelHealth(intake({ tunnel: up })),
  callbacksHealth(intake({ mode: 'none', tunnel: none })),
  callbacksHealth(intake({ tunnel: up, silent: ['callback'] })),
  callbacksHealth(intake({ tunnel: up, silent: ['webhook'] })),
  callbacksHealth(intake({ tunnel: up, silent: ['callback', 'webhook'] })),
  callbacksHealth(intake({ tunnel: down })),
  callbacksHealth(intake({ tunnel: up })),
  callbacksHealth(intake({ tunnel: up }, 1, 7)),
  queueHealth(queue, rules, now),
  queueHealth({ ...queue, dead: 1, held: 2, running: 1 }, rules, now),
  queueHealth({ ...queue, dead: 3, waiting: 2 }, rules, now),
  queueHealth({ ...queue, waiting: 2, oldestWaitingAt: now - 4.5 * 60_000 }, rules, now),
  diskHealth(null, '/data', rules),
  diskHealth({ freeBytes: 148 * gb, sizeBytes: 1.8 * 1024 * gb }, '/data', rules),
  diskHealth({ freeBytes: 90.25 * mb, sizeBytes: 200 * gb }, '/data', rules),
  databaseHealth(info, now - 2 * hour, false, now),
  databaseHealth({ ...info, sizeBytes: 300_000 }, null, false, now),
  databaseHealth(info, now - 30_000, true, now),
  backupHealth(null, 0, now - hour, now),
  backupHealth(null, 0, now - 3 * day, now),
  backupHealth(now - 7 * hour, 1, null, now),
  backupHealth(now - 5 * day, 7, null, now),
  keychainHealth({ kind: 'keychain', name: 'GNOME Keyring', warning: null }),
];

afterEach(() => speak(en, 'en-US'));

describe('what a health tile says', () => {
  it.each(items.map((item) => [item.message, item] as const))('is in English what the engine says: %s', (_, item) => {
    expect(item.said).toBeDefined();
    expect(healthWords(item)).toBe(item.message);
    expect(item.facts.map(factWords)).toEqual(item.facts.map(({ name, value }) => ({ name, value })));
    expect(item.facts.every((fact) => fact.code !== undefined)).toBe(true);
  });

  it('is another sentence in German, with the same figures', async () => {
    const english = items.map(healthWords);
    speak(await catalogueOf('de'), 'de-DE');
    const german = items.map(healthWords);
    expect(german.filter((words, index) => words === english[index])).toEqual([]);
    expect(healthWords(remote({ state: 'ok' }, 3))).toBe(
      'Antwortet in 1,2 s. 412 Anfragen in der letzten Stunde, 3 gescheitert.',
    );
    expect(german.at(-2)).toContain('vor 5 Tagen');
    expect(remote({ state: 'ok' }).facts.map(factWords)).toContainEqual({
      name: 'Übrig in dieser Minute',
      value: '12 von 60',
    });
  });

  it('stays in the engine’s words where it is a sentence of its own', async () => {
    speak(await catalogueOf('de'), 'de-DE');
    for (const item of [
      remote({ state: 'offline', message: 'No connection.' }),
      tunnelHealth(intake({ tunnel: down, message: 'ssh ended.' })),
      callbacksHealth(intake({ tunnel: up, needs: 'Callback 7 was deleted.' })),
      keychainHealth({ kind: 'session', name: 'memory', warning: 'No Secret Service answers.' }),
    ])
      expect([item.said, healthWords(item)]).toEqual([undefined, item.message]);
  });
});

describe('the headline', () => {
  const figures = {
    attention: 4,
    conflicts: 1,
    queue: { ...queue, waiting: 2, running: 1 },
    links: { open: 1, creating: 0, closed: 0 },
  };

  it('is worded from its code and the figures of the status', async () => {
    const said = (): readonly string[] =>
      headlineCodes.map((headlineCode) => headlineWords({ ...status, ...figures, headline: '', headlineCode }));
    expect(said().slice(3)).toEqual([
      '4 items need you.',
      '1 field was changed on both sides: choose which value counts.',
      '3 changes are on the way. 1 ticket linked.',
      'Ready. The next ticket that enters the trigger status is sent.',
      'Everything is in step. 1 ticket linked.',
    ]);
    const english = said();
    speak(await catalogueOf('de'), 'de-DE');
    expect(said().filter((words, index) => words === english[index])).toEqual([]);
    expect(said()[5]).toBe('3 Änderungen sind unterwegs. 1 Ticket verknüpft.');
  });

  it('is the engine’s own sentence where it has no code', () => {
    const { headlineCode: _, ...own } = { ...status, headline: 'The disk is full.' };
    expect(headlineWords(own)).toBe('The disk is full.');
  });
});
