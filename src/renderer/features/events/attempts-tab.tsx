import type { LogDetails } from '../../../shared/domain/log-details.ts';
import { t } from '../../../shared/strings/t.ts';
import type { Tone } from '../../theme/tone.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { duration, exactTime } from '../../ui/time.ts';
import { TableTime } from '../../ui/time-text.tsx';
import classes from './event-details.module.css';

type Attempt = NonNullable<LogDetails['run']>['attempts'][number];

const tones: Readonly<Record<string, Tone>> = {
  done: 'ok',
  retry: 'waiting',
  dead: 'attention',
  held: 'attention',
  interrupted: 'error',
};

function outcomeWords(outcome: string | null): string {
  switch (outcome) {
    case null:
      return t('events.outcome.running');
    case 'done':
    case 'retry':
    case 'dead':
    case 'held':
    case 'interrupted':
      return t(`events.outcome.${outcome}`);
    default:
      return outcome;
  }
}

function Row({ attempt, here }: { readonly attempt: Attempt; readonly here: boolean }) {
  return (
    <tr data-here={here || undefined}>
      <th scope="row" className="num">
        {attempt.n}
      </th>
      <td className={classes.moment} title={exactTime(attempt.startedAt)}>
        <TableTime at={attempt.startedAt} />
      </td>
      <td className={`${classes.moment ?? ''} num`}>
        {attempt.endedAt === null ? '' : duration(attempt.endedAt - attempt.startedAt)}
      </td>
      <td>
        <StatusMark tone={attempt.outcome === null ? 'working' : (tones[attempt.outcome] ?? 'waiting')}>
          {outcomeWords(attempt.outcome)}
        </StatusMark>
        {attempt.error !== null && <span className={classes.ruleNote}>{attempt.error}</span>}
      </td>
    </tr>
  );
}

/** Every time the run was tried. */
export function AttemptsTab({ run }: { readonly run: LogDetails['run'] }) {
  if (run === null || run.attempts.length === 0) return <p className="dim">{t('events.noAttempts')}</p>;
  return (
    <table className={classes.changes} aria-label={t('events.tabAttempts')}>
      <thead>
        <tr>
          <th scope="col">{t('events.attempt')}</th>
          <th scope="col">{t('events.attemptStarted')}</th>
          <th scope="col">{t('events.attemptTook')}</th>
          <th scope="col">{t('events.attemptOutcome')}</th>
        </tr>
      </thead>
      <tbody>
        {run.attempts.map((attempt) => (
          <Row key={attempt.attemptId} attempt={attempt} here={attempt.attemptId === run.attemptId} />
        ))}
      </tbody>
    </table>
  );
}
