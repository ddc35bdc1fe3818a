import { IconPlugConnected } from '@tabler/icons-react';
import type { Outage } from '../../../shared/domain/reach.ts';
import { spokenLocale, t, tn } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { useFromNow } from '../../stores/use-now.ts';
import { EmptyPage, FailedPage, Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { OutageLine } from './outages/outage-line.tsx';
import classes from './outages/outages.module.css';
import { outcomeOf, type Span, spanOf, ticksOf } from './outages/timeline.ts';

/** As many as are asked for; older ones are not shown. */
const most = 200;

function Axis({ span }: { readonly span: Span }) {
  return (
    <div className={classes.axis} aria-hidden>
      <div className={classes.axisTrack}>
        {ticksOf(span).map((at) => (
          <span
            key={at}
            className={classes.tick}
            style={{ left: `${String(((at - span.from) / (span.to - span.from)) * 100)}%` }}
          >
            {new Date(at).toLocaleDateString(spokenLocale(), { day: 'numeric', month: 'short' })}
          </span>
        ))}
      </div>
    </div>
  );
}

function List({ outages }: { readonly outages: readonly Outage[] }) {
  const pollSeconds = useApp((state) => state.setup?.config.limits.pollSeconds ?? 60);
  // A bar that lasts grows; once a minute is often enough.
  const minute = useFromNow((now) => Math.ceil(now / 60_000));
  const span = spanOf(outages, minute * 60_000);
  const open = outages.filter((outage) => outcomeOf(outage) !== 'caught').length;
  return (
    <div className={classes.page}>
      <p className={reading.lead}>
        {open === 0 ? t('reach.outages.lead', { n: pollSeconds }) : tn('reach.outages.open', open)}
      </p>
      <div className={classes.box}>
        <Axis span={span} />
        <ol className={classes.list} aria-label={t('reach.outages')}>
          {outages.map((outage) => (
            <OutageLine key={outage.id} outage={outage} span={span} />
          ))}
        </ol>
      </div>
      {outages.length === most && <p className={classes.foot}>{t('reach.outages.most', { n: most })}</p>}
    </div>
  );
}

/** When changes did not arrive by themselves, newest first, on one time line. */
export function OutagesTab() {
  const { value, error, again } = useAsked('reach:outages', { limit: most }, ['reach']);
  if (value === undefined) return error === null ? <Loading /> : <FailedPage error={error} onAgain={again} />;
  if (value.length === 0) {
    return (
      <EmptyPage
        icon={<IconPlugConnected size={36} stroke={1.4} aria-hidden />}
        title={t('reach.outages.none')}
        text={t('reach.outages.noneText')}
      />
    );
  }
  return <List outages={value} />;
}
