import { Checkbox } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { t } from '../../../shared/strings/t.ts';
import { ToneIcon } from '../../ui/status-mark.tsx';
import classes from './webhooks.module.css';

interface NotOursProps {
  readonly host: string;
  readonly label: string;
  readonly told: boolean;
  /** How often it was tried without the tick. */
  readonly asked: number;
  readonly onTold: (told: boolean) => void;
}

/** Before somebody else's webhook is changed: whose it may be, and a tick. */
export function NotOurs({ host, label, told, asked, onTold }: NotOursProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asked === 0) return;
    box.current?.focus();
    box.current?.scrollIntoView({ block: 'center' });
  }, [asked]);
  return (
    <div className={classes.notOurs}>
      <ToneIcon tone="attention" size={16} />
      <div>
        <p className={classes.notOursTitle}>{t('webhooks.notOurs')}</p>
        <p className={classes.notOursText}>{t('webhooks.notOursText', { host })}</p>
        <Checkbox
          ref={box}
          data-autofocus
          size="xs"
          label={label}
          checked={told}
          error={asked > 0 && !told ? t('webhooks.notOursNeeded') : undefined}
          onChange={(event) => onTold(event.currentTarget.checked)}
        />
      </div>
    </div>
  );
}
