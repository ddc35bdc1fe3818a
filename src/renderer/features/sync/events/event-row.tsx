import { Switch, UnstyledButton } from '@mantine/core';
import { IconAntenna, IconChevronRight, IconEyeOff, IconRefresh } from '@tabler/icons-react';
import { useId } from 'react';
import type { EventRule } from '../../../../shared/config-sync.ts';
import { type Observed, workOrderEvents } from '../../../../shared/domain/work-order-events.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { EventEditor } from './event-editor.tsx';
import classes from './events.module.css';
import type { EventRow } from './rules.ts';

const seen = {
  record: { Icon: IconRefresh, words: 'sync.events.byRecord' },
  webhook: { Icon: IconAntenna, words: 'sync.events.byWebhook' },
  none: { Icon: IconEyeOff, words: 'sync.events.notObservable' },
} as const satisfies Readonly<Record<Observed['by'], object>>;

function actionWords({ on, action }: EventRule): string {
  if (!on) return t('sync.events.isOff');
  if (action.do === 'update') return t('sync.events.does.update');
  if (action.do === 'script') return t('sync.events.does.script');
  return t(action.tab === 'discussion' ? 'sync.events.does.noteDiscussion' : 'sync.events.does.noteInternal');
}

interface EventRowProps {
  readonly row: EventRow;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onRule: (rule: EventRule) => void;
}

/** One event: on or off, what it means, how it is seen, what it does; its action opens below. */
export function EventRowLine({ row: { event, rule, observable, own, warnings }, open, onOpen, onRule }: EventRowProps) {
  const id = useId();
  const { description, observed } = workOrderEvents[event];
  const { Icon, words } = seen[observed.by];
  return (
    <li className={classes.item} data-open={open || undefined}>
      <div className={classes.line}>
        <Switch
          aria-label={t('sync.events.toggle', { event, description })}
          aria-describedby={`${id}-seen`}
          checked={rule.on}
          disabled={!observable}
          onChange={(change) => onRule({ ...rule, on: change.currentTarget.checked })}
        />
        <UnstyledButton
          className={classes.opener}
          aria-expanded={open}
          aria-controls={`${id}-editor`}
          aria-label={t('sync.events.edit', { event })}
          onClick={() => onOpen(!open)}
        >
          <span className={classes.what}>
            <span className={classes.description} data-off={!rule.on || undefined}>
              {description}
            </span>
            <span className={classes.second}>
              <span className={`mono ${classes.name ?? ''}`}>{event}</span>
              <span className={classes.seen} id={`${id}-seen`}>
                <Icon size={13} aria-hidden />
                {t(words)}
              </span>
            </span>
          </span>
          <span className={classes.does}>
            {observable && <span data-own={(own && rule.on) || undefined}>{actionWords(rule)}</span>}
            {warnings.length > 0 && (
              <StatusMark tone="attention">{tn('sync.events.warned', warnings.length)}</StatusMark>
            )}
          </span>
          <IconChevronRight size={16} className={classes.chevron} aria-hidden />
        </UnstyledButton>
      </div>
      <div id={`${id}-editor`} hidden={!open}>
        {open && <EventEditor event={event} rule={rule} warnings={warnings} onRule={onRule} />}
      </div>
    </li>
  );
}
