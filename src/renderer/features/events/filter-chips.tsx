import { Button, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ActivityFilter } from '../../../shared/domain/activity.ts';
import { t } from '../../../shared/strings/t.ts';
import { useFromNow } from '../../stores/use-now.ts';
import classes from './events.module.css';
import { type FilterPart, filterParts, without } from './filter-words.ts';

/** Parts that have no place of their own in the bar above. */
function shown(part: FilterPart): boolean {
  return part.key !== 'text' && part.key !== 'side' && part.key !== 'result';
}

/** What else is on, each with a cross; and one button that takes everything off. */
export function FilterChips({
  filter,
  onChange,
}: {
  readonly filter: ActivityFilter;
  readonly onChange: (filter: ActivityFilter) => void;
}) {
  const parts = useFromNow((now) => JSON.stringify(filterParts(filter, now)));
  const on = JSON.parse(parts) as readonly FilterPart[];
  if (on.length === 0) return null;
  return (
    <ul className={classes.onChips} aria-label={t('events.chips')}>
      {on.filter(shown).map((part) => (
        <li key={part.key}>
          <UnstyledButton
            className={classes.only}
            aria-label={t('events.chip.remove', { filter: part.words })}
            onClick={() => onChange(without(filter, part.key))}
          >
            {part.words}
            <IconX size={13} aria-hidden />
          </UnstyledButton>
        </li>
      ))}
      <li>
        <Button size="xs" variant="subtle" onClick={() => onChange({})}>
          {t('events.clearAll')}
        </Button>
      </li>
    </ul>
  );
}
