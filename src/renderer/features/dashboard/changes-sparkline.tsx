import { t } from '../../../shared/strings/t.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { useFromNow } from '../../stores/use-now.ts';
import { barsOf } from './changes-bars.ts';
import classes from './dashboard.module.css';

const minutes = 60;
const barWidth = 3;
const barGap = 1;
const height = 32;

/** Finished runs a minute over the last hour. Nothing is drawn while there is nothing to draw. */
export function ChangesSparkline() {
  const minute = useFromNow((now) => Math.floor(now / 60_000));
  const { value } = useAsked('engine:metrics', { minutes });
  if (value === undefined) return null;
  const bars = barsOf(value, minute, minutes);
  const total = bars.reduce((sum, bar) => sum + bar, 0);
  if (total === 0) return null;
  const top = Math.max(...bars);
  return (
    <figure className={classes.spark}>
      <figcaption>{t('dashboard.synced24')}</figcaption>
      <svg
        width={minutes * (barWidth + barGap)}
        height={height}
        role="img"
        aria-label={t('dashboard.synced24Label', { n: total })}
      >
        {bars.map((bar, index) => {
          const size = bar === 0 ? 1 : Math.max(2, (bar / top) * height);
          return (
            <rect
              key={`minute-${String(index)}`}
              x={index * (barWidth + barGap)}
              y={height - size}
              width={barWidth}
              height={size}
              className={bar === 0 ? classes.barNone : classes.bar}
            />
          );
        })}
      </svg>
      <span className="num">{total}</span>
    </figure>
  );
}
