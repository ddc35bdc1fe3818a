import { Button } from '@mantine/core';
import { IconActivity, IconArrowUp, IconFilterOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Activity, ActivityFilter } from '../../../shared/domain/activity.ts';
import type { Remote } from '../../../shared/domain/records.ts';
import { t, tn } from '../../../shared/strings/t.ts';
import { followLog, loadOlder, setFollowing, showLog, useLog } from '../../stores/log-store.ts';
import { go } from '../../stores/nav-store.ts';
import { EmptyPage, FailedPage, Loading } from '../../ui/page-state.tsx';
import { VirtualTable } from '../../ui/virtual-table.tsx';
import { Announcer } from './announcer.tsx';
import { eventColumns } from './event-columns.tsx';
import { EventDetails } from './event-details.tsx';
import { EventFilters } from './event-filters.tsx';
import classes from './events.module.css';

function hasFilter(filter: ActivityFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined && value !== '');
}

interface EventsPageProps {
  readonly ticketId: number | undefined;
  readonly side: Remote | undefined;
  readonly text: string | undefined;
}

/** The live log: newest on top, following until you scroll; details at the right. */
export function EventsPage({ ticketId, side, text }: EventsPageProps) {
  const { log, loaded, error, following, filter, loadingOlder } = useLog();
  const [chosen, setChosen] = useState<Activity | null>(null);
  const [open, setOpen] = useState(false);
  const [topKey, setTopKey] = useState(0);

  useEffect(followLog, []);
  useEffect(() => {
    void showLog({
      ...(ticketId === undefined ? {} : { ticketId }),
      ...(side === undefined ? {} : { side }),
      ...(text === undefined ? {} : { text }),
    });
    setTopKey((key) => key + 1);
  }, [ticketId, side, text]);

  function applyFilter(next: ActivityFilter): void {
    void showLog(next);
    setTopKey((key) => key + 1);
  }

  function toTop(): void {
    setFollowing(true);
    setTopKey((key) => key + 1);
  }

  if (error !== null && log.rows.length === 0) return <FailedPage error={error} onAgain={() => void showLog(filter)} />;
  const current = chosen === null ? null : (log.rows.find((row) => row.id === chosen.id) ?? chosen);

  return (
    <div className={classes.page}>
      <EventFilters
        filter={filter}
        onChange={applyFilter}
        onForget={() =>
          ticketId === undefined ? applyFilter({ ...filter, ticketId: undefined }) : go({ page: 'events' })
        }
      />
      <div className={classes.split}>
        <div className={classes.tableSide}>
          {!loaded && <Loading rows={14} />}
          {loaded && log.rows.length > 0 && (
            <VirtualTable
              label={t('events.table')}
              className={classes.table}
              columns={eventColumns}
              rows={log.rows}
              rowId={(row) => row.id}
              activeId={current?.id ?? null}
              topKey={topKey}
              onActive={setChosen}
              onOpen={(row) => {
                setChosen(row);
                setOpen(true);
              }}
              onEscape={() => setOpen(false)}
              onNearEnd={() => void loadOlder()}
              onAtTop={setFollowing}
            />
          )}
          {loaded && log.rows.length === 0 && hasFilter(filter) && (
            <EmptyPage
              icon={<IconFilterOff size={32} stroke={1.4} aria-hidden />}
              title={t('events.emptyFilterTitle')}
              text={t('events.emptyFilterText')}
            >
              <Button
                variant="default"
                onClick={() => (ticketId === undefined ? applyFilter({}) : go({ page: 'events' }))}
              >
                {t('action.clearFilter')}
              </Button>
            </EmptyPage>
          )}
          {loaded && log.rows.length === 0 && !hasFilter(filter) && (
            <EmptyPage
              icon={<IconActivity size={32} stroke={1.4} aria-hidden />}
              title={t('events.emptyTitle')}
              text={t('events.emptyText')}
            />
          )}
          {log.pending.length > 0 && (
            <Button
              className={classes.pill}
              size="xs"
              radius="xl"
              leftSection={<IconArrowUp size={14} aria-hidden />}
              onClick={toTop}
            >
              {tn('events.new', log.pending.length)}
            </Button>
          )}
        </div>
        {open && current !== null && <EventDetails event={current} onClose={() => setOpen(false)} />}
      </div>
      <div className={classes.foot}>
        <span
          className={classes.live}
          data-on={following || undefined}
          title={following ? t('events.following') : t('events.held')}
        >
          {following ? t('events.following') : t('events.held')}
        </span>
        <span className="num">
          {loadingOlder ? t('events.older') : tn('events.count', log.rows.length)}
          {loaded && !log.hasOlder && log.rows.length > 0 && ` · ${t('events.end')}`}
        </span>
      </div>
      <Announcer newest={log.pending[0] ?? log.rows[0] ?? null} />
    </div>
  );
}
