import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exitCodeWords } from '../../../src/cli/exit-codes.ts';
import { commandHelp, commandNames, generalHelp } from '../../../src/cli/help.ts';
import { defaultDataDir } from '../../../src/cli/place.ts';
import { variableOf } from '../../../src/cli/secrets/names.ts';
import { healthOf, serveHealth } from '../../../src/cli/serve/health.ts';
import { LogLines } from '../../../src/cli/serve/log-lines.ts';
import { type EndingProcess, listenForTheEnd } from '../../../src/cli/serve/signals.ts';
import type { Engine, EngineChange } from '../../../src/core/engine-port.ts';
import { appLine } from '../../../src/core/monitor/app-line.ts';
import { buildStatus } from '../../../src/core/status.ts';
import { emptyConfig, secretNames } from '../../../src/shared/config.ts';
import type { Activity } from '../../../src/shared/domain/activity.ts';
import type { EngineStatus } from '../../../src/shared/domain/status.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

const remote = {
  state: 'ok',
  message: 'Answers.',
  pausedUntil: null,
  lastSuccessAt: 5,
  budgetLeft: 7,
  inFlight: 0,
} as const;
const status = (change: Partial<EngineStatus>): EngineStatus => ({
  ...buildStatus({
    now: 0,
    config: emptyConfig,
    paused: false,
    pausedUntil: null,
    stoppedBy: null,
    watchOnly: null,
    lanes: { connectwise: null, fieldnation: null },
    intake: {
      state: 'off',
      mode: 'none',
      port: null,
      message: '',
      lastDeliveryAt: null,
      refused: 0,
      tunnel: { kind: 'none', state: 'off', url: null },
      needs: null,
    },
    counts: { ready: 1, running: 0, held: 0, dead: 0, inboxWaiting: 0, inboxUnverified: 0, oldestReadyAt: null },
    links: { open: 2, creating: 0, closed: 0 },
    lastSyncAt: null,
    nextPollAt: null,
  } as Parameters<typeof buildStatus>[0]),
  connectwise: remote,
  fieldnation: remote,
  ...change,
});

/** The log of an engine, as far as LogLines asks for it. */
function fakeLog() {
  const kept: Activity[] = [];
  let listener: (change: EngineChange) => void = () => {};
  let now = status({ state: 'running' });
  let asked = 0;
  return {
    add(...messages: string[]): void {
      for (const message of messages) kept.push({ ...appLine(0, 'test', 'ok', message), id: kept.length + 1 });
      listener({ kind: 'log', lastId: kept.length });
    },
    become(next: EngineStatus): void {
      now = next;
      listener({ kind: 'status' });
    },
    get asked() {
      return asked;
    },
    engine: {
      async activities(_filter: unknown, before: number | null, limit: number) {
        asked += 1;
        return kept
          .filter((one) => before === null || one.id < before)
          .reverse()
          .slice(0, limit);
      },
      onChange(next: typeof listener) {
        listener = next;
        return () => {};
      },
      status: () => now,
    } as unknown as Engine,
  };
}

const parsed = (texts: readonly string[]) => texts.map((text) => JSON.parse(text) as Record<string, unknown>);

describe('the log of serve', () => {
  it('writes every line once and in order, however many came at once', async () => {
    const log = fakeLog();
    log.add('from the last run');
    const texts: string[] = [];
    const lines = new LogLines(
      (text) => texts.push(text),
      () => [],
    );
    await lines.follow(log.engine);
    const messages = Array.from({ length: 450 }, (_, index) => `line ${index}`);
    log.add(...messages.slice(0, 300));
    log.add(...messages.slice(300, 301));
    log.add(...messages.slice(301));
    await lines.flush();
    expect(texts.every((text) => text.endsWith('\n') && text.indexOf('\n') === text.length - 1)).toBe(true);
    expect(parsed(texts).map((line) => line.message)).toEqual(messages);
    expect(parsed(texts)[0]).toMatchObject({
      type: 'activity',
      at: '1970-01-01T00:00:00.000Z',
      kind: 'test',
      result: 'ok',
    });
  });

  it('strikes out secrets wherever they stand', async () => {
    const texts: string[] = [];
    const lines = new LogLines(
      (text) => texts.push(text),
      () => ['hunter2-secret'],
    );
    lines.say(0, 'serving', { message: 'x hunter2-secret y', deep: [{ password: 'abc' }] });
    expect(texts[0]).not.toContain('hunter2-secret');
    expect(texts[0]).not.toContain('abc');
  });

  it("says the engine's state when it changes, not with every count", async () => {
    const log = fakeLog();
    const texts: string[] = [];
    const lines = new LogLines(
      (text) => texts.push(text),
      () => [],
    );
    await lines.follow(log.engine);
    log.become(status({ state: 'running' }));
    log.become(status({ state: 'running', at: 9, headline: '3 changes are on the way.' }));
    log.become(status({ state: 'stopped', headline: 'The disk is full.' }));
    expect(parsed(texts)).toMatchObject([
      { type: 'status', state: 'running' },
      { type: 'status', state: 'stopped', message: 'The disk is full.' },
    ]);
  });
});

it('the log of serve has one line for a tunnel that is down, however often it is tried', async () => {
  const log = fakeLog();
  const texts: string[] = [];
  const lines = new LogLines(
    (text) => texts.push(text),
    () => [],
  );
  await lines.follow(log.engine);
  const { intake } = status({});
  for (const state of ['starting', 'up', 'down', 'starting', 'down', 'starting', 'up'] as const)
    log.become(status({ state: 'running', intake: { ...intake, tunnel: { kind: 'ssh', state, url: null } } }));
  expect(parsed(texts).map(({ tunnel }) => tunnel)).toEqual(['starting', 'up', 'down', 'up']);
});

describe('health', () => {
  it.each([
    ['running', true],
    ['paused', true],
    ['watching', false],
    ['setup', false],
    ['stopped', false],
  ] as const)('of an engine that is %s is %s', (state, ok) => {
    expect(healthOf(status({ state })).ok).toBe(ok);
  });

  it('answers with counts, lanes and pace, and 503 while there is no engine', async () => {
    let now: EngineStatus | null = null;
    const health = await serveHealth({
      port: 0,
      version: '1.2.3',
      profile: 'server',
      status: () => now,
      clean: (value) => value,
    });
    try {
      expect((await fetch(health.url)).status).toBe(503);
      now = status({ state: 'running', lastSyncAt: 1000 });
      const answer = await fetch(health.url);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({
        ok: true,
        queue: { waiting: 1 },
        links: { open: 2 },
        lanes: { connectwise: { state: 'ok', budgetLeft: 7 } },
        pace: { lastSyncAt: '1970-01-01T00:00:01.000Z' },
        version: '1.2.3',
      });
      expect((await fetch(health.url.replace('healthz', 'other'))).status).toBe(404);
      expect((await fetch(health.url, { method: 'POST' })).status).toBe(405);
      const port = Number(new URL(health.url).port);
      const taken = serveHealth({ port, version: '', profile: '', status: () => null, clean: (value) => value });
      await expect(taken).rejects.toThrow(`Port ${port} cannot be used`);
    } finally {
      await health.close();
    }
  });
});

describe('the end', () => {
  function fakeProcess() {
    const listeners = new Map<string, () => void>();
    const exits: number[] = [];
    const target: EndingProcess = {
      on: (event: string, listener: () => void) => listeners.set(event, listener),
      exit: (code) => void exits.push(code),
    };
    return { target, exits, send: (event: string) => listeners.get(event)?.() };
  }

  it('comes gracefully with the first signal, once for its echo, at once with the next', async () => {
    const clock = new VirtualClock();
    const { target, exits, send } = fakeProcess();
    const asked = listenForTheEnd(target, clock);
    send('SIGTERM');
    await asked;
    send('SIGTERM');
    expect(exits).toEqual([]);
    await clock.advance(1_500);
    send('SIGINT');
    expect(exits).toEqual([130]);
  });

  it('comes when the launcher is gone', async () => {
    const { target, send } = fakeProcess();
    const asked = listenForTheEnd(target, new VirtualClock());
    send('disconnect');
    await expect(asked).resolves.toBeUndefined();
  });
});

describe('what is written about the command', () => {
  const page = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');

  it('names every exit code, secret and option there is', () => {
    for (const [code, words] of exitCodeWords) {
      expect(generalHelp()).toContain(`  ${code}  ${words}`);
      expect(page.replaceAll('`', '')).toContain(`| ${code} | ${words} |`);
    }
    for (const name of secretNames) expect(page).toContain(`| \`${variableOf(name)}\` |`);
    for (const command of commandNames) {
      const options = commandHelp(command).match(/(?<=^ {2})--[a-z-]+/gm) ?? [];
      expect(options.length).toBeGreaterThan(2);
      for (const option of options) expect(page).toContain(option);
    }
  });

  it('finds the data of the app of the same machine', () => {
    const place = (platform: string, env = {}) => defaultDataDir({ platform, env, home: '/home/me' });
    expect(place('linux')).toBe('/home/me/.config/Dispatch Bridge');
    expect(place('linux', { XDG_CONFIG_HOME: '/conf' })).toBe('/conf/Dispatch Bridge');
    expect(place('darwin')).toBe('/home/me/Library/Application Support/Dispatch Bridge');
  });
});
