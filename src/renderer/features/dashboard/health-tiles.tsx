import { Button, Skeleton, Tooltip, UnstyledButton } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import type { HealthItem } from '../../../shared/domain/monitor.ts';
import type { EngineStatus } from '../../../shared/domain/status.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { go } from '../../stores/nav-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import type { Tone } from '../../theme/tone.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Ago } from '../../ui/time-text.tsx';
import classes from './health.module.css';
import { healthPlace } from './health-place.ts';
import { factWords, healthWords } from './health-words.ts';
import { useKeepFresh } from './use-keep-fresh.ts';

/** What a technician looks at first. The rest is small until something is wrong with it: then it moves up and says all of it. */
const large = ['connectwise', 'fieldnation', 'callbacks', 'queue'] as const;
const small = ['tunnel', 'keychain', 'disk', 'database', 'backup'] as const;
const everyMs = 15_000;
const skeletonAfterMs = 150;

/** What is switched off on purpose looks like what waits. */
function toneOf(item: HealthItem): Tone {
  return item.tone === 'off' ? 'waiting' : item.tone;
}

function Facts({ item }: { readonly item: HealthItem }) {
  return (
    <dl className={classes.facts}>
      {item.facts.map(factWords).map((fact) => (
        <div key={fact.name}>
          <dt>{fact.name}</dt>
          <dd className="num">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What goes on under a large tile; it moves with the clock. */
function Foot({ item, status }: { readonly item: HealthItem; readonly status: EngineStatus }): ReactNode {
  switch (item.id) {
    case 'connectwise':
    case 'fieldnation': {
      const { lastSuccessAt } = status[item.id];
      if (lastSuccessAt === null) return t('dashboard.noAnswer');
      return (
        <>
          {t('dashboard.lastAnswer', { ago: '' })}
          <Ago at={lastSuccessAt} />
        </>
      );
    }
    case 'callbacks': {
      const { lastDeliveryAt, refused } = status.intake;
      return (
        <>
          {lastDeliveryAt === null ? (
            t('dashboard.noDelivery')
          ) : (
            <>
              {t('dashboard.lastDelivery', { ago: '' })}
              <Ago at={lastDeliveryAt} />
            </>
          )}
          {refused > 0 && ` · ${tn('dashboard.refused', refused)}`}
        </>
      );
    }
    case 'queue': {
      const { oldestWaitingAt } = status.queue;
      if (oldestWaitingAt === null) return t('dashboard.queueIdle');
      return (
        <>
          {t('dashboard.queueOldest', { ago: '' })}
          <Ago at={oldestWaitingAt} />
        </>
      );
    }
    default:
      return null;
  }
}

/** In one or two words; of the parts that have states of their own, those. */
function wordOf(item: HealthItem, status: EngineStatus): string {
  if (item.id === 'connectwise' || item.id === 'fieldnation') return t(`health.${status[item.id].state}`);
  if (item.id === 'tunnel' && item.tone !== 'off') return t(`dashboard.tunnelState.${status.intake.tunnel.state}`);
  return t(`dashboard.tone.${item.tone}`);
}

function Tile({
  item,
  status,
  isSmall,
}: {
  readonly item: HealthItem;
  readonly status: EngineStatus;
  readonly isSmall: boolean;
}) {
  return (
    <Tooltip
      label={<Facts item={item} />}
      multiline
      openDelay={500}
      disabled={item.facts.length === 0}
      events={{ hover: true, focus: true, touch: false }}
    >
      <UnstyledButton
        className={classes.tile}
        data-tone={toneOf(item)}
        data-small={isSmall || undefined}
        onClick={() => go(healthPlace(item))}
      >
        <span className={classes.head}>
          <span className={classes.title}>{t(`dashboard.part.${item.id}`)}</span>
          <StatusMark tone={toneOf(item)} boxed={!isSmall}>
            {wordOf(item, status)}
          </StatusMark>
        </span>
        <span className={classes.text}>{healthWords(item)}</span>
        {!isSmall && (
          <span className={`${classes.foot ?? ''} num`}>
            <Foot item={item} status={status} />
          </span>
        )}
      </UnstyledButton>
    </Tooltip>
  );
}

/** Keeps the tiles' place while they are asked for. */
function ToCome({ id, isSmall }: { readonly id: HealthItem['id']; readonly isSmall: boolean }) {
  const [shown, setShown] = useState(false);
  useEffect(() => systemClock.after(skeletonAfterMs, () => setShown(true)), []);
  return (
    <div className={classes.tile} data-small={isSmall || undefined}>
      <span className={classes.title}>{t(`dashboard.part.${id}`)}</span>
      {shown && <Skeleton height={12} width="80%" radius={4} />}
    </div>
  );
}

/** Everything the sync depends on, each part with its state in words; a click leads to where it is mended. */
export function HealthTiles({ status }: { readonly status: EngineStatus }) {
  const { value, error, again } = useAsked('monitor:health', undefined, ['reach', 'alerts', 'attention']);
  useKeepFresh(again, everyMs);
  if (value === undefined && error !== null) {
    return (
      <ErrorNote error={error}>
        <Button size="xs" variant="default" onClick={again}>
          {t('action.retryLoad')}
        </Button>
      </ErrorNote>
    );
  }
  const troubled = (id: HealthItem['id']): boolean => {
    const tone = value?.find((item) => item.id === id)?.tone;
    return tone === 'attention' || tone === 'error';
  };
  const tiles = (ids: readonly HealthItem['id'][], isSmall: boolean): ReactNode =>
    ids.map((id) => {
      const item = value?.find((one) => one.id === id);
      if (item !== undefined) return <Tile key={id} item={item} status={status} isSmall={isSmall} />;
      return value === undefined ? <ToCome key={id} id={id} isSmall={isSmall} /> : null;
    });
  const [calm, bad] = [small.filter((id) => !troubled(id)), small.filter(troubled)];
  return (
    <section aria-label={t('dashboard.health')} aria-busy={value === undefined} className={classes.health}>
      <div className={classes.large}>{tiles(large, false)}</div>
      {bad.length > 0 && <div className={classes.troubled}>{tiles(bad, false)}</div>}
      {calm.length > 0 && <div className={classes.small}>{tiles(calm, true)}</div>}
    </section>
  );
}
