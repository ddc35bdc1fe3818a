import { Button, Group } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconActivity, IconArrowUp, IconFilterOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Activity, ActivityFilter } from '../../../shared/domain/activity.ts';
import { formatNumber, t, tn } from '../../../shared/strings/t.ts';
import { tellDone } from '../../commands.ts';
import { hasFilter, pageSize } from '../../stores/log-questions.ts';
import {
  followLog,
  loadNewer,
  loadOlder,
  mostWaiting,
  setAtTop,
  setPaused,
  showLog,
  showNewest,
  showOldest,
  useLog,
} from '../../stores/log-store.ts';
import type { Place } from '../../stores/place.ts';
import { EmptyPage, FailedPage, Loading } from '../../ui/page-state.tsx';
import { VirtualTable } from '../../ui/virtual-table.tsx';
import { Announcer } from './announcer.tsx';
import { eventColumns } from './event-columns.tsx';
import { EventDetails } from './event-details.tsx';
import { EventFilters } from './event-filters.tsx';
import { lineText } from './event-text.ts';
import classes from './events.module.css';
import { askedTicket } from './filter-words.ts';
import { LogFoot } from './log-foot.tsx';
import { usePlace } from './use-place.ts';
import { WhyPanel } from './why-panel.tsx';

/** What stands at the right of the log. */
type Panel = { readonly kind: 'event' } | { readonly kind: 'why'; readonly ticketId: number } | null;

/** What the page itself draws; the rest of the log's state is drawn by its parts. */
function shown({ log, loaded, error, filter, reveal, topKey }: ReturnType<typeof useLog.getState>) {
  return { log, loaded, error, filter, reveal, topKey };
}

const lineId = (row: Activity): number => row.id;

interface EmptyProps {
  readonly filter: ActivityFilter;
  readonly onClear: () => void;
  readonly onWhy: (ticketId: number) => void;
}

function Empty({ filter, onClear, onWhy }: EmptyProps) {
  const ticketId = askedTicket(filter.text ?? '', filter);
  if (!hasFilter(filter)) {
    return (
      <EmptyPage
        icon={<IconActivity size={32} stroke={1.4} aria-hidden />}
        title={t('events.emptyTitle')}
        text={t('events.emptyText')}
      />
    );
  }
  return (
    <EmptyPage
      icon={<IconFilterOff size={32} stroke={1.4} aria-hidden />}
      title={t('events.emptyFilterTitle')}
      text={t('events.emptyFilterText')}
    >
      <Group gap={8} justify="center">
        {ticketId !== null && <Button onClick={() => onWhy(ticketId)}>{t('why.palette', { id: ticketId })}</Button>}
        <Button variant="default" onClick={onClear}>
          {t('action.clearFilter')}
        </Button>
      </Group>
    </EmptyPage>
  );
}

function NewPill() {
  const waiting = useLog((state) => state.waiting);
  if (waiting === 0) return null;
  return (
    <Button
      className={classes.pill}
      size="xs"
      radius="xl"
      leftSection={<IconArrowUp size={14} aria-hidden />}
      onClick={() => {
        setPaused(false);
        void showNewest();
      }}
    >
      {waiting >= mostWaiting ? t('events.newMany', { n: formatNumber(mostWaiting) }) : tn('events.new', waiting)}
    </Button>
  );
}

/** The live log: newest on top, following until you scroll or hold it; details, or why a ticket was not dispatched, at the right. */
export function EventsPage({ place }: { readonly place: Extract<Place, { page: 'events' }> }) {
  const { log, loaded, error, filter, reveal, topKey } = useLog(useShallow(shown));
  const [chosen, setChosen] = useState<Activity | null>(null);
  const [panel, setPanel] = useState<Panel>(null);
  const page = useRef<HTMLDivElement>(null);
  const clipboard = useClipboard();

  function open(line: Activity): void {
    setChosen(line);
    setPanel({ kind: 'event' });
  }
  function close(): void {
    setPanel(null);
    page.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
  }
  function why(ticketId: number): void {
    setPanel({ kind: 'why', ticketId });
  }
  function apply(next: ActivityFilter): void {
    void showLog(next);
  }
  function edge(which: 'first' | 'last'): boolean {
    if (which === 'first' && log.hasNewer) {
      void showNewest().then(() => setChosen(useLog.getState().log.rows[0] ?? null));
      return true;
    }
    if (which === 'last' && log.hasOlder) {
      void showOldest().then(setChosen);
      return true;
    }
    return false;
  }

  useEffect(followLog, []);
  usePlace(place, { onLine: open, onWhy: why });

  if (error !== null && log.rows.length === 0) return <FailedPage error={error} onAgain={() => apply(filter)} />;
  const current = chosen === null ? null : (log.rows.find((row) => row.id === chosen.id) ?? chosen);

  return (
    <div className={classes.page} ref={page}>
      <EventFilters filter={filter} onChange={apply} onWhy={why} onFound={setChosen} />
      <div className={classes.split}>
        <div className={classes.tableSide}>
          {!loaded && <Loading rows={14} />}
          {loaded && log.rows.length > 0 && (
            <VirtualTable
              label={t('events.table')}
              className={classes.table}
              columns={eventColumns}
              rows={log.rows}
              start={log.start}
              stick={!log.hasNewer}
              reveal={reveal}
              rowId={lineId}
              activeId={current?.id ?? null}
              topKey={topKey}
              onActive={setChosen}
              onOpen={open}
              onEscape={() => setPanel(null)}
              onSpace={() => setPaused(!useLog.getState().paused)}
              onCopy={(line) => {
                clipboard.copy(lineText(line));
                tellDone(t('events.copiedLine', { message: line.message }));
              }}
              onEdge={edge}
              onNearEnd={() => void loadOlder()}
              onNearStart={(index) => {
                // Dragged far away from what is held: the newest page is closer than all pages between.
                if (index < pageSize && log.start > 2 * pageSize) void showNewest();
                else void loadNewer();
              }}
              onAtTop={setAtTop}
            />
          )}
          {loaded && log.rows.length === 0 && <Empty filter={filter} onClear={() => apply({})} onWhy={why} />}
          <NewPill />
        </div>
        {panel?.kind === 'event' && current !== null && (
          <EventDetails event={current} onClose={close} onOpen={open} onWhy={why} />
        )}
        {panel?.kind === 'why' && (
          <WhyPanel ticketId={panel.ticketId} onClose={close} onEvents={(ticketId) => apply({ ticketId })} />
        )}
      </div>
      <LogFoot />
      <Announcer newest={log.hasNewer ? null : (log.rows[0] ?? null)} />
    </div>
  );
}
