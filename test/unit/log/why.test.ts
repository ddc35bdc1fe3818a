import { describe, expect, it } from 'vitest';
import { Checks } from '../../../src/core/log/why/checks.ts';
import { conclude } from '../../../src/core/log/why/conclusion.ts';
import { checkEngine } from '../../../src/core/log/why/engine-checks.ts';
import { checkQueue } from '../../../src/core/log/why/queue-checks.ts';
import { partsOf } from '../../../src/core/log/why/trigger-checks.ts';
import type { Job } from '../../../src/core/store/port.ts';
import type { SyncContext } from '../../../src/core/sync/context.ts';
import { type Config, configSchema } from '../../../src/shared/config.ts';
import type { EngineStatus } from '../../../src/shared/domain/status.ts';

const config = configSchema.parse({
  formatVersion: 1,
  connectwise: { site: 'na.myconnectwise.net', company: 'acme', publicKey: 'k' },
  fieldnation: { environment: 'sandbox', clientId: 'c', username: 'u' },
  trigger: { boardId: 1, boardName: 'Dispatch', statusId: 2, statusName: 'Send' },
  started: true,
});

function engineChecks(change: Partial<Config>, status: Partial<EngineStatus>) {
  const checks = new Checks();
  const context = { config: () => ({ ...config, ...change }) } as unknown as SyncContext;
  const known = checkEngine(checks, context, { pausedUntil: null, headline: '', ...status } as EngineStatus);
  return { known, of: (id: string) => checks.all.find((one) => one.id === id) };
}

describe('what keeps an installation from sending', () => {
  it('is that another one dispatches, a failure, a pause with its end, or a system that is not connected', () => {
    const headline = 'Another Dispatch Bridge (7f3a2c) already dispatches this board.';
    expect(engineChecks({}, { state: 'watching', headline }).of('running')).toMatchObject({
      state: 'no',
      message: headline,
      action: { do: 'take-over' },
    });
    expect(engineChecks({}, { state: 'stopped', headline: 'The disk is full.' }).of('running')).toMatchObject({
      state: 'no',
      message: 'The disk is full.',
    });
    expect(engineChecks({}, { state: 'paused', pausedUntil: 77 }).of('running')).toMatchObject({
      state: 'no',
      at: 77,
      action: { do: 'resume' },
    });
    const half = engineChecks({ fieldnation: null }, { state: 'setup' });
    expect(half.known).toBe(false);
    expect(half.of('set-up')).toMatchObject({ state: 'no', action: { do: 'open-setup', step: 'fieldnation' } });
    expect(engineChecks({}, { state: 'running' }).of('running')).toMatchObject({ state: 'ok' });
  });
});

describe('the parts of a condition', () => {
  it('are told apart at the outermost "and" only', () => {
    expect(partsOf('board/id = 1 and priority/id = 3')).toEqual(['board/id = 1', 'priority/id = 3']);
    expect(partsOf('summary contains "this and that" AND (a = 1 and b = 2)')).toEqual([
      'summary contains "this and that"',
      '(a = 1 and b = 2)',
    ]);
    expect(partsOf('id in (1, 2) and lastUpdated > [2026-01-01T00:00:00Z]')).toHaveLength(2);
    expect(partsOf('a = 1 or b = 2 and c = 3')).toEqual(['a = 1 or b = 2 and c = 3']);
    expect(partsOf('brand = "x"')).toEqual(['brand = "x"']);
  });
});

describe('the answer', () => {
  const aJob = (change: Partial<Job>): Job => ({
    id: 1,
    target: { kind: 'ticket', ticketId: 1042 },
    entityKey: 'ticket:1042',
    state: 'dead',
    cause: 'callback',
    runAt: 5,
    attempts: 1,
    interruptions: 0,
    createdAt: 1,
    lastError: {
      code: 'mapping.no-value',
      kind: 'permanent',
      message: 'Ticket 1042 was not sent. P1 is not mapped.',
      context: {},
      action: { do: 'open-mapping', ruleId: 'priority' },
    },
    ...change,
  });
  const answer = (fill: (checks: Checks) => void) => {
    const checks = new Checks();
    fill(checks);
    return conclude(1042, checks.all, { nextPollAt: 9 });
  };

  it('says that a mapping was mended since the run stopped at it', () => {
    const mended = answer((checks) => {
      checkQueue(checks, [aJob({})], 10);
      checks.ok('mapping', 'Mapping', 'Given.');
    });
    expect(mended).toMatchObject({ outcome: 'needs-person', action: { do: 'open-attention' } });
    expect(mended.conclusion).toBe(
      'Ticket 1042 was not sent. P1 is not mapped. The mapping gives it a value by now: retry it.',
    );
  });

  it('names what the ticket is before what keeps everything from being sent', () => {
    const both = answer((checks) => {
      checks.no('running', 'Sync', 'blocked', 'Sync is paused.', { action: { do: 'resume' } });
      checks.no('status', 'Status', 'not-meant', 'It is in New.');
      checks.unknown('broker', 'Broker', 'Not asked.', new Error('x'));
    });
    expect(both).toEqual({ outcome: 'not-meant', conclusion: 'It is in New. Sync is paused.' });
  });

  it('tells what waits, and the last error with it', () => {
    const waiting = answer((checks) => checkQueue(checks, [aJob({ state: 'ready', runAt: 99 })], 10));
    expect(waiting.outcome).toBe('on-its-way');
    expect(waiting.conclusion).toContain('Last time: Ticket 1042 was not sent.');
    const running = answer((checks) => checkQueue(checks, [aJob({ state: 'running' }), aJob({ state: 'ready' })], 10));
    expect(running.conclusion).toContain('worked on right now');
  });

  it('never passes over what could not be looked up', () => {
    const unsure = answer((checks) => {
      checks.ok('board', 'Board', 'Yes.');
      checks.unknown('broker', 'Broker', 'ConnectWise could not be asked.', new Error('x'));
      checks.waiting('seen', 'Last look', 'Soon.');
    });
    expect(unsure.outcome).toBe('unknown');
    expect(unsure.conclusion).toContain('not everything could be looked up');
  });

  it('without anything in the way says when it goes out', () => {
    const free = answer((checks) => checks.ok('board', 'Board', 'Yes.'));
    expect(free).toMatchObject({ outcome: 'on-its-way', action: { do: 'send-ticket', ticketId: 1042 } });
  });
});
