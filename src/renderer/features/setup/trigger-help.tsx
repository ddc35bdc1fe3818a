import { Button, Collapse } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { Config } from '../../../shared/config.ts';
import { t } from '../../../shared/strings/t.ts';
import { sameValue } from '../sync/draft.ts';
import { TriggerSetUp } from '../sync/trigger/trigger-set-up.tsx';
import classes from './setup.module.css';
import { type TriggerForm, triggerForm } from './trigger-form.ts';

/** What ConnectWise can be set up to do for the trigger; only for a trigger that is saved as it stands. */
export function TriggerHelp({ saved, form }: { readonly saved: Config['trigger']; readonly form: TriggerForm }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const ready = saved !== null && sameValue(triggerForm(saved), form);
  return (
    <section className={classes.more}>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        aria-expanded={open}
        aria-controls={id}
        leftSection={
          <IconChevronRight size={14} className={classes.moreIcon} data-open={open || undefined} aria-hidden />
        }
        onClick={() => setOpen(!open)}
      >
        {t('trigger.setUp')}
      </Button>
      <Collapse id={id} expanded={open} transitionDuration={0}>
        {ready ? <TriggerSetUp trigger={saved} /> : <p className={classes.help}>{t('trigger.setUpFirst')}</p>}
      </Collapse>
    </section>
  );
}
