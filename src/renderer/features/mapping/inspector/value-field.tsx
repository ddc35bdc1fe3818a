import { NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CatalogField, CatalogOption } from '../../../../shared/domain/catalog.ts';
import type { Json } from '../../../../shared/json.ts';
import { t } from '../../../../shared/strings/t.ts';

/** Stands for null: known, but change nothing. */
const leaveKey = 'leave';
const keyOf = (value: Json): string => `= ${JSON.stringify(value)}`;

function uniqueOptions(options: readonly CatalogOption[]): readonly { value: string; label: string; json: Json }[] {
  const byKey = new Map(options.map(({ value, label }) => [keyOf(value), { label, json: value }]));
  return [...byKey].map(([value, rest]) => ({ value, ...rest }));
}

interface ValueFieldProps {
  readonly field: CatalogField | undefined;
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: Json | undefined;
  readonly onValue: (value: Json) => void;
  /** Offers "leave it alone", which is null. */
  readonly mayLeave?: boolean;
  readonly error?: string | undefined;
  readonly placeholder?: string;
}

function PickValue(props: ValueFieldProps & { readonly options: readonly CatalogOption[] }) {
  const { value, mayLeave = false } = props;
  const [typed, setTyped] = useState('');
  const options = uniqueOptions(props.options);
  const known = new Map(options.map((option) => [option.value, option.json]));
  const current = value === undefined ? null : value === null && mayLeave ? leaveKey : keyOf(value);
  const shown = current === null ? '' : (options.find((option) => option.value === current)?.label ?? '');
  const wanted = typed.trim();
  const fresh =
    wanted !== '' && wanted !== shown && !options.some((option) => option.label.toLowerCase() === wanted.toLowerCase());
  const notInList = current !== null && current !== leaveKey && !known.has(current);
  return (
    <Select
      {...(props.hideLabel === true ? { 'aria-label': props.label } : { label: props.label })}
      searchable
      limit={120}
      selectFirstOptionOnChange
      placeholder={props.placeholder ?? t('mappingEditor.value.choose')}
      error={props.error}
      value={current}
      onSearchChange={setTyped}
      nothingFoundMessage={t('mappingEditor.connect.none')}
      data={[
        ...(mayLeave ? [{ value: leaveKey, label: t('mappingEditor.value.leave') }] : []),
        ...options.map((option) => ({ value: option.value, label: option.label })),
        ...(notInList ? [{ value: current, label: typeof value === 'string' ? value : JSON.stringify(value) }] : []),
        ...(fresh && !(notInList && wanted === value) && wanted !== t('mappingEditor.value.leave')
          ? [{ value: keyOf(wanted), label: t('mappingEditor.value.use', { value: wanted }) }]
          : []),
      ]}
      onChange={(key) => {
        if (key === null || key === current) return;
        if (key === leaveKey) props.onValue(null);
        else props.onValue(known.get(key) ?? (JSON.parse(key.slice(2)) as Json));
      }}
    />
  );
}

function yesNo(): readonly CatalogOption[] {
  return [
    { value: true, label: t('value.yes') },
    { value: false, label: t('value.no') },
  ];
}

/** A value for a field: from its list, yes or no, a number, or text. */
export function ValueField(props: ValueFieldProps) {
  const { field, value } = props;
  const labels = props.hideLabel === true ? { 'aria-label': props.label } : { label: props.label };
  if (field?.options) return <PickValue {...props} options={field.options} />;
  if (field?.type === 'boolean') return <PickValue {...props} options={yesNo()} />;
  if (field?.type === 'number' && (typeof value === 'number' || value === undefined || value === null || value === ''))
    return (
      <NumberInput
        {...labels}
        error={props.error}
        placeholder={props.placeholder ?? ''}
        value={typeof value === 'number' ? value : ''}
        hideControls
        onChange={(number) => {
          if (typeof number === 'number') props.onValue(number);
          else if (number === '' && props.mayLeave === true) props.onValue(null);
        }}
      />
    );
  const asText = typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
  return (
    <TextInput
      {...labels}
      error={props.error}
      placeholder={
        props.placeholder ?? (props.mayLeave === true && value === null ? t('mappingEditor.value.leave') : '')
      }
      value={asText}
      onChange={(event) => {
        const text = event.currentTarget.value;
        props.onValue(text === '' && props.mayLeave === true ? null : text);
      }}
    />
  );
}
