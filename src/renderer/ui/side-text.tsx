import { IconArrowLeft, IconArrowRight, IconPoint } from '@tabler/icons-react';
import type { Activity } from '../../shared/domain/activity.ts';
import { t } from '../../shared/strings/t.ts';
import classes from './side-text.module.css';

const arrows = { inbound: IconArrowRight, outbound: IconArrowLeft, none: IconPoint } as const;
const names = {
  connectwise: 'remote.connectwise',
  fieldnation: 'remote.fieldnation',
  app: 'side.app',
} as const;

export function sideName(side: Activity['side']): string {
  return t(names[side]);
}

/** Where an event began and which way it went: the arrow points to Field Nation (right) or to ConnectWise (left). */
export function SideText({ side, direction }: Pick<Activity, 'side' | 'direction'>) {
  const Arrow = arrows[direction];
  const way = t(`direction.${direction}`);
  return (
    <span className={classes.side} title={way}>
      <Arrow size={14} aria-hidden />
      <span className="cut">{sideName(side)}</span>
      <span className="unseen">{way}</span>
    </span>
  );
}
