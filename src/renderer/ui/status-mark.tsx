import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleXFilled,
  IconClock,
  IconRefresh,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Tone } from '../theme/tone.ts';
import classes from './status-mark.module.css';

const icons = {
  ok: IconCircleCheckFilled,
  working: IconRefresh,
  waiting: IconClock,
  attention: IconAlertTriangleFilled,
  error: IconCircleXFilled,
} as const;

export function ToneIcon({ tone, size = 14 }: { readonly tone: Tone; readonly size?: number }) {
  const Icon = icons[tone];
  return <Icon size={size} className={classes.icon} data-tone={tone} aria-hidden />;
}

/** A status: colour, icon and word together. `boxed` gives it a tinted ground. */
export function StatusMark({
  tone,
  children,
  boxed = false,
}: {
  readonly tone: Tone;
  readonly children: ReactNode;
  readonly boxed?: boolean;
}) {
  return (
    <span className={classes.mark} data-tone={tone} data-boxed={boxed || undefined}>
      <ToneIcon tone={tone} />
      <span className={classes.word}>{children}</span>
    </span>
  );
}
