import type { FigureRange, Figures } from '../../../shared/domain/monitor.ts';
import { formatNumber, t } from '../../../shared/strings/t.ts';
import { clockTime, duration } from '../../ui/time.ts';

/** Above this a count is written short: 1.2M. */
const longCount = 100_000;
/** Below this many a minute the hour says more. */
const slowPerMinute = 0.1;

export function countWords(n: number): string {
  return n >= longCount
    ? formatNumber(n, { notation: 'compact', maximumFractionDigits: 1 })
    : formatNumber(n, { maximumFractionDigits: 0 });
}

/** "12 / min", "0.42 / min", "3.1 / h". */
export function rateWords(perMinute: number): string {
  if (perMinute === 0) return t('dashboard.perMinute', { n: '0' });
  if (perMinute < slowPerMinute) return t('dashboard.perHour', { n: decimals(perMinute * 60) });
  return t('dashboard.perMinute', { n: decimals(perMinute) });
}

function decimals(n: number): string {
  if (n >= 100) return countWords(n);
  return formatNumber(n, { maximumFractionDigits: n >= 10 ? 0 : n >= 1 ? 1 : 2 });
}

/** Never 100 % while one failed, never 0 % while one succeeded. */
export function percentWords(rate: number | null): string {
  if (rate === null) return t('dashboard.none');
  const rounded = Math.round(rate * 1000) / 1000;
  const honest = rate < 1 && rounded === 1 ? 0.999 : rate > 0 && rounded === 0 ? 0.001 : rounded;
  return formatNumber(honest, { style: 'percent', maximumFractionDigits: 1 });
}

export function latencyWords(ms: number | null): string {
  return ms === null ? t('dashboard.none') : duration(ms);
}

/** "the last 24 hours" */
export function rangeWords(range: FigureRange): string {
  return t(`dashboard.rangeLong.${range}`);
}

/** When a step began; steps of a day and less by the time of day. */
export function stepWords(at: number, now: number): string {
  return clockTime(at, now);
}

/** True when nothing was counted in the range, not even that the app ran. */
export function isBlank(figures: Figures): boolean {
  const { points, totals, remotes } = figures;
  return (
    totals.events + totals.succeeded + totals.failed === 0 &&
    remotes.every((remote) => remote.requests === 0) &&
    points.every((point) => point.queueDepth === null)
  );
}
