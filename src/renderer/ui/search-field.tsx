import { ActionIcon, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly clearLabel: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onEnter?: () => void;
  readonly className?: string | undefined;
  /** False for a second search of a page: `/` goes to the first. */
  readonly main?: boolean;
}

/** The text filter of a page: `/` finds it, Escape and the cross empty it. */
export function SearchField({
  label,
  placeholder,
  clearLabel,
  text,
  onText,
  onEnter,
  className,
  main = true,
}: SearchFieldProps) {
  return (
    <TextInput
      {...(className === undefined ? {} : { className })}
      data-page-filter={main || undefined}
      data-search
      // Escape empties a search before it closes the dialog around it.
      data-mantine-stop-propagation={text !== '' || undefined}
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => onText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text !== '') onText('');
        if (event.key !== 'Enter') return;
        // Never sends the form around it.
        event.preventDefault();
        onEnter?.();
      }}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        text === '' ? null : (
          <ActionIcon variant="subtle" color="gray" size={22} aria-label={clearLabel} onClick={() => onText('')}>
            <IconX size={14} aria-hidden />
          </ActionIcon>
        )
      }
    />
  );
}
