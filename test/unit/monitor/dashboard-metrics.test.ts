import { describe, expect, it } from 'vitest';
import { hasShape, largest, metricsOf } from '../../../src/renderer/features/dashboard/figure-series.ts';
import { isBlank, percentWords, rateWords } from '../../../src/renderer/features/dashboard/figure-words.ts';
import { healthPlace } from '../../../src/renderer/features/dashboard/health-place.ts';
import type { FigurePoint, Figures } from '../../../src/shared/domain/monitor.ts';

const quiet: FigurePoint = { at: 0, events: 0, succeeded: 0, failed: 0, p50Ms: null, p95Ms: null, queueDepth: null };

function figures(points: readonly Partial<FigurePoint>[], totals: Partial<Figures['totals']> = {}): Figures {
  return {
    range: 'live',
    from: 0,
    to: 60_000,
    stepMs: 60_000,
    points: points.map((point, index) => ({ ...quiet, at: index * 60_000, ...point })),
    totals: {
      events: 0,
      perMinute: 0,
      succeeded: 0,
      failed: 0,
      successRate: null,
      errorRate: null,
      latency: null,
      queueNow: 0,
      queueMax: 0,
      ...totals,
    },
    directions: [],
    remotes: [],
  };
}

const metric = (all: Figures, id: string) => {
  const found = metricsOf(all).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};

describe('the figures in words', () => {
  it('never round a failure away, nor a success', () => {
    expect([null, 1, 0.99999, 0.982, 0.00001, 0].map(percentWords)).toEqual([
      'none',
      '100%',
      '99.9%',
      '98.2%',
      '0.1%',
      '0%',
    ]);
  });

  it('tell slow rates by the hour and huge ones in short', () => {
    expect([0, 0.05, 0.42, 3.14, 42.3, 1_234_567].map(rateWords)).toEqual([
      '0 / min',
      '3 / h',
      '0.42 / min',
      '3.1 / min',
      '42 / min',
      '1.2M / min',
    ]);
  });
});

describe('the charts', () => {
  it('leave a gap where no run ended, instead of a success or a failure', () => {
    const shown = figures([{ succeeded: 3, failed: 1 }, {}, { succeeded: 2 }]);
    expect(metric(shown, 'success').series[0]?.values).toEqual([0.75, null, 1]);
    expect(metric(shown, 'errors').series[0]?.values).toEqual([0.25, null, 0]);
  });

  it('are words instead where there is nothing to draw', () => {
    const shown = figures([{ queueDepth: 0 }, { succeeded: 1 }]);
    expect(metricsOf(shown).map((one) => [one.id, hasShape(one)])).toEqual([
      ['rate', false],
      ['success', true],
      ['latency', false],
      ['errors', false],
      ['queue', true],
    ]);
    expect(largest(metric(shown, 'queue').series)).toBe(0);
  });

  it('say of a step in which the app was closed that it was', () => {
    const shown = figures([{ queueDepth: 1 }, {}]);
    expect(metric(shown, 'queue').step(0)).toBe('1 waiting');
    expect(metric(shown, 'queue').step(1)).toBe('The app was closed');
  });

  it('are not shown before anything was ever counted', () => {
    expect(isBlank(figures([{}, {}]))).toBe(true);
    expect(isBlank(figures([{}, { queueDepth: 0 }]))).toBe(false);
    expect(isBlank(figures([{}], { events: 1 }))).toBe(false);
  });
});

describe('a health tile', () => {
  it('leads to where the fix is, and otherwise to the page that tells more', () => {
    const action = { do: 'open-setup', step: 'connectwise' } as const;
    expect(healthPlace({ id: 'connectwise', action })).toEqual({ page: 'setup', step: 'connectwise' });
    expect(healthPlace({ id: 'connectwise' })).toEqual({ page: 'events', side: 'connectwise' });
    expect(healthPlace({ id: 'queue', action: { do: 'open-attention' } })).toEqual({ page: 'attention' });
    expect(healthPlace({ id: 'backup' })).toEqual({ page: 'settings', section: 'recovery' });
  });
});
