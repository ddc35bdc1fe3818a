import {
  IconBraces,
  IconBrackets,
  IconCalendar,
  IconCalendarTime,
  IconCheckbox,
  IconCode,
  IconHash,
  IconLetterT,
  IconLink,
  IconListDetails,
} from '@tabler/icons-react';
import type { FieldType } from '../../../../shared/domain/catalog.ts';
import { t } from '../../../../shared/strings/t.ts';

const icons = {
  text: IconLetterT,
  html: IconCode,
  number: IconHash,
  boolean: IconCheckbox,
  'date-time': IconCalendarTime,
  date: IconCalendar,
  picklist: IconListDetails,
  reference: IconLink,
  list: IconBrackets,
  object: IconBraces,
} as const satisfies Record<FieldType, unknown>;

export function typeWords(type: FieldType): string {
  return t(`mappingEditor.type.${type}`);
}

/** The type of a field as a mark; its word is in the title and in the name of the field's row. */
export function TypeMark({ type }: { readonly type: FieldType }) {
  const Icon = icons[type];
  return (
    <span title={typeWords(type)}>
      <Icon size={14} stroke={1.7} aria-hidden />
    </span>
  );
}
