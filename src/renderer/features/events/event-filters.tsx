import { Chip, SegmentedControl, UnstyledButton } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Activity, ActivityFilter } from '../../../shared/domain/activity.ts';
import { t } from '../../../shared/strings/t.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { ToneIcon } from '../../ui/status-mark.tsx';
import classes from './events.module.css';

const results = ['ok', 'working', 'waiting', 'attention', 'error'] as const;
const typingMs = 200;

interface EventFiltersProps {
  readonly filter: ActivityFilter;
  readonly onChange: (filter: ActivityFilter) => void;
  /** Removes "only this ticket". */
  readonly onForget: () => void;
}

/** Text, side and result: everything the log can be narrowed by. */
export function EventFilters({ filter, onChange, onForget }: EventFiltersProps) {
  const [text, setText] = useState(filter.text ?? '');
  const [seen, setSeen] = useState(filter.text);
  if (filter.text !== seen) {
    setSeen(filter.text);
    setText(filter.text ?? '');
  }
  const applyText = useDebouncedCallback((next: string) => {
    const { text: _gone, ...rest } = filter;
    const trimmed = next.trim();
    setSeen(trimmed === '' ? undefined : trimmed);
    onChange(trimmed === '' ? rest : { ...rest, text: trimmed });
  }, typingMs);

  function type(next: string): void {
    setText(next);
    applyText(next);
  }

  function chooseSide(value: string): void {
    const { side: _gone, ...rest } = filter;
    onChange(value === 'all' ? rest : { ...rest, side: value as Activity['side'] });
  }

  function chooseResults(values: string[]): void {
    const { result: _gone, ...rest } = filter;
    const wanted = results.filter((result) => values.includes(result));
    onChange(wanted.length === 0 ? rest : { ...rest, result: wanted });
  }

  return (
    <search className={classes.filters}>
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
        onChange={chooseSide}
        data={[
          { value: 'all', label: t('events.sideAll') },
          { value: 'connectwise', label: t('remote.connectwise') },
          { value: 'fieldnation', label: t('remote.fieldnation') },
          { value: 'app', label: t('events.sideApp') },
        ]}
        classNames={{ label: classes.segment ?? '' }}
      />
      <Chip.Group multiple value={[...(filter.result ?? [])]} onChange={chooseResults}>
        <fieldset className={classes.chips} aria-label={t('events.results')}>
          {results.map((result) => (
            <Chip
              key={result}
              value={result}
              size="xs"
              radius="sm"
              variant="outline"
              icon={<ToneIcon tone={result} size={13} />}
              classNames={{ label: classes.chip ?? '', iconWrapper: classes.chipIcon ?? '' }}
            >
              <span className={classes.chipWord}>
                <span className={classes.chipMark}>
                  <ToneIcon tone={result} size={13} />
                </span>
                {t(`result.${result}`)}
              </span>
            </Chip>
          ))}
        </fieldset>
      </Chip.Group>
      {filter.ticketId !== undefined && (
        <UnstyledButton className={classes.only} aria-label={t('events.forLinkRemove')} onClick={onForget}>
          {t('events.forLink', { id: filter.ticketId })}
          <IconX size={13} aria-hidden />
        </UnstyledButton>
      )}
    </search>
  );
}
