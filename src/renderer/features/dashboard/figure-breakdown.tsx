import type { Figures, Latency } from '../../../shared/domain/monitor.ts';
import { t } from '../../../shared/strings/t.ts';
import { countWords } from './figure-words.ts';
import classes from './figures.module.css';
import { LatencyCell } from './latency-cell.tsx';

function Percentiles({ latency }: { readonly latency: Latency | null }) {
  return (
    <>
      <LatencyCell ms={latency?.p50Ms ?? null} />
      <LatencyCell ms={latency?.p95Ms ?? null} />
      <LatencyCell ms={latency?.p99Ms ?? null} />
    </>
  );
}

function PercentileHeads() {
  return (
    <>
      <th scope="col">{t('dashboard.column.p50')}</th>
      <th scope="col">{t('dashboard.column.p95')}</th>
      <th scope="col">{t('dashboard.column.p99')}</th>
    </>
  );
}

/** What came from either side and how long it took, and what was asked of either. */
export function FigureBreakdown({ figures }: { readonly figures: Figures }) {
  return (
    <div className={classes.breakdown}>
      <table className={`${classes.table ?? ''} num`}>
        <caption>{t('dashboard.byDirection')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('dashboard.column.direction')}</th>
            <th scope="col">{t('dashboard.column.events')}</th>
            <th scope="col">{t('dashboard.column.succeeded')}</th>
            <th scope="col">{t('dashboard.column.failed')}</th>
            <PercentileHeads />
          </tr>
        </thead>
        <tbody>
          {figures.directions.map((one) => (
            <tr key={one.direction}>
              <th scope="row">{t(`dashboard.direction.${one.direction}`)}</th>
              <td>{countWords(one.events)}</td>
              <td>{countWords(one.succeeded)}</td>
              <td data-bad={one.failed > 0 || undefined}>{countWords(one.failed)}</td>
              <Percentiles latency={one.latency} />
            </tr>
          ))}
        </tbody>
      </table>
      <table className={`${classes.table ?? ''} num`}>
        <caption>{t('dashboard.byRemote')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('dashboard.column.remote')}</th>
            <th scope="col">{t('dashboard.column.requests')}</th>
            <th scope="col">{t('dashboard.column.failed')}</th>
            <PercentileHeads />
            <th scope="col">{t('dashboard.column.budget')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.remotes.map((one) => (
            <tr key={one.remote}>
              <th scope="row">{t(`remote.${one.remote}`)}</th>
              <td>{countWords(one.requests)}</td>
              <td data-bad={one.failed > 0 || undefined}>{countWords(one.failed)}</td>
              <Percentiles latency={one.latency} />
              <td>
                {t('dashboard.budget', { left: countWords(one.budget.left), all: countWords(one.budget.perMinute) })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
