import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import type { EngineStatus } from '../../../shared/domain/status.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { go } from '../../stores/nav-store.ts';
import type { Place } from '../../stores/place.ts';
import { ToneIcon } from '../../ui/status-mark.tsx';
import { Ago, Until } from '../../ui/time-text.tsx';
import classes from './dashboard.module.css';
import { countWords } from './figure-words.ts';

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}

/** A number that leads to what it counts once there is something to act on. */
function ToAct({ n, label, place }: { readonly n: number; readonly label: string; readonly place: Place }) {
  if (n === 0) return 0;
  return (
    <Anchor component="button" className={classes.factLink ?? ''} aria-label={label} onClick={() => go(place)}>
      <ToneIcon tone="attention" size={15} />
      {countWords(n)}
    </Anchor>
  );
}

/** Where things stand now. */
export function NowFacts({ status }: { readonly status: EngineStatus }) {
  const { links, conflicts, queue, lastSyncAt, nextPollAt } = status;
  return (
    <dl className={classes.facts} aria-label={t('dashboard.now')}>
      <Fact name={t('dashboard.links')}>{countWords(links.open)}</Fact>
      {links.creating > 0 && <Fact name={t('dashboard.creating')}>{countWords(links.creating)}</Fact>}
      <Fact name={t('dashboard.oldest')}>
        {queue.oldestWaitingAt === null ? t('dashboard.none') : <Ago at={queue.oldestWaitingAt} />}
      </Fact>
      <Fact name={t('dashboard.deadLetters')}>
        <ToAct n={queue.dead} label={tn('dashboard.deadLabel', queue.dead)} place={{ page: 'attention' }} />
      </Fact>
      <Fact name={t('dashboard.conflicts')}>
        <ToAct
          n={conflicts}
          label={tn('dashboard.conflictsLabel', conflicts)}
          place={{ page: 'attention', tab: 'conflicts' }}
        />
      </Fact>
      <Fact name={t('dashboard.lastSync')}>{lastSyncAt === null ? t('time.never') : <Ago at={lastSyncAt} />}</Fact>
      <Fact name={t('dashboard.nextPoll')}>
        {nextPollAt === null ? t('dashboard.none') : <Until at={nextPollAt} />}
      </Fact>
    </dl>
  );
}
