import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { t, tn } from '../../../../shared/strings/t.ts';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import classes from './deliveries.module.css';

export interface RetryOutcome {
  readonly retried: number;
  readonly refusedCount: number;
  readonly refusals: readonly { readonly why: string; readonly what: string }[];
}

/** What became of "Send again": how many Field Nation took on, and each it refused with the reason. */
export function RetryResult({ outcome, onClose }: { readonly outcome: RetryOutcome; readonly onClose: () => void }) {
  const { retried, refusedCount, refusals } = outcome;
  return (
    <div className={classes.result} role="status">
      <ToneIcon tone={refusedCount === 0 ? 'ok' : 'attention'} size={16} />
      <div className={classes.resultWords}>
        {retried === 0 ? t('deliveries.retriedNone') : tn('deliveries.retried', retried)}
        {refusedCount > 0 && (
          <>
            {' '}
            {tn('deliveries.refused', refusedCount)}
            <ul>
              {refusals.map(({ why, what }) => (
                <li key={why}>{t('deliveries.refusedLine', { what, why })}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      <ActionIcon variant="subtle" color="gray" aria-label={t('deliveries.resultClose')} onClick={onClose}>
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </div>
  );
}
