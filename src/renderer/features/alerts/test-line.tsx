import { Button } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { ToneIcon } from '../../ui/status-mark.tsx';
import classes from './alerts.module.css';

interface TestLineProps {
  readonly way: 'native' | 'chat' | 'email';
  readonly label: string;
  /** What is to be saved before. */
  readonly saved: () => Promise<void>;
}

/** A button that sends a test message, and beside it what came of it. */
export function TestLine({ way, label, saved }: TestLineProps) {
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<{ readonly ok: boolean; readonly words: string } | null>(null);

  async function test(): Promise<void> {
    setBusy(true);
    setResult(null);
    await saved();
    const answer = await ask('alerts:test', { way });
    setBusy(false);
    setResult(answer.ok ? { ok: true, words: t(`alerts.tested.${way}`) } : { ok: false, words: answer.error.message });
  }

  return (
    <div className={classes.test}>
      <Button size="xs" variant="default" aria-label={label} loading={busy} onClick={() => void test()}>
        {t('alerts.test')}
      </Button>
      <span className={classes.result} role="status" data-failed={result?.ok === false || undefined}>
        {result !== null && (
          <>
            <ToneIcon tone={result.ok ? 'ok' : 'error'} />
            <span>{result.words}</span>
          </>
        )}
      </span>
    </div>
  );
}
