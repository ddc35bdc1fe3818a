import { NumberInput, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { t } from '../../../shared/strings/t.ts';
import classes from './alerts.module.css';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
  /** Told what is wrong with what stands in the field; null = nothing. */
  readonly onFault: (words: string | null) => void;
}

/** A whole number. What is not one stays in the field, with words, and is not passed on. */
export function NumberField({ label, value, least, most, disabled = false, onChange, onFault }: NumberFieldProps) {
  const [typed, setTyped] = useState<number | string>(value);
  const [wrong, setWrong] = useState(false);
  useEffect(() => setTyped(value), [value]);
  return (
    <NumberInput
      className={classes.number ?? ''}
      size="xs"
      aria-label={label}
      aria-invalid={wrong}
      hideControls
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      maxLength={7}
      disabled={disabled}
      value={typed}
      error={wrong}
      onChange={(next) => {
        const fits = typeof next === 'number' && Number.isInteger(next) && next >= least && next <= most;
        setTyped(next);
        setWrong(!fits);
        onFault(fits ? null : t('alerts.range', { least, most }));
        if (fits) onChange(next);
      }}
    />
  );
}

interface TextFieldProps {
  readonly 'aria-label': string;
  readonly 'aria-describedby'?: string;
  readonly value: string;
  readonly placeholder?: string;
  /** What is wrong with it; null = it can be saved. */
  readonly check: (text: string) => string | null;
  readonly onChange: (value: string) => void;
}

/** A text that is passed on while it can be used. Nobody is told off in the middle of a word. */
export function TextField({ value, check, onChange, ...labels }: TextFieldProps) {
  const [typed, setTyped] = useState(value);
  const [left, setLeft] = useState(true);
  useEffect(() => setTyped(value), [value]);
  const fault = check(typed);
  return (
    <TextInput
      {...labels}
      size="xs"
      maxLength={200}
      spellCheck={false}
      autoComplete="off"
      value={typed}
      error={left ? fault : null}
      onFocus={() => setLeft(false)}
      onBlur={() => setLeft(true)}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        if (check(next) === null) onChange(next.trim());
      }}
    />
  );
}
