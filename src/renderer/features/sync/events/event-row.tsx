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

/** What an event means and how it is seen; for one that cannot be observed, why. */
function EventWords({ row: { event, rule }, seenId }: { readonly row: EventRow; readonly seenId: string }) {
  const { description, observed } = workOrderEvents[event];
  const { Icon, words } = seen[observed.by];
  return (
    <span className={classes.what}>
      <span className={classes.description} data-off={!rule.on || undefined}>
        {description}
      </span>
      <span className={classes.second}>
        <span className={`mono ${classes.name ?? ''}`}>{event}</span>
        <span className={classes.seen} id={seenId}>
          <Icon size={13} aria-hidden />
          <span>
            {t(words)}
            {observed.by === 'none' && `: ${observed.reason}`}
          </span>
        </span>
      </span>
    </span>
  );
}

/** One event: on or off, what it means, how it is seen, what it does; its action opens below. */
export function EventRowLine({ row, open, onOpen, onRule }: EventRowProps) {
  const { event, rule, observable, own, warnings } = row;
  const id = useId();
  const { description } = workOrderEvents[event];
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
        {observable ? (
          <UnstyledButton
            className={classes.opener}
            aria-expanded={open}
            aria-controls={`${id}-editor`}
            aria-label={t('sync.events.edit', { event })}
            onClick={() => onOpen(!open)}
          >
            <EventWords row={row} seenId={`${id}-seen`} />
            <span className={classes.does}>
              <span data-own={(own && rule.on) || undefined}>{actionWords(rule)}</span>
              {warnings.length > 0 && (
                <StatusMark tone="attention">{tn('sync.events.warned', warnings.length)}</StatusMark>
              )}
            </span>
            <IconChevronRight size={16} className={classes.chevron} aria-hidden />
          </UnstyledButton>
        ) : (
          <div className={classes.opener}>
            <EventWords row={row} seenId={`${id}-seen`} />
          </div>
        )}
      </div>
      {observable && (
        <div id={`${id}-editor`} hidden={!open}>
          {open && <EventEditor event={event} rule={rule} warnings={warnings} onRule={onRule} />}
        </div>
      )}
    </li>
  );
}
