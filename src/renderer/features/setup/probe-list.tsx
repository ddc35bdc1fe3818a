import { Title } from '@mantine/core';
import type { ChannelOutput } from '../../../shared/ipc/contract.ts';
import { t } from '../../../shared/strings/t.ts';
import type { AppErrorInfo } from '../../errors.ts';
import type { Tone } from '../../theme/tone.ts';
import { ErrorFacts, ErrorNote } from '../../ui/error-note.tsx';
import { StatusMark, ToneIcon } from '../../ui/status-mark.tsx';
import { duration } from '../../ui/time.ts';
import classes from './setup.module.css';

type ProbeStep = ChannelOutput<'setup:test'>[number];

const tones: Readonly<Record<ProbeStep['state'], Tone>> = {
  running: 'working',
  ok: 'ok',
  warning: 'attention',
  failed: 'error',
};

function Line({ step }: { readonly step: ProbeStep }) {
  const tone = tones[step.state];
  return (
    <li
      className={classes.probeLine}
      aria-label={t('setup.test.stepLabel', { state: t(`setup.test.${step.state}`), message: step.message })}
    >
      <span className={classes.probeIcon} data-running={step.state === 'running' || undefined}>
        <ToneIcon tone={tone} size={16} />
      </span>
      <span className={classes.probeText}>
        {step.message}
        {step.error !== null && (
          <details className={classes.probeDetails}>
            <summary>{t('state.details')}</summary>
            {step.error.message !== step.message && <p>{step.error.message}</p>}
            <ErrorFacts error={step.error} />
          </details>
        )}
      </span>
      {step.durationMs !== null && <span className="num dim">{duration(step.durationMs)}</span>}
    </li>
  );
}

interface ProbeListProps {
  readonly steps: readonly ProbeStep[];
  readonly running: boolean;
  readonly failed: AppErrorInfo | null;
  /** Tested and working in an earlier run, nothing tested since. */
  readonly before: boolean;
}

/** The connection test as a checklist that fills while it runs. */
export function ProbeList({ steps, running, failed, before }: ProbeListProps) {
  const done = !running && steps.length > 0;
  const passed = done && steps.every((step) => step.state !== 'failed');
  return (
    <section className={classes.probe} aria-labelledby="probe-title" aria-live="polite">
      <div className={classes.probeHead}>
        <Title order={2} id="probe-title">
          {t('setup.test.title')}
        </Title>
        {running && <StatusMark tone="working">{t('setup.test.running')}</StatusMark>}
        {done && passed && <StatusMark tone="ok">{t('setup.test.ok')}</StatusMark>}
        {done && !passed && <StatusMark tone="error">{t('setup.test.failed')}</StatusMark>}
      </div>
      {failed !== null && <ErrorNote error={failed} />}
      {steps.length === 0 && !running && failed === null && (
        <p className="dim">{before ? t('setup.test.before') : t('setup.test.empty')}</p>
      )}
      {steps.length > 0 && (
        <ul className={classes.probeList}>
          {steps.map((step) => (
            <Line key={step.id} step={step} />
          ))}
        </ul>
      )}
      {done && !passed && <p className={classes.probeSum}>{t('setup.test.notPassed')}</p>}
    </section>
  );
}
