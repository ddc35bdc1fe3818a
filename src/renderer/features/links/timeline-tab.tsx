import { Button, Group, NativeSelect, Title } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Activity } from '../../../shared/domain/activity.ts';
import type { LinkPage } from '../../../shared/domain/views.ts';
import { t } from '../../../shared/strings/t.ts';
import { ask, onPush } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { go } from '../../stores/nav-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { EventList } from '../../ui/event-list.tsx';
import { Loading } from '../../ui/page-state.tsx';
import reading from '../../ui/reading.module.css';
import { ExportMenu } from '../events/export-menu.tsx';
import { type KindGroup, kindGroups } from '../events/kind-groups.ts';

const pageLength = 50;
/** What can happen to one pair. */
const groups = [
  'deliveries',
  'tickets',
  'workOrders',
  'notes',
  'documents',
  'conflicts',
  'events',
  'links',
  'problems',
] as const satisfies readonly KindGroup[];
type Shown = (typeof groups)[number] | 'any';

interface Lines {
  readonly events: readonly Activity[];
  /** There may be older ones. */
  readonly more: boolean;
}

/** Lines of the link as they are asked for; new ones come on top without asking for the older again. */
function useLines(linkId: number, shown: Shown) {
  const [lines, setLines] = useState<Lines | null>(null);
  const [error, setError] = useState<AppErrorInfo | null>(null);
  const known = useRef<Lines | null>(null);
  const round = useRef(0);

  const load = useCallback(
    async (where: 'older' | 'newer'): Promise<void> => {
      const mine = round.current;
      const before = where === 'older' ? (known.current?.events.at(-1)?.id ?? null) : null;
      const after = where === 'newer' ? (known.current?.events[0]?.id ?? 0) : null;
      const filter = { linkId, ...(shown === 'any' ? {} : { kinds: [...kindGroups[shown]] }) };
      const answer = await ask('log:page', { filter, before, after, limit: pageLength });
      if (mine !== round.current) return;
      setError(answer.ok ? null : answer.error);
      if (!answer.ok) return;
      const held = known.current?.events ?? [];
      const seen = new Set(held.map((event) => event.id));
      const fresh = answer.value.filter((event) => !seen.has(event.id));
      known.current =
        where === 'older'
          ? { events: [...held, ...fresh], more: answer.value.length === pageLength }
          : { events: [...fresh, ...held], more: known.current?.more ?? false };
      setLines(known.current);
    },
    [linkId, shown],
  );

  useEffect(() => {
    round.current += 1;
    known.current = null;
    setLines(null);
    void load('older');
    return onPush('log', () => {
      if (known.current !== null) void load('newer');
    });
  }, [load]);
  return { lines, error, older: () => void load('older') };
}

/** Everything that happened to this pair, newest first; a line opens the event. */
export function TimelineTab({ page }: { readonly page: LinkPage }) {
  const { link } = page;
  const [shown, setShown] = useState<Shown>('any');
  const { lines, error, older } = useLines(link.id, shown);
  const starts: readonly string[] | null = shown === 'any' ? null : kindGroups[shown];
  // What happened to the ticket before there was a link stands at the end.
  const early = page.timeline.filter(
    (event) => event.linkId === null && (starts === null || starts.some((start) => event.kind.startsWith(start))),
  );
  const events = lines === null ? [] : [...lines.events, ...(lines.more ? [] : early)];
  return (
    <section aria-labelledby="link-timeline">
      <div className={reading.head}>
        <Title order={2} id="link-timeline">
          {t('link.timeline')}
        </Title>
        <span className={reading.grow} />
        <Group gap={8}>
          <NativeSelect
            aria-label={t('link.timeline.kinds')}
            value={shown}
            data={[
              { value: 'any', label: t('events.kind.any') },
              ...groups.map((group) => ({ value: group, label: t(`events.kind.${group}`) })),
            ]}
            onChange={(event) => setShown(groups.find((group) => group === event.currentTarget.value) ?? 'any')}
          />
          <Button variant="default" onClick={() => go({ page: 'events', ticketId: link.ticketId })}>
            {t('link.inEvents')}
          </Button>
          <ExportMenu filter={{ linkId: link.id }} />
        </Group>
      </div>
      {lines === null && error === null && <Loading rows={8} />}
      {error !== null && <ErrorNote error={error} />}
      {lines !== null && events.length === 0 && (
        <p className="dim">{t(shown === 'any' ? 'link.noTimeline' : 'link.timeline.noneOfKind')}</p>
      )}
      {events.length > 0 && (
        <EventList events={events} withoutRecords onOpen={(event) => go({ page: 'events', eventId: event.id })} />
      )}
      {lines?.more === true && (
        <Button size="xs" variant="default" mt={8} onClick={older}>
          {t('link.timeline.older')}
        </Button>
      )}
    </section>
  );
}
