import { Button, SegmentedControl, Title } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { EventRule } from '../../../../shared/config-sync.ts';
import type { WorkOrderEventName } from '../../../../shared/domain/work-order-events.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { EmptyPage } from '../../../ui/page-state.tsx';
import reading from '../../../ui/reading.module.css';
import { SearchField } from '../../../ui/search-field.tsx';
import { edit, useDraft } from '../draft-store.ts';
import { PageHead } from '../page-parts.tsx';
import type { SectionProps } from '../sync-section.tsx';
import { EventFilters } from './event-filters.tsx';
import { EventRowLine } from './event-row.tsx';
import classes from './events.module.css';
import { PresetMenu } from './preset-menu.tsx';
import { eventRows, groupedRows, type Shown, shownNames, withRule } from './rules.ts';

/** The 35 events of work orders: which act, and how; and the pairs they act for. */
export function EventsSection({ draft: { events } }: SectionProps) {
  const [text, setText] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const [open, setOpen] = useState<WorkOrderEventName | null>(null);
  const saved = useDraft((state) => state.saved?.events.rules ?? {});
  const ids = useId();
  const rows = eventRows(events.rules);
  const groups = groupedRows(rows, text, shown);
  const set = (event: WorkOrderEventName, rule: EventRule): void =>
    edit('events', { rules: withRule(events.rules, saved, event, rule) });
  return (
    <>
      <PageHead
        section="events"
        lead={tn('sync.events.lead', rows.filter(({ rule }) => rule.on).length, {
          total: rows.length,
          blind: rows.filter(({ observable }) => !observable).length,
        })}
      >
        <PresetMenu rules={events.rules} onUse={(rules) => edit('events', { rules })} />
      </PageHead>
      <search className={classes.tools}>
        <SearchField
          className={classes.search}
          label={t('sync.events.search')}
          placeholder={t('sync.events.searchPlaceholder')}
          clearLabel={t('action.clearSearch')}
          text={text}
          onText={setText}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('sync.events.show')}
          value={shown}
          onChange={(value) => setShown(value as Shown)}
          data={shownNames.map((value) => ({ value, label: t(`sync.events.show.${value}`) }))}
        />
      </search>
      {groups.length === 0 && (
        <EmptyPage
          icon={<IconSearchOff size={32} stroke={1.4} aria-hidden />}
          title={t('sync.events.noneTitle')}
          text={t('sync.events.noneText')}
        >
          <Button
            variant="default"
            onClick={() => {
              setText('');
              setShown('all');
            }}
          >
            {t('sync.events.showAll')}
          </Button>
        </EmptyPage>
      )}
      {groups.map(({ group, rows: some }, index) => (
        <section key={group} className={reading.section} aria-labelledby={`${ids}-${String(index)}`}>
          <Title order={3} id={`${ids}-${String(index)}`} mb={8}>
            {group}
          </Title>
          <ul className={classes.list}>
            {some.map((row) => (
              <EventRowLine
                key={row.event}
                row={row}
                open={open === row.event}
                onOpen={(wanted) => setOpen(wanted ? row.event : null)}
                onRule={(rule) => set(row.event, rule)}
              />
            ))}
          </ul>
        </section>
      ))}
      <EventFilters filters={events.filters} onChange={(filters) => edit('events', { filters })} />
    </>
  );
}
