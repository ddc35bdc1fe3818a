import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { onPush } from '../../bridge.ts';
import { go } from '../../stores/nav-store.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { EventList } from '../../ui/event-list.tsx';
import { Loading } from '../../ui/page-state.tsx';

const shown = 10;

/** The ten newest events, kept current. */
export function NewestEvents() {
  const { value, error, again } = useAsked('log:page', { filter: {}, before: null, limit: shown });
  useEffect(() => onPush('log', again), [again]);
  if (value === undefined) {
    if (error === null) return <Loading rows={5} />;
    return (
      <ErrorNote error={error}>
        <Button size="xs" variant="default" onClick={again}>
          {t('action.retryLoad')}
        </Button>
      </ErrorNote>
    );
  }
  if (value.length === 0) return <p className="dim">{t('dashboard.noEvents')}</p>;
  return (
    <EventList
      events={value}
      onOpen={(event) => go(event.linkId === null ? { page: 'events' } : { page: 'links', linkId: event.linkId })}
    />
  );
}
