import { Button, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { go } from '../../stores/nav-store.ts';
import reading from '../../ui/reading.module.css';

/** A titled part of the page; `step` leads to where it is changed in setup. */
export function Section({
  id,
  title,
  step,
  extra,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly step?: string;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={reading.section} aria-labelledby={id}>
      <div className={reading.head}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {extra}
        <span className={reading.grow} />
        {step !== undefined && (
          <Button
            size="xs"
            variant="default"
            aria-label={`${t('action.changeInSetup')}: ${title}`}
            onClick={() => go({ page: 'setup', step })}
          >
            {t('action.changeInSetup')}
          </Button>
        )}
      </div>
      {children}
    </section>
  );
}
