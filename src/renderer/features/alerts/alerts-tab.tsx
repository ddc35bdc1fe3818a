import { Button, Title } from '@mantine/core';
import { IconBellCheck, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { Alert } from '../../../shared/domain/alerts.ts';
import { formatNumber, t, tn } from '../../../shared/strings/t.ts';
import { go } from '../../stores/nav-store.ts';
import { placeOf } from '../../stores/place.ts';
import type { useAsked } from '../../stores/use-asked.ts';
import { EmptyPage, FailedPage, Loading } from '../../ui/page-state.tsx';
import { StatusMark, ToneIcon } from '../../ui/status-mark.tsx';
import { Ago } from '../../ui/time-text.tsx';
import attention from '../attention/attention.module.css';
import classes from './alerts.module.css';

function SettingsButton() {
  return (
    <Button size="xs" variant="subtle" onClick={() => go({ page: 'settings', section: 'alerts' })}>
      {t('alerts.settings')}
    </Button>
  );
}

function AlertCard({ alert }: { readonly alert: Alert }) {
  const titleId = useId();
  const open = t(`alerts.open.${alert.rule}`);
  return (
    <section className={attention.card} aria-labelledby={titleId}>
      <div className={attention.cardHead}>
        <ToneIcon tone={alert.severity} size={18} />
        <div className={attention.cardText}>
          <Title order={2} id={titleId} className={attention.cause ?? ''}>
            {alert.title}
          </Title>
          <p className={attention.message}>{alert.message}</p>
          <p className={attention.meta}>
            <StatusMark tone={alert.severity}>{t(`alerts.severity.${alert.severity}`)}</StatusMark>
            <span>
              {t('alerts.since')} <Ago at={alert.firstAt} />
            </span>
            {alert.toldAt === null ? (
              <span>{t('alerts.notTold')}</span>
            ) : (
              <span>
                {t('alerts.told')} <Ago at={alert.toldAt} />
              </span>
            )}
          </p>
        </div>
        <div className={attention.cardButtons}>
          <Button
            size="xs"
            aria-label={t('alerts.openOf', { open, title: alert.title })}
            onClick={() => go(placeOf(alert.place))}
          >
            {open}
          </Button>
        </div>
      </div>
    </section>
  );
}

function PastAlerts({ past }: { readonly past: readonly Alert[] }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <div className={classes.places}>
        <Button
          size="xs"
          variant="subtle"
          aria-expanded={open}
          aria-controls={id}
          leftSection={<Chevron size={14} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          {open ? t('alerts.hidePast') : tn('alerts.showPast', past.length)}
        </Button>
        <span className="dim">{t('alerts.pastText')}</span>
      </div>
      <div id={id} hidden={!open} className={classes.pastBox}>
        <ul className={classes.past} aria-label={t('alerts.past')}>
          {open &&
            past.map((alert) => (
              <li key={alert.id} className={classes.pastItem}>
                <div className={classes.pastTitle}>{alert.title}</div>
                <p className={classes.pastMessage}>{alert.message}</p>
                <p className={attention.meta}>
                  <span>
                    {t('alerts.ended')} <Ago at={alert.clearedAt ?? alert.lastAt} />
                  </span>
                  <span className="num">
                    {t('alerts.lasted', { span: spanWords((alert.clearedAt ?? alert.lastAt) - alert.firstAt) })}
                  </span>
                  {alert.toldAt === null ? (
                    <span>{t('alerts.neverTold')}</span>
                  ) : (
                    <span>
                      {t('alerts.told')} <Ago at={alert.toldAt} />
                    </span>
                  )}
                </p>
              </li>
            ))}
        </ul>
      </div>
    </div>
  );
}

/** To the minute: looks are no closer together. */
function spanWords(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 120) return t('alerts.span.minutes', { n: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 48
    ? t('alerts.span.hours', { n: hours })
    : t('alerts.span.days', { n: formatNumber(Math.round(hours / 24)) });
}

/** What was raised and lasts, with the way to its fix; below it what is over. */
export function AlertsTab({ asked }: { readonly asked: ReturnType<typeof useAsked<'alerts:list'>> }) {
  const { value, error, again } = asked;
  if (value === undefined) return error === null ? <Loading /> : <FailedPage error={error} onAgain={again} />;
  const { active, past } = value;
  if (active.length + past.length === 0) {
    return (
      <EmptyPage
        icon={<IconBellCheck size={36} stroke={1.4} aria-hidden />}
        title={t('alerts.emptyTitle')}
        text={t('alerts.emptyText')}
      >
        <SettingsButton />
      </EmptyPage>
    );
  }
  return (
    <div className={attention.page}>
      <div className={attention.leadLine}>
        <p className={attention.lead}>
          {active.length === 0 ? t('alerts.emptyTitle') : tn('alerts.active', active.length)}
        </p>
        <SettingsButton />
      </div>
      {active.map((alert) => (
        <AlertCard key={alert.id} alert={alert} />
      ))}
      {past.length > 0 && <PastAlerts past={past} />}
    </div>
  );
}
