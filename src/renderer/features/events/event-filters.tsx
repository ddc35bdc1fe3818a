import { Button, SegmentedControl } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconHelpCircle, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { Activity, ActivityFilter } from '../../../shared/domain/activity.ts';
import { t } from '../../../shared/strings/t.ts';
import { setPaused, useLog } from '../../stores/log-store.ts';
import { SearchField } from '../../ui/search-field.tsx';
import tools from './event-tools.module.css';
import classes from './events.module.css';
import { ExportMenu } from './export-menu.tsx';
import { FilterChips } from './filter-chips.tsx';
import { askedTicket, without } from './filter-words.ts';
import { GoToTime } from './go-to-time.tsx';
import { MoreFilters } from './more-filters.tsx';
import { ResultChips } from './result-chips.tsx';
import { SavedFilters } from './saved-filters.tsx';

/** Shorter than the pause between two keys: a query takes less time than that, and an answer that comes late is dropped. */
const typingMs = 40;

interface EventFiltersProps {
  readonly filter: ActivityFilter;
  readonly onChange: (filter: ActivityFilter) => void;
  readonly onWhy: (ticketId: number) => void;
  /** "Go to time" found this line. */
  readonly onFound: (line: Activity) => void;
}

function HoldButton() {
  const paused = useLog((state) => state.paused);
  const words = t(paused ? 'events.follow' : 'events.hold');
  return (
    <Button
      variant="default"
      className={tools.tool ?? ''}
      title={words}
      aria-label={words}
      aria-pressed={paused}
      aria-keyshortcuts="Space"
      onClick={() => setPaused(!paused)}
    >
      {paused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />}
    </Button>
  );
}

/** Everything the log can be narrowed by, and what can be done with what it shows. */
export function EventFilters({ filter, onChange, onWhy, onFound }: EventFiltersProps) {
  const [text, setText] = useState(filter.text ?? '');
  const [seen, setSeen] = useState(filter.text);
  if (filter.text !== seen) {
    setSeen(filter.text);
    setText(filter.text ?? '');
  }
  const applyText = useDebouncedCallback((next: string) => {
    const trimmed = next.trim();
    setSeen(trimmed === '' ? undefined : trimmed);
    onChange(trimmed === '' ? without(filter, 'text') : { ...filter, text: trimmed });
  }, typingMs);
  const ticketId = askedTicket(text, filter);

  function type(next: string): void {
    setText(next);
    applyText(next);
  }

  return (
    <search className={classes.filters}>
      <div className={classes.bar}>
        <SearchField
          className={classes.filterText ?? ''}
          label={t('events.filterText')}
          placeholder={t('events.filterPlaceholder')}
          clearLabel={t('action.clearFilter')}
          text={text}
          onText={type}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('events.side')}
          value={filter.side ?? 'all'}
          onChange={(value) =>
            onChange(value === 'all' ? without(filter, 'side') : { ...filter, side: value as Activity['side'] })
          }
          data={[
            { value: 'all', label: t('events.sideAll') },
            { value: 'connectwise', label: t('remote.connectwise') },
            { value: 'fieldnation', label: t('remote.fieldnation') },
            { value: 'app', label: t('events.sideApp') },
          ]}
          classNames={{ root: classes.sides ?? '', label: classes.segment ?? '' }}
        />
        <MoreFilters filter={filter} onChange={onChange} />
        <div className={classes.tools}>
          <SavedFilters filter={filter} onApply={onChange} />
          <GoToTime onFound={onFound} />
          <ExportMenu filter={filter} />
          <HoldButton />
        </div>
      </div>
      <div className={classes.bar}>
        <ResultChips filter={filter} onChange={onChange} />
        <FilterChips filter={filter} onChange={onChange} />
        {ticketId !== null && (
          <Button
            size="xs"
            variant="default"
            className={classes.why ?? ''}
            leftSection={<IconHelpCircle size={15} aria-hidden />}
            onClick={() => onWhy(ticketId)}
          >
            {t('why.palette', { id: ticketId })}
          </Button>
        )}
      </div>
    </search>
  );
}
