import { Button, SegmentedControl } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { CallbackPreviewView } from '../../../../shared/ipc/callback-channels.ts';
import { t } from '../../../../shared/strings/t.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { ExactText } from '../../../ui/exact-text.tsx';
import { addressIn, covered } from './hidden-secrets.ts';
import classes from './wizard.module.css';

type Shell = keyof CallbackPreviewView['curl'];

/** Where this computer's administrators most likely type. */
function usualShell(): Shell {
  return navigator.userAgent.includes('Windows') ? 'powershell' : 'posix';
}

/** The request exactly as it will be sent, its secret covered until it is asked for; and the command that does the same elsewhere. */
export function RequestView({
  preview,
  commandOpen,
}: {
  readonly preview: CallbackPreviewView;
  /** The command is what the person needs now: the key has no right to register. */
  readonly commandOpen: boolean;
}) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const [shell, setShell] = useState<Shell>(usualShell);
  const [opened, setOpened] = useState(false);
  const command = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (commandOpen) command.current?.scrollIntoView({ block: 'start' });
  }, [commandOpen]);
  const address = addressIn(preview.request.body);
  const look = (text: string): string => (shown ? text : covered(text, address));
  const { method, url, body } = preview.request;
  return (
    <>
      <section aria-labelledby={id}>
        <div className={classes.requestHead}>
          <h4 id={id} className={classes.requestTitle}>
            {t('callbacks.request')}
          </h4>
          <Button
            size="xs"
            variant="subtle"
            aria-pressed={shown}
            leftSection={shown ? <IconEyeOff size={14} aria-hidden /> : <IconEye size={14} aria-hidden />}
            onClick={() => setShown(!shown)}
          >
            {shown ? t('callbacks.hideSecret') : t('callbacks.showSecret')}
          </Button>
        </div>
        <div data-request>
          <ExactText text={`${method} ${url}\n\n${look(JSON.stringify(body, null, 2))}`} />
        </div>
      </section>
      <details
        ref={command}
        className={classes.command}
        open={opened || commandOpen}
        onToggle={(event) => setOpened(event.currentTarget.open)}
      >
        <summary>{t('callbacks.command')}</summary>
        <p className={classes.commandText}>{t('callbacks.commandText')}</p>
        <div className={classes.commandHead}>
          <SegmentedControl
            size="xs"
            aria-label={t('callbacks.shell')}
            value={shell}
            onChange={(value) => setShell(value as Shell)}
            data={(['powershell', 'posix'] as const).map((value) => ({ value, label: t(`callbacks.shell.${value}`) }))}
          />
          <CopyButton text={preview.curl[shell]} label={t('callbacks.copyCommand')} />
        </div>
        <ExactText text={look(preview.curl[shell])} />
      </details>
    </>
  );
}
