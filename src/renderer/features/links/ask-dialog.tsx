import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { t } from '../../../shared/strings/t.ts';
import type { Answer } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { go } from '../../stores/nav-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { SolveButton } from '../attention/solve-button.tsx';

interface AskDialogProps<T> {
  readonly opened: boolean;
  readonly title: string;
  /** What will happen. */
  readonly text: string;
  readonly confirm: string;
  readonly danger?: boolean;
  readonly children?: ReactNode;
  readonly onClose: () => void;
  /** Null: what was typed is not complete; the dialog stays. */
  readonly onConfirm: () => Promise<Answer<T>> | null;
  readonly onDone: (value: T) => void;
}

/** Says what will happen, does it, and stays open with the reason when it was not done. */
export function AskDialog<T>(props: AskDialogProps<T>) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppErrorInfo | null>(null);

  function close(): void {
    setError(null);
    props.onClose();
  }

  async function confirm(): Promise<void> {
    const asked = props.onConfirm();
    if (asked === null) return;
    setBusy(true);
    setError(null);
    const answer = await asked;
    setBusy(false);
    if (!answer.ok) {
      setError(answer.error);
      return;
    }
    close();
    props.onDone(answer.value);
  }

  return (
    <Modal
      opened={props.opened}
      onClose={close}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void confirm();
        }}
      >
        <Stack gap={12}>
          <Text>{props.text}</Text>
          {props.children}
          {error !== null && (
            <ErrorNote error={error}>
              {error.action !== undefined && (
                <SolveButton
                  action={error.action}
                  onGo={(place) => {
                    close();
                    go(place);
                  }}
                />
              )}
            </ErrorNote>
          )}
        </Stack>
        <Group justify="flex-end" gap={8} mt={16}>
          <Button variant="default" onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button
            type="submit"
            loading={busy}
            {...(props.danger === true ? { color: 'red' } : {})}
            {...(props.children === undefined ? { 'data-autofocus': true } : {})}
          >
            {props.confirm}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
