import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { t } from '../../shared/strings/t.ts';

/** Copies text and says so on the button. */
export function CopyButton({
  text,
  label = t('action.copy'),
  size = 'xs',
}: {
  readonly text: string;
  readonly label?: string;
  readonly size?: 'xs' | 'sm';
}) {
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <Button
      size={size}
      variant="default"
      leftSection={clipboard.copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      onClick={() => clipboard.copy(text)}
    >
      {clipboard.copied ? t('action.copied') : label}
    </Button>
  );
}
