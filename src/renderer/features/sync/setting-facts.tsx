import { IconEye, IconLock } from '@tabler/icons-react';
import { t } from '../../../shared/strings/t.ts';
import { ToneIcon } from '../../ui/status-mark.tsx';
import classes from './sync.module.css';

/** Who can read what a setting writes. */
export type Readers = 'customer' | 'provider' | 'team' | 'mixed';

/** One line that says who can read it; outsiders with an eye, your own people with a lock. */
export function ReadersLine({ readers }: { readonly readers: Readers }) {
  const Icon = readers === 'team' ? IconLock : IconEye;
  return (
    <div className={classes.fact} data-readers={readers}>
      <Icon size={14} aria-hidden />
      <span>{t(`sync.readers.${readers}`)}</span>
    </div>
  );
}

/** One line about money or harm. */
export function WarningLine({ children }: { readonly children: string }) {
  return (
    <div className={classes.fact} data-warn>
      <ToneIcon tone="attention" />
      <span>{children}</span>
    </div>
  );
}

export interface Facts {
  readonly readers?: Readers | null | undefined;
  readonly warning?: string | null | undefined;
  /** The word of the default value. */
  readonly normal?: string | undefined;
}

/** What a person has to know about a setting before changing it: who reads it, what it costs. */
export function SettingFacts({ readers, warning }: Omit<Facts, 'normal'>) {
  return (
    <>
      {readers !== undefined && readers !== null && <ReadersLine readers={readers} />}
      {warning !== undefined && warning !== null && <WarningLine>{warning}</WarningLine>}
    </>
  );
}
