import { Button, MultiSelect, Select } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../shared/strings/t.ts';
import type { AppErrorInfo } from '../../errors.ts';
import type { RowLabels } from '../../ui/setting-row.tsx';
import { ToneIcon } from '../../ui/status-mark.tsx';
import { type LookUpWhat, type Named, useLookUp, withChosen } from './look-up.ts';
import classes from './sync.module.css';

function Failed({ error, onAgain }: { readonly error: AppErrorInfo; readonly onAgain: () => void }) {
  return (
    <div className={classes.pickFailed} role="alert">
      <ToneIcon tone="attention" />
      <span>
        {t('sync.pick.failed', { why: error.message })}{' '}
        <Button size="xs" variant="default" className={classes.pickAgain ?? ''} onClick={onAgain}>
          {t('sync.pick.again')}
        </Button>
      </span>
    </div>
  );
}

function emptyWords(what: LookUpWhat, { list, error }: ReturnType<typeof useLookUp>): string {
  if (error !== null) return t('sync.pick.unread');
  if (list === undefined) return t('sync.pick.loading');
  return what === 'psa-companies' && list.length === 0 ? t('sync.pick.typeName') : t('sync.pick.none');
}

interface PickOneProps {
  readonly what: LookUpWhat;
  readonly labels: RowLabels | { readonly 'aria-label': string };
  readonly value: Named | null;
  readonly onChange: (value: Named | null) => void;
  readonly placeholder?: string;
  /** A first choice that stands for none of the list, such as "The mapped manager". */
  readonly none?: string;
}

const noneValue = 'none';

/** One entry of a list that is read from a remote. */
export function PickOne({ what, labels, value, onChange, placeholder = t('sync.pick.choose'), none }: PickOneProps) {
  const [typed, setTyped] = useState('');
  const [opened, setOpened] = useState(false);
  const read = useLookUp(what, typed === value?.name ? '' : typed, opened);
  const choices = withChosen(read.list, value === null ? [] : [value]);
  const shown = value === null ? (none === undefined ? null : noneValue) : String(value.id);
  return (
    <div>
      <Select
        {...labels}
        searchable
        placeholder={placeholder}
        nothingFoundMessage={emptyWords(what, read)}
        data={[
          ...(none === undefined ? [] : [{ value: noneValue, label: none }]),
          ...choices.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        value={shown}
        onSearchChange={setTyped}
        onDropdownOpen={() => setOpened(true)}
        onChange={(chosen) => onChange(choices.find(({ id }) => String(id) === chosen) ?? null)}
      />
      {read.error !== null && <Failed error={read.error} onAgain={read.again} />}
    </div>
  );
}

interface PickSomeProps {
  readonly what: LookUpWhat;
  readonly label: string;
  readonly description?: string;
  readonly value: readonly Named[];
  readonly onChange: (value: Named[]) => void;
  readonly most: number;
}

/** Some entries of a list that is read from a remote; none means any. */
export function PickSome({ what, label, description, value, onChange, most }: PickSomeProps) {
  const [typed, setTyped] = useState('');
  const [opened, setOpened] = useState(false);
  const read = useLookUp(what, typed, opened);
  const choices = withChosen(read.list, value);
  return (
    <div>
      <MultiSelect
        label={label}
        description={description}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('action.clearFilter') }}
        hidePickedOptions
        maxValues={most}
        placeholder={value.length === 0 ? t('sync.pick.any') : ''}
        nothingFoundMessage={emptyWords(what, read)}
        data={choices.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={value.map(({ id }) => String(id))}
        searchValue={typed}
        onSearchChange={setTyped}
        onDropdownOpen={() => setOpened(true)}
        onChange={(ids) => onChange(ids.flatMap((id) => choices.find((one) => String(one.id) === id) ?? []))}
      />
      {read.error !== null && <Failed error={read.error} onAgain={read.again} />}
    </div>
  );
}
