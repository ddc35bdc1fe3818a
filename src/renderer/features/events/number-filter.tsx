import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../shared/strings/t.ts';

/** A record's number as a filter: applied as soon as what is typed is one, taken off when the field is empty. */
export function NumberFilter({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}) {
  const [text, setText] = useState(value === undefined ? '' : String(value));
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    setText(value === undefined ? '' : String(value));
  }
  const digits = text.trim().replace(/^#/, '');
  const wrong = digits !== '' && !/^\d{1,12}$/.test(digits);

  function type(next: string): void {
    setText(next);
    const typed = next.trim().replace(/^#/, '');
    if (typed !== '' && !/^\d{1,12}$/.test(typed)) return;
    const number = typed === '' ? undefined : Number(typed);
    setSeen(number);
    onChange(number);
  }

  return (
    <TextInput
      label={label}
      inputMode="numeric"
      value={text}
      error={wrong ? t('events.numberWrong') : null}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}
