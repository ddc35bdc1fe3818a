import { useEffect } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { onPush } from '../../bridge.ts';
import { go } from '../../stores/nav-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { EventList } from '../../ui/event-list.tsx';
import { FailedPage, Loading } from '../../ui/page-state.tsx';

const shown = 10;

/** The ten newest events, kept current. */
export function NewestEvents() {
  const { value, error, again } = useAsked('log:page', { filter: {}, before: null, limit: shown });
  useEffect(() => onPush('log', again), [again]);
  if (value === undefined) return error === null ? <Loading rows={5} /> : <FailedPage error={error} onAgain={again} />;
  if (value.length === 0) return <p className="dim">{t('dashboard.noEvents')}</p>;
  return (
    <EventList
      events={value}
      onOpen={(event) => go(event.linkId === null ? { page: 'events' } : { page: 'links', linkId: event.linkId })}
    />
  );
}
