import { useMemo, useState } from 'react';
import type { CatalogField } from '../../../../shared/domain/catalog.ts';
import { t, tn } from '../../../../shared/strings/t.ts';
import { SearchField } from '../../../ui/search-field.tsx';
import { optionGroups } from './field-rows.ts';
import classes from './fields.module.css';

/** Options of one board that are listed; a person searches for the rest. */
const mostShown = 60;
/** From so many options on there is a search. */
const searchFrom = 12;

/** What a field accepts, board by board. */
export function OptionsList({
  field,
  boards,
}: {
  readonly field: CatalogField;
  readonly boards: ReadonlyMap<number, string>;
}) {
  const [typed, setTyped] = useState('');
  const options = field.options ?? [];
  const groups = useMemo(() => optionGroups(options, typed), [options, typed]);
  const perBoard = options.some((option) => option.boardId !== undefined);
  if (options.length === 0) return <p className="dim">{t('fields.optionsNone')}</p>;
  return (
    <div>
      {options.length >= searchFrom && (
        <SearchField
          className={classes.optionSearch}
          label={t('fields.optionSearch', { label: field.label })}
          placeholder={t('fields.optionSearchPlaceholder')}
          clearLabel={t('action.clearSearch')}
          text={typed}
          onText={setTyped}
        />
      )}
      {groups.length === 0 && <p className="dim">{t('fields.optionNone', { text: typed })}</p>}
      {groups.map(({ boardId, options: own }) => (
        <div key={boardId ?? 'all'} className={classes.optionGroup}>
          {perBoard && (
            <p className={classes.optionHead}>
              {boardId === null
                ? t('fields.everyBoard')
                : t('fields.board', { name: boards.get(boardId) ?? String(boardId) })}
              <span className="dim num">{own.length}</span>
            </p>
          )}
          <ul className={classes.options}>
            {own.slice(0, mostShown).map((option) => {
              const value = typeof option.value === 'string' ? option.value : JSON.stringify(option.value);
              return (
                <li key={`${value} ${option.label}`}>
                  {option.label}
                  {value !== option.label && <span className={`${classes.optionValue ?? ''} mono`}>{value}</span>}
                </li>
              );
            })}
            {own.length > mostShown && (
              <li className={classes.optionsMore}>{tn('fields.optionsMore', own.length - mostShown)}</li>
            )}
          </ul>
        </div>
      ))}
    </div>
  );
}
