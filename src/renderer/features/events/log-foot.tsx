import { formatNumber, t, tn } from '../../../shared/strings/t.ts';
import { hasFilter, type LogCount } from '../../stores/log-questions.ts';
import { isFollowing, useLog } from '../../stores/log-store.ts';
import classes from './events.module.css';

function countWords({ count, capped }: LogCount): string {
  return capped ? t('events.countCapped', { n: formatNumber(count) }) : tn('events.count', count);
}

/** "1,204 of 10,000+ events"; nothing until it is counted. */
function useCountWords(): string {
  const { count, total, filter } = useLog();
  if (count === null) return '';
  if (!hasFilter(filter) || total === null) return countWords(count);
  return t('events.countOf', {
    count: `${formatNumber(count.count)}${count.capped ? '+' : ''}`,
    total: `${formatNumber(total.count)}${total.capped ? '+' : ''}`,
  });
}

/** Whether the log follows, and how many lines there are. */
export function LogFoot() {
  const following = useLog(isFollowing);
  const paused = useLog((state) => state.paused);
  const loading = useLog((state) => state.loading);
  const words = useCountWords();
  const state = t(following ? 'events.following' : paused ? 'events.paused' : 'events.held');
  return (
    <div className={classes.foot}>
      <span className={classes.live} data-on={following || undefined}>
        {state}
      </span>
      <span className="num">{loading === null ? words : t(loading === 'older' ? 'events.older' : 'events.newer')}</span>
    </div>
  );
}
