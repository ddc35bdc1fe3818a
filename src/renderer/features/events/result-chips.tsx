import { Chip } from '@mantine/core';
import type { ActivityFilter } from '../../../shared/domain/activity.ts';
import { t } from '../../../shared/strings/t.ts';
import { ToneIcon } from '../../ui/status-mark.tsx';
import classes from './events.module.css';
import { without } from './filter-words.ts';

const results = ['ok', 'working', 'waiting', 'attention', 'error'] as const;

/** Which results are shown; none chosen means all. */
export function ResultChips({
  filter,
  onChange,
}: {
  readonly filter: ActivityFilter;
  readonly onChange: (filter: ActivityFilter) => void;
}) {
  function choose(values: string[]): void {
    const wanted = results.filter((result) => values.includes(result));
    onChange(wanted.length === 0 ? without(filter, 'result') : { ...filter, result: wanted });
  }
  return (
    <Chip.Group multiple value={[...(filter.result ?? [])]} onChange={choose}>
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
  );
}
