import type { LogDetails } from '../../../shared/domain/log-details.ts';
import { t } from '../../../shared/strings/t.ts';
import { duration } from '../../ui/time.ts';
import classes from './event-details.module.css';

type Timing = Pick<NonNullable<LogDetails['run']>, 'waitedMs' | 'ranMs'>;

/** How long the run waited and how long it took, as a bar and in words; nothing when neither is known. */
export function TimingBar({ waitedMs, ranMs }: Timing) {
  if (waitedMs === null && ranMs === null) return null;
  const waited = waitedMs ?? 0;
  const ran = ranMs ?? 0;
  const words = [
    waitedMs === null ? '' : t('events.timingWaited', { time: duration(waitedMs) }),
    ranMs === null ? '' : t('events.timingRan', { time: duration(ranMs) }),
    waitedMs === null || ranMs === null ? '' : t('events.timingTotal', { time: duration(waited + ran) }),
  ].filter((part) => part !== '');
  return (
    <section className={classes.part} aria-labelledby="event-timing">
      <h2 id="event-timing" className={classes.partTitle}>
        {t('events.timing')}
      </h2>
      <div className={classes.timing} aria-hidden>
        {waitedMs !== null && <span className={classes.waited} style={{ flexGrow: Math.max(waited, 1) }} />}
        {ranMs !== null && <span className={classes.ran} style={{ flexGrow: Math.max(ran, 1) }} />}
      </div>
      <p className={classes.timingWords}>
        {waitedMs !== null && <i className={classes.waitedMark} aria-hidden />}
        <span className="num">{words[0]}</span>
        {waitedMs !== null && ranMs !== null && (
          <>
            <i className={classes.ranMark} aria-hidden />
            <span className="num">{words[1]}</span>
            <span className="num dim">{words[2]}</span>
          </>
        )}
      </p>
    </section>
  );
}
