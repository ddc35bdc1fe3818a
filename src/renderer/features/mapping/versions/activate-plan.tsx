import { Button } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { systemClock } from '../../../../shared/clock.ts';
import type { MappingPlan } from '../../../../shared/domain/mapping-work.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { StatusMark, ToneIcon } from '../../../ui/status-mark.tsx';
import { isEmptyValue, showValue } from '../../../ui/value.ts';
import { useFieldIndex } from '../fields/field-index.ts';
import classes from './activate.module.css';
import { ActivatePart } from './activate-part.tsx';
import { changedFields, type Looks, withLabels } from './activation.ts';
import { BeforeAfter } from './before-after.tsx';

const longAfterMs = 4000;
const firstShown = 6;
const mostFields = 6;

/** "37 links unchanged, 3 would change, 1 would stop, 2 not known yet". */
function Counts({ plan }: { readonly plan: MappingPlan }) {
  if (plan.links === 0) return <span className="dim">{t('activate.planNone')}</span>;
  if (plan.unchanged === plan.links) return <StatusMark tone="ok">{tn('activate.planAllSame', plan.links)}</StatusMark>;
  return (
    <span className={`${classes.counts ?? ''} num`}>
      <span>{tn('activate.planUnchanged', plan.unchanged)}</span>
      {plan.wouldChange > 0 && <StatusMark tone="working">{tn('activate.planChange', plan.wouldChange)}</StatusMark>}
      {plan.wouldStop > 0 && <StatusMark tone="error">{tn('activate.planStop', plan.wouldStop)}</StatusMark>}
      {plan.unknown > 0 && <StatusMark tone="waiting">{tn('activate.planUnknown', plan.unknown)}</StatusMark>}
    </span>
  );
}

function Verdict({ look }: { readonly look: Looks['plan'] }) {
  const [long, setLong] = useState(false);
  const waits = look.state === 'asked';
  useEffect(() => {
    if (!waits) return;
    setLong(false);
    return systemClock.after(longAfterMs, () => setLong(true));
  }, [waits]);
  if (look.state === 'answered') return <Counts plan={look.value} />;
  if (look.state === 'failed') return <StatusMark tone="error">{t('activate.planFailed')}</StatusMark>;
  return (
    <span className={classes.counts}>
      <StatusMark tone="working">{t('activate.planRunning')}</StatusMark>
      {long && <span className="dim">{t('activate.planLong')}</span>}
    </span>
  );
}

type Row = MappingPlan['rows'][number];

function PlanRow({ row }: { readonly row: Row }) {
  return (
    <li className={classes.link}>
      <div className={classes.linkHead}>
        <span className="num">
          {t('activate.planRow.ticket', { id: row.ticketId })},{' '}
          {row.workOrderId === null
            ? t('activate.planRow.noWorkOrder')
            : t('activate.planRow.workOrder', { id: row.workOrderId })}
        </span>
        <span className={classes.linkTitle} title={row.title}>
          {row.title}
        </span>
        {row.problems.length > 0 && <StatusMark tone="error">{t('activate.planRow.stops')}</StatusMark>}
      </div>
      {row.problems.map((problem) => (
        <p key={problem.message} className={classes.linkProblem}>
          {problem.message}
        </p>
      ))}
      {row.changes.length > 0 && (
        <table className={classes.changes}>
          <caption className="unseen">{t('activate.planRow.caption', { id: row.ticketId })}</caption>
          <thead className="unseen">
            <tr>
              <th scope="col">{t('link.field')}</th>
              <th scope="col">{t('trial.present')}</th>
              <th scope="col">{t('trial.wouldBe')}</th>
            </tr>
          </thead>
          <tbody>
            {row.changes.map((change) => (
              <tr key={`${change.side} ${change.target}`}>
                <th scope="row">
                  {change.label}{' '}
                  <span className="dim">
                    {t(change.side === 'connectwise' ? 'activate.planRow.onTicket' : 'activate.planRow.onWorkOrder')}
                  </span>
                </th>
                <BeforeAfter
                  before={showValue(change.from)}
                  after={showValue(change.to)}
                  absent={[isEmptyValue(change.from), isEmptyValue(change.to)]}
                />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </li>
  );
}

function Rows({ plan: asTold }: { readonly plan: MappingPlan }) {
  const index = useFieldIndex();
  const [all, setAll] = useState(false);
  const plan = useMemo(() => withLabels(asTold, index), [asTold, index]);
  // What would stop is looked at first.
  const rows = [...plan.rows].sort((a, b) => Number(b.problems.length > 0) - Number(a.problems.length > 0));
  const shown = all ? rows : rows.slice(0, firstShown);
  const fields = changedFields(plan);
  const affected = plan.wouldChange + plan.wouldStop;
  return (
    <>
      {rows.length > firstShown && fields.length > 0 && (
        <p className={classes.fields}>
          <span className="dim">{t('activate.planFields')}</span>
          {fields.slice(0, mostFields).map(({ label, links }) => (
            <span key={label}>{tn('activate.planField', links, { field: label })}</span>
          ))}
          {fields.length > mostFields && (
            <span className="dim">{tn('activate.problemsMore', fields.length - mostFields)}</span>
          )}
        </p>
      )}
      <ul className={classes.links} aria-label={t('activate.planRow.list')}>
        {shown.map((row) => (
          <PlanRow key={row.linkId} row={row} />
        ))}
      </ul>
      {rows.length > shown.length && (
        <Button size="xs" variant="subtle" onClick={() => setAll(true)}>
          {tn('activate.planMore', rows.length - shown.length)}
        </Button>
      )}
      {rows.length < affected && (all || rows.length <= firstShown) && (
        <p className={classes.small}>{tn('activate.planFirst', rows.length)}</p>
      )}
    </>
  );
}

/** What activating would do to the links there are. Nothing of it was written. */
export function ActivatePlan({ look, onAgain }: { readonly look: Looks['plan']; readonly onAgain: () => void }) {
  return (
    <ActivatePart title={t('activate.plan')} verdict={<Verdict look={look} />}>
      {look.state === 'answered' && look.value.links === 0 ? null : (
        <>
          <p className={classes.small}>{t('activate.planHelp')}</p>
          {look.state === 'failed' && (
            <ErrorNote error={look.error}>
              <Button size="xs" variant="default" onClick={onAgain}>
                {t('activate.planAgain')}
              </Button>
            </ErrorNote>
          )}
          {look.state === 'answered' && look.value.rows.length > 0 && <Rows plan={look.value} />}
          {look.state === 'answered' && look.value.unknown > 0 && (
            <p className={classes.small}>
              <ToneIcon tone="waiting" /> {t('activate.planUnknownHelp')}
            </p>
          )}
        </>
      )}
    </ActivatePart>
  );
}
