import { Radio } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../../../shared/strings/t.ts';
import classes from './wizard.module.css';

/** One answer of a step: what it is, why one would take it, and, while it is chosen, what belongs to it. */
export function ChoiceCard({
  value,
  chosen,
  title,
  text,
  recommended = false,
  children,
}: {
  readonly value: string;
  readonly chosen: boolean;
  readonly title: string;
  readonly text: string;
  readonly recommended?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <div className={classes.card} data-chosen={chosen || undefined}>
      <Radio
        value={value}
        data-first
        label={
          <span className={classes.cardTitle}>
            {title}
            {recommended && <span className={classes.recommended}>{t('callbacks.recommended')}</span>}
          </span>
        }
        description={text}
        classNames={{ body: classes.cardBody ?? '', labelWrapper: classes.cardWords ?? '' }}
      />
      {chosen && children !== undefined && children !== null && <div className={classes.cardMore}>{children}</div>}
    </div>
  );
}
