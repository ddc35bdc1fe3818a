import { type ComboboxItem, type ComboboxParsedItem, Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { CatalogField } from '../../../../shared/domain/catalog.ts';
import { t } from '../../../../shared/strings/t.ts';
import { matchesWords } from '../../../ui/words.ts';
import { type Side, useFieldIndex } from '../fields/field-index.ts';
import classes from './inspector.module.css';

const drawnAtMost = 120;

function fits(item: ComboboxItem, search: string): boolean {
  return matchesWords(`${item.label} ${item.value}`, search);
}

/** Groups with the fields that fit, at most as many as are drawn at once. */
function narrow(options: readonly ComboboxParsedItem[], search: string): ComboboxParsedItem[] {
  let left = drawnAtMost;
  return options.flatMap((option): ComboboxParsedItem[] => {
    if (!('group' in option)) return left > 0 && fits(option, search) ? [option] : [];
    const items = option.items.filter((item) => fits(item, search)).slice(0, left);
    left -= items.length;
    return items.length === 0 ? [] : [{ group: option.group, items }];
  });
}

function grouped(fields: readonly CatalogField[], extra: readonly string[]) {
  const groups = new Map<string, ComboboxItem[]>();
  const add = (group: string, item: ComboboxItem): void => {
    const items = groups.get(group);
    if (items === undefined) groups.set(group, [item]);
    else items.push(item);
  };
  for (const { group, path, label } of fields) add(group, { value: path, label });
  for (const path of extra) add(t('mappingEditor.field.otherPath'), { value: path, label: path });
  return [...groups].map(([group, items]) => ({ group, items }));
}

interface FieldPickerProps {
  readonly side: Side;
  /** Read: as a source; write: as a target. */
  readonly use: 'read' | 'write';
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly path: string;
  readonly onPath: (path: string) => void;
  readonly error?: string | undefined;
}

/** One field of a side, from the catalog or by its path. */
export function FieldPicker({ side, use, label, hideLabel = false, path, onPath, error }: FieldPickerProps) {
  const index = useFieldIndex();
  const [typed, setTyped] = useState('');
  const fields = index.fields(side);
  const shown = index.label(side, path);
  const wanted = typed === shown ? '' : typed.trim();
  const usable = useMemo(() => fields.filter((field) => field[use]), [fields, use]);
  const data = useMemo(() => {
    const known = new Set(usable.map((field) => field.path));
    const extra = [path, ...(/^[\w.[\]]+$/.test(wanted) ? [wanted] : [])];
    return grouped(usable, [...new Set(extra.filter((one) => one !== '' && !known.has(one)))]);
  }, [usable, path, wanted]);
  return (
    <Select
      {...(hideLabel ? { 'aria-label': label } : { label })}
      {...(hideLabel || path === shown ? {} : { description: path })}
      classNames={{ description: classes.path ?? '' }}
      searchable
      selectFirstOptionOnChange
      data={data}
      value={path}
      error={error}
      maxDropdownHeight={320}
      nothingFoundMessage={t('mappingEditor.connect.none')}
      onSearchChange={setTyped}
      filter={({ options, search }) => narrow(options, search === shown ? '' : search)}
      renderOption={({ option }) => (
        <span className={classes.option}>
          <span>{option.label}</span>
          {option.label !== option.value && <span className={classes.optionPath}>{option.value}</span>}
        </span>
      )}
      onChange={(value) => {
        if (value !== null && value !== path) onPath(value);
      }}
    />
  );
}
