import { describe, expect, it } from 'vitest';
import { buildStatus, type StatusFacts } from '../../src/core/status.ts';
import { headlineWords } from '../../src/renderer/features/dashboard/health-words.ts';
import { emptyConfig, plainTrigger } from '../../src/shared/config.ts';
import { headlineCodes } from '../../src/shared/domain/status.ts';
import { AppError } from '../../src/shared/errors.ts';

const facts = (over: Partial<StatusFacts> = {}): StatusFacts => ({
  now: 1000,
  config: {
    ...emptyConfig,
    connectwise: { site: 'na.myconnectwise.net', company: 'acme', publicKey: 'key' },
    fieldnation: { environment: 'sandbox', baseUrl: '', clientId: 'id', username: 'user', companyId: '' },
    trigger: { boardId: 1, boardName: 'Board', statusId: 2, statusName: 'Send', ...plainTrigger },
    started: true,
  },
  paused: false,
  pausedUntil: null,
  stoppedBy: null,
  watchOnly: null,
  lanes: {
    connectwise: answering('connectwise'),
    fieldnation: answering('fieldnation'),
  },
  intake: {
    state: 'listening',
    mode: 'public',
    port: 1,
    message: '',
    lastDeliveryAt: null,
    refused: 0,
    tunnel: { kind: 'own-url', state: 'up', url: 'https://callbacks.example.com' },
    needs: null,
  },
  counts: { ready: 0, running: 0, held: 0, dead: 0, inboxWaiting: 0, inboxUnverified: 0, oldestReadyAt: null },
  links: { open: 3, creating: 0, closed: 0 },
  conflicts: 0,
  lastSyncAt: null,
  nextPollAt: null,
  ...over,
});

function answering(remote: 'connectwise' | 'fieldnation'): NonNullable<StatusFacts['lanes']['connectwise']> {
  return {
    remote,
    run: (request) => request(),
    state: () => ({
      remote,
      pausedUntil: null,
      needsSignIn: false,
      reason: null,
      breaker: 'closed',
      inFlight: 0,
      budgetLeft: 10,
      lastSuccessAt: 900,
    }),
    resume: () => undefined,
    blockedUntil: () => null,
    onChange: () => () => undefined,
  };
}

describe('the status', () => {
  it('says what keeps changes from arriving at once when nothing else is wrong', () => {
    const needs = 'The tunnel needs you.';
    const intake = { ...facts().intake, needs };
    expect(buildStatus(facts({ intake })).headline).toBe(needs);
    const counts = { ...facts().counts, ready: 2 };
    expect(buildStatus(facts({ intake, counts })).headline).toBe(needs);
    expect(buildStatus(facts({ intake, conflicts: 1 })).headline).toContain('on both sides');
    expect(buildStatus(facts({ intake, paused: true })).headline).toContain('Paused');
  });

  it('counts conflicts among what needs a person', () => {
    const counts = { ...facts().counts, dead: 2, held: 1 };
    const status = buildStatus(facts({ counts, conflicts: 3 }));
    expect([status.attention, status.conflicts, status.queue.dead, status.queue.held]).toEqual([6, 3, 2, 1]);
    expect(status.headline).toBe('6 items need you.');
  });

  it('says what to do when conflicts are all there is', () => {
    expect(buildStatus(facts({ conflicts: 1 })).headline).toBe(
      '1 field was changed on both sides: choose which value counts.',
    );
    expect(buildStatus(facts({ conflicts: 4 })).headline).toContain('4 fields were changed');
    expect(buildStatus(facts()).headline).toBe('Everything is in step. 3 tickets linked.');
  });

  it('says by a code what the window can say in its own words, and by none what is an error’s or a person’s to do', () => {
    const { counts, intake } = facts();
    const coded = [
      facts(),
      facts({ paused: true }),
      facts({ config: emptyConfig }),
      facts({ config: { ...facts().config, started: false } }),
      facts({ conflicts: 1 }),
      facts({ conflicts: 4 }),
      facts({ counts: { ...counts, dead: 1 } }),
      facts({ counts: { ...counts, held: 2 }, conflicts: 1 }),
      facts({ counts: { ...counts, ready: 1 } }),
      facts({ counts: { ...counts, ready: 1, running: 2 }, links: { open: 1, creating: 0, closed: 0 } }),
      facts({ links: { open: 0, creating: 0, closed: 0 } }),
    ].map(buildStatus);
    expect(new Set(coded.map(({ headlineCode }) => headlineCode))).toEqual(new Set(headlineCodes));
    expect(coded.map(headlineWords)).toEqual(coded.map(({ headline }) => headline));
    const trouble = new AppError({
      code: 'x.y',
      kind: 'permanent',
      message: 'Another installation dispatches.',
    }).toInfo();
    for (const own of [{ stoppedBy: trouble }, { watchOnly: trouble }, { intake: { ...intake, needs: 'Do it.' } }])
      expect(buildStatus(facts(own))).not.toHaveProperty('headlineCode');
  });
});
