import { Button, Popover, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { useState } from 'react';
import type { Activity, ActivityFilter } from '../../../shared/domain/activity.ts';
import { t } from '../../../shared/strings/t.ts';
import classes from './event-tools.module.css';
import { without } from './filter-words.ts';
import { kindGroupNames, kindGroupOf, kindGroups } from './kind-groups.ts';
import { fromFieldValue, toFieldValue } from './local-time.ts';
import { NumberFilter } from './number-filter.tsx';

const typingMs = 250;
const inHere = ['kinds', 'direction', 'ticketId', 'workOrderId', 'linkId', 'jobId', 'from', 'to'] as const;
const noPortal = { withinPortal: false, shadow: 'md', transitionProps: { duration: 0 } } as const;

interface MoreFiltersProps {
  readonly filter: ActivityFilter;
  readonly onChange: (filter: ActivityFilter) => void;
}

function set<K extends keyof ActivityFilter>(
  filter: ActivityFilter,
  key: K,
  value: ActivityFilter[K] | undefined,
): ActivityFilter {
  return value === undefined ? without(filter, key) : { ...filter, [key]: value };
}

function Fields({ filter, onChange }: MoreFiltersProps) {
  // What was typed last wins over what the page still shows.
  const [draft, setDraft] = useState(filter);
  const [seen, setSeen] = useState(filter);
  if (filter !== seen) {
    setSeen(filter);
    setDraft(filter);
  }
  const applySoon = useDebouncedCallback(onChange, typingMs);

  function number(key: 'ticketId' | 'workOrderId' | 'linkId', value: number | undefined): void {
    const next = set(draft, key, value);
    setDraft(next);
    applySoon(next);
  }
  function time(key: 'from' | 'to', value: string): void {
    const at = value === '' ? undefined : fromFieldValue(value);
    if (at === null) return;
    const next = set(draft, key, at);
    setDraft(next);
    applySoon(next);
  }
  const now = (next: ActivityFilter): void => {
    setDraft(next);
    onChange(next);
  };

  return (
    <div className={classes.fields}>
      <Select
        className={classes.wide ?? ''}
        label={t('events.kind')}
        comboboxProps={noPortal}
        maxDropdownHeight={260}
        value={kindGroupOf(draft.kinds) ?? 'any'}
        data={[
          { value: 'any', label: t('events.kind.any') },
          ...kindGroupNames.map((name) => ({ value: name, label: t(`events.kind.${name}`) })),
        ]}
        onChange={(value) => {
          const group = kindGroupNames.find((name) => name === value);
          now(set(draft, 'kinds', group === undefined ? undefined : [...kindGroups[group]]));
        }}
      />
      <Select
        className={classes.wide ?? ''}
        label={t('events.direction')}
        comboboxProps={noPortal}
        value={draft.direction ?? 'any'}
        data={[
          { value: 'any', label: t('events.direction.any') },
          { value: 'inbound', label: t('direction.inbound') },
          { value: 'outbound', label: t('direction.outbound') },
          { value: 'none', label: t('direction.none') },
        ]}
        onChange={(value) =>
          now(set(draft, 'direction', value === 'any' ? undefined : ((value as Activity['direction']) ?? undefined)))
        }
      />
      <NumberFilter label={t('events.ticket')} value={draft.ticketId} onChange={(id) => number('ticketId', id)} />
      <NumberFilter
        label={t('events.workOrder')}
        value={draft.workOrderId}
        onChange={(id) => number('workOrderId', id)}
      />
      <NumberFilter label={t('events.link')} value={draft.linkId} onChange={(id) => number('linkId', id)} />
      <TextInput
        className={classes.wide ?? ''}
        type="datetime-local"
        label={t('events.from')}
        value={draft.from === undefined ? '' : toFieldValue(draft.from)}
        onChange={(event) => time('from', event.currentTarget.value)}
      />
      <TextInput
        className={classes.wide ?? ''}
        type="datetime-local"
        label={t('events.to')}
        value={draft.to === undefined ? '' : toFieldValue(draft.to)}
        onChange={(event) => time('to', event.currentTarget.value)}
      />
    </div>
  );
}

/** The filters that are needed less often, behind one button that says how many of them are on. */
export function MoreFilters({ filter, onChange }: MoreFiltersProps) {
  const [opened, setOpened] = useState(false);
  const on = inHere.filter((key) => filter[key] !== undefined).length;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" width={440} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconFilter size={15} aria-hidden />}
          aria-label={on === 0 ? t('events.filters') : t('events.filtersOn', { n: on })}
          aria-haspopup="dialog"
          onClick={() => setOpened(!opened)}
        >
          {t('events.filters')}
          {on > 0 && <span className={classes.badge}>{on}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('events.filters')}>
        <Fields filter={filter} onChange={onChange} />
      </Popover.Dropdown>
    </Popover>
  );
}
