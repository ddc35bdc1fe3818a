import { Button, Checkbox, Title } from '@mantine/core';
import { useState } from 'react';
import type { TunnelView } from '../../../../shared/domain/tunnels.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ask } from '../../../bridge.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import { CodeBlock } from './code-block.tsx';
import { hostKeyFile } from './examples.ts';
import classes from './host-key.module.css';
import type { HostKeyQuestion } from './host-key.ts';

function Fingerprint({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className={classes.print}>
      <dt>{name}</dt>
      <dd>
        <span className="mono">{value}</span>
        <CopyButton text={value} />
      </dd>
    </div>
  );
}

/** Is this the server? Its fingerprint, how to compare it, and the answer. Another key than the accepted one is a warning. */
export function HostKeyPanel({
  question,
  onAccepted,
}: {
  readonly question: HostKeyQuestion;
  readonly onAccepted: (view: TunnelView) => void;
}) {
  const { changed, fingerprint, keyType } = question;
  const [compared, setCompared] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  const place = { host: question.host, port: question.port };

  async function accept(): Promise<void> {
    setBusy(true);
    setFailed(null);
    const answer = await ask('tunnel:accept-host-key', { fingerprint });
    setBusy(false);
    if (answer.ok) onAccepted(answer.value);
    else setFailed(answer.error);
  }

  return (
    <section className={classes.hostKey} data-changed={changed || undefined} aria-labelledby="reach-host-key">
      <Title order={2} id="reach-host-key" className={classes.hostKeyTitle}>
        <ToneIcon tone={changed ? 'error' : 'attention'} size={18} />
        {changed ? t('reach.key.changedTitle', place) : t('reach.key.title', place)}
      </Title>
      <p>{changed ? t('reach.key.changedText') : t('reach.key.text')}</p>
      <dl className={classes.prints}>
        {changed && question.accepted !== '' && (
          <Fingerprint name={t('reach.key.accepted')} value={question.accepted} />
        )}
        <Fingerprint
          name={t(changed ? 'reach.key.shownNow' : 'reach.key.shown', { type: keyType })}
          value={fingerprint}
        />
      </dl>
      <CodeBlock title={t('reach.key.compare')} lines={`ssh-keygen -lf ${hostKeyFile(keyType)}`} />
      {changed && (
        <Checkbox
          label={t('reach.key.compared')}
          checked={compared}
          onChange={(event) => setCompared(event.currentTarget.checked)}
        />
      )}
      {failed !== null && <ErrorNote error={failed} />}
      <div>
        <Button
          {...(changed ? { color: 'red' } : {})}
          loading={busy}
          disabled={changed && !compared}
          onClick={() => void accept()}
        >
          {changed ? t('reach.key.acceptNew') : t('reach.key.accept')}
        </Button>
      </div>
    </section>
  );
}
