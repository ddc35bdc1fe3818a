import type { FigurePoint, Figures } from '../../../shared/domain/monitor.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { countWords, latencyWords, percentWords, rateWords } from './figure-words.ts';

export const metricIds = ['rate', 'success', 'latency', 'errors', 'queue'] as const;
export type MetricId = (typeof metricIds)[number];

/** One line or row of bars of a chart; null where there is nothing to draw. */
export interface Series {
  /** Said beside the chart where it has several. */
  readonly name?: string;
  readonly token: 'accent' | 'text-dim' | 'ok' | 'error' | 'waiting';
  readonly values: readonly (number | null)[];
}

/** What a card shows: its figure, what is behind it, and the chart. */
export interface Metric {
  readonly id: MetricId;
  readonly title: string;
  readonly value: string;
  readonly detail: string;
  readonly look: 'bars' | 'line' | 'area';
  readonly series: readonly Series[];
  /** Top of the scale; at least this. */
  readonly atLeast: number;
  readonly top: (max: number) => string;
  /** One step in words. */
  readonly step: (index: number) => string;
}

function rateOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** The five figures of the dashboard, in the order they stand. */
export function metricsOf({ points, totals }: Figures): readonly Metric[] {
  const at = (index: number): FigurePoint | undefined => points[index];
  const success = points.map((point) => rateOf(point.succeeded, point.succeeded + point.failed));
  const errors = points.map((point) => rateOf(point.failed, point.succeeded + point.failed));
  const ended = totals.succeeded + totals.failed;
  const { latency } = totals;
  return [
    {
      id: 'rate',
      title: t('dashboard.metric.rate'),
      value: rateWords(totals.perMinute),
      detail: tn('dashboard.events', totals.events),
      look: 'bars',
      series: [{ token: 'accent', values: points.map((point) => point.events) }],
      atLeast: 1,
      top: countWords,
      step: (index) => tn('dashboard.events', at(index)?.events ?? 0),
    },
    {
      id: 'success',
      title: t('dashboard.metric.success'),
      value: percentWords(totals.successRate),
      detail: t('dashboard.succeededOf', { n: countWords(totals.succeeded), all: countWords(ended) }),
      look: 'line',
      series: [{ token: 'ok', values: success }],
      atLeast: 1,
      top: percentWords,
      step: (index) => percentWords(success[index] ?? null),
    },
    {
      id: 'latency',
      title: t('dashboard.metric.latency'),
      value: latencyWords(latency?.meanMs ?? null),
      detail:
        latency === null
          ? t('dashboard.noLatency')
          : t('dashboard.percentiles', {
              p50: latencyWords(latency.p50Ms),
              p95: latencyWords(latency.p95Ms),
              p99: latencyWords(latency.p99Ms),
            }),
      look: 'line',
      series: [
        { name: t('dashboard.column.p50'), token: 'accent', values: points.map((point) => point.p50Ms) },
        { name: t('dashboard.column.p95'), token: 'text-dim', values: points.map((point) => point.p95Ms) },
      ],
      atLeast: 100,
      top: latencyWords,
      step: (index) =>
        t('dashboard.p50p95', {
          p50: latencyWords(at(index)?.p50Ms ?? null),
          p95: latencyWords(at(index)?.p95Ms ?? null),
        }),
    },
    {
      id: 'errors',
      title: t('dashboard.metric.errors'),
      value: percentWords(totals.errorRate),
      detail: tn('dashboard.failedRuns', totals.failed),
      look: 'bars',
      series: [{ token: 'error', values: errors }],
      atLeast: 0.1,
      top: percentWords,
      step: (index) => tn('dashboard.failedRuns', at(index)?.failed ?? 0),
    },
    {
      id: 'queue',
      title: t('dashboard.metric.queue'),
      value: countWords(totals.queueNow),
      detail: t('dashboard.deepest', { n: countWords(totals.queueMax) }),
      look: 'area',
      series: [{ token: 'waiting', values: points.map((point) => point.queueDepth) }],
      atLeast: 1,
      top: countWords,
      step: (index) => {
        const depth = at(index)?.queueDepth ?? null;
        return depth === null ? t('dashboard.closed') : tn('dashboard.waitingThen', depth);
      },
    },
  ];
}

/** False when there is nothing to draw: no value, or for bars none above zero. */
export function hasShape({ look, series }: Pick<Metric, 'look' | 'series'>): boolean {
  return series.some((one) => one.values.some((value) => value !== null && (look !== 'bars' || value > 0)));
}

export function largest(series: readonly Series[]): number {
  return Math.max(0, ...series.flatMap((one) => one.values.map((value) => value ?? 0)));
}
