import type { Outage } from '../../../../shared/domain/reach.ts';
import { t } from '../../../../shared/strings/t.ts';
import { useFromNow } from '../../../stores/use-now.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { clockTime, exactTime } from '../../../ui/time.ts';
import classes from './outages.module.css';
import { barOf, lengthParts, outcomeOf, outcomeTones, type Span, sameDay } from './timeline.ts';

function lengthWords(ms: number): string {
  return lengthParts(ms)
    .map(([unit, n]) => t(`reach.length.${unit}`, { n }))
    .join(' ');
}

/** `after`: a moment named just before; on the same day the time alone is enough. */
function Clock({ at, after }: { readonly at: number; readonly after?: number }) {
  const words = useFromNow((now) => clockTime(at, after !== undefined && sameDay(at, after) ? at : now));
  return (
    <time className="num" dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {words}
    </time>
  );
}

/** How long it lasted, or has lasted so far. */
function Length({ outage }: { readonly outage: Outage }) {
  const words = useFromNow((now) => lengthWords((outage.to ?? now) - outage.from));
  return <span className={`${classes.length ?? ''} num`}>{words}</span>;
}

function CaughtUp({ outage }: { readonly outage: Outage }) {
  const { caughtUpAt, to } = outage;
  if (to === null) return <>{t('reach.outage.lastingText')}</>;
  if (caughtUpAt === null) return <>{t('reach.outage.missingText')}</>;
  return (
    <>
      {t('reach.outage.caughtText')} <Clock at={caughtUpAt} after={to} />
    </>
  );
}

/** One outage: what and why, from when to when, and whether what was missed has been found. Its bar lies where it was on the time line. */
export function OutageLine({ outage, span }: { readonly outage: Outage; readonly span: Span }) {
  const outcome = outcomeOf(outage);
  const bar = barOf(outage, span);
  return (
    <li className={classes.line}>
      <div className={classes.track} data-outcome={outcome} aria-hidden>
        <span
          className={classes.bar}
          style={{ left: `min(${String(bar.left)}%, 100% - 4px)`, width: `${String(bar.width)}%` }}
        />
      </div>
      <div className={classes.words}>
        <div className={classes.head}>
          <span className={classes.kind}>{t(`reach.outage.kind.${outage.kind}`)}</span>
          <span className={classes.times}>
            <Clock at={outage.from} />
            {' – '}
            {outage.to === null ? t('reach.outage.now') : <Clock at={outage.to} after={outage.from} />}
          </span>
          <Length outage={outage} />
          <span className={classes.outcome}>
            <StatusMark tone={outcomeTones[outcome]}>{t(`reach.outage.${outcome}`)}</StatusMark>
          </span>
        </div>
        <p className={classes.why}>{outage.why}</p>
        <p className={classes.caught}>
          <CaughtUp outage={outage} />
        </p>
      </div>
    </li>
  );
}
