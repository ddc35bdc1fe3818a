import { Button, Checkbox } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { t, tn } from '../../../shared/strings/t.ts';
import { useApp } from '../../stores/app-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { FailedPage, Loading } from '../../ui/page-state.tsx';
import rows from './plan.module.css';
import { PlanRows } from './plan-rows.tsx';
import { setTicked, tick, usePlanChoice } from './plan-store.ts';
import classes from './setup.module.css';
import { goToStep } from './setup-wizard.tsx';
import { StepFoot, StepHead } from './step-parts.tsx';
import { triggerPlace } from './trigger-words.ts';

/** What would be created, one row a ticket, ticked by hand. Nothing is written here. */
export function PlanStep() {
  const trigger = useApp((state) => state.setup?.config.trigger ?? null);
  const publish = useApp((state) => state.setup?.config.create.publish ?? false);
  const limit = useApp((state) => state.setup?.config.limits.createsPerTenMinutes ?? 10);
  const plan = useAsked('setup:plan', undefined);
  const ticked = usePlanChoice((state) => state.ticked);
  const creatable = (plan.value ?? []).filter((row) => row.outcome === 'create');
  const chosen = creatable.filter((row) => ticked.has(row.ticketId));

  return (
    <>
      <StepHead
        title={t('setup.plan.title')}
        lead={t('setup.plan.lead', { place: trigger === null ? '' : triggerPlace(trigger) })}
      />
      {plan.value === undefined && plan.error === null && <Loading rows={8} />}
      {plan.error !== null && <FailedPage error={plan.error} onAgain={plan.again} />}
      {plan.value !== undefined && (
        <>
          <div className={rows.planHead}>
            <Checkbox
              size="sm"
              label={t('setup.plan.tickAll')}
              disabled={creatable.length === 0}
              checked={creatable.length > 0 && chosen.length === creatable.length}
              indeterminate={chosen.length > 0 && chosen.length < creatable.length}
              onChange={(event) => setTicked(event.currentTarget.checked ? creatable.map((row) => row.ticketId) : [])}
            />
            <span className="num dim">{tn('setup.plan.ticked', chosen.length, { total: creatable.length })}</span>
            <Button
              className={rows.planAgain ?? ''}
              variant="subtle"
              size="xs"
              leftSection={<IconRefresh size={14} aria-hidden />}
              onClick={plan.again}
            >
              {t('setup.plan.refresh')}
            </Button>
          </div>
          {plan.value.length === 0 ? (
            <p className={classes.sentence}>{t('setup.plan.none')}</p>
          ) : (
            <PlanRows rows={plan.value} ticked={ticked} publish={publish} onTick={tick} />
          )}
          {chosen.length > limit && <p className={classes.help}>{t('setup.plan.held', { n: limit })}</p>}
          <StepFoot>
            <Button onClick={() => goToStep('start')}>
              {chosen.length === 0 ? t('setup.plan.next') : tn('setup.plan.nextTicked', chosen.length)}
            </Button>
          </StepFoot>
        </>
      )}
    </>
  );
}
