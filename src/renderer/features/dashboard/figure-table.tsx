import type { Figures } from '../../../shared/domain/monitor.ts';
import { t } from '../../../shared/strings/t.ts';
import { useFromNow } from '../../stores/use-now.ts';
import { scrolledByKeys } from '../../ui/scrolled-by-keys.ts';
import { exactTime } from '../../ui/time.ts';
import { countWords, rangeWords, stepWords } from './figure-words.ts';
import classes from './figures.module.css';
import { LatencyCell } from './latency-cell.tsx';

/** The charts as a table: every step, newest first. */
export function FigureTable({ figures }: { readonly figures: Figures }) {
  const minute = useFromNow((now) => Math.floor(now / 60_000) * 60_000);
  return (
    <section className={classes.scroll} aria-label={t('dashboard.tableOf')} {...scrolledByKeys}>
      <table className={`${classes.table ?? ''} num`}>
        <caption className="unseen">{t('dashboard.tableCaption', { range: rangeWords(figures.range) })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('dashboard.column.from')}</th>
            <th scope="col">{t('dashboard.column.events')}</th>
            <th scope="col">{t('dashboard.column.succeeded')}</th>
            <th scope="col">{t('dashboard.column.failed')}</th>
            <th scope="col">{t('dashboard.column.p50')}</th>
            <th scope="col">{t('dashboard.column.p95')}</th>
            <th scope="col">{t('dashboard.column.queue')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.points.toReversed().map((point) => (
            <tr key={point.at}>
              <th scope="row" title={exactTime(point.at)}>
                {stepWords(point.at, minute)}
              </th>
              <td>{countWords(point.events)}</td>
              <td>{countWords(point.succeeded)}</td>
              <td data-bad={point.failed > 0 || undefined}>{countWords(point.failed)}</td>
              <LatencyCell ms={point.p50Ms} />
              <LatencyCell ms={point.p95Ms} />
              <td data-none={point.queueDepth === null || undefined}>
                {point.queueDepth === null ? t('dashboard.none') : countWords(point.queueDepth)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
