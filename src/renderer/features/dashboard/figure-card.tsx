import { t } from '../../../shared/strings/t.ts';
import { onDemand } from '../../ui/on-demand.tsx';
import { hasShape, largest, type Metric } from './figure-series.ts';
import classes from './figures.module.css';

const chartHeight = 56;

const Chart = onDemand(async () => (await import('./chart/chart.tsx')).Chart);

interface FigureCardProps {
  readonly metric: Metric;
  readonly at: readonly number[];
  readonly stepMs: number;
  readonly range: string;
  /** When the range begins, in words. */
  readonly began: string;
  /** False until the first paint is over: the chart's code is not part of it. */
  readonly drawn: boolean;
  readonly hovered: { readonly index: number; readonly time: string } | null;
  readonly onHover: (index: number | null) => void;
}

/** One figure: its value, what is behind it, and how it went. While the pointer is on a chart every card tells that step. */
export function FigureCard({ metric, at, stepMs, range, began, drawn, hovered, onHover }: FigureCardProps) {
  const top = Math.max(metric.atLeast, largest(metric.series));
  const shape = hasShape(metric);
  return (
    <li className={classes.card}>
      <h3 className={classes.cardTitle}>{metric.title}</h3>
      <p className={`${classes.value ?? ''} num`}>{metric.value}</p>
      <p className={`${classes.detail ?? ''} num`} data-hover={hovered !== null || undefined}>
        {hovered === null ? metric.detail : `${hovered.time}: ${metric.step(hovered.index)}`}
      </p>
      <div className={classes.plot}>
        {shape ? (
          <>
            {metric.series.length > 1 && (
              <span className={classes.keys} aria-hidden>
                {metric.series.map((series) => (
                  <span key={series.token} className={classes.key}>
                    {series.name}
                  </span>
                ))}
              </span>
            )}
            <span className={`${classes.top ?? ''} num`} aria-hidden>
              {metric.top(top)}
            </span>
            {drawn && <Chart metric={metric} at={at} stepMs={stepMs} height={chartHeight} onHover={onHover} />}
          </>
        ) : (
          <span className={classes.nothing}>{t('dashboard.noneIn', { range })}</span>
        )}
      </div>
      <p className={`${classes.span ?? ''} num`} aria-hidden>
        <span>{began}</span>
        <span>{t('dashboard.axisNow')}</span>
      </p>
    </li>
  );
}
