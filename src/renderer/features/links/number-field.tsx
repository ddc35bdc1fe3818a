import { TextInput } from '@mantine/core';
import { t } from '../../../shared/strings/t.ts';
import { recordNumber } from './record-number.ts';

interface NumberFieldProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Complain about what is no number; not before the person is done. */
  readonly judged: boolean;
  readonly first?: boolean;
}

/** A ticket's or a work order's number. */
export function NumberField({ label, text, onText, judged, first = false }: NumberFieldProps) {
  const wrong = judged && recordNumber(text) === null;
  return (
    <TextInput
      {...(first ? { 'data-autofocus': true } : {})}
      label={label}
      inputMode="numeric"
      autoComplete="off"
      maxLength={30}
      value={text}
      onChange={(event) => onText(event.currentTarget.value)}
      error={wrong ? t('links.numberNeeded') : undefined}
    />
  );
}
