import type { AlertWay, WayFailure } from '../../../shared/domain/alerts.ts';
import { t } from '../../../shared/strings/t.ts';
import { useFromNow } from '../../stores/use-now.ts';
import { ToneIcon } from '../../ui/status-mark.tsx';
import { relativeTime } from '../../ui/time.ts';
import classes from './alerts.module.css';

/** Why the last message of a way did not arrive. */
export function WayFailed({ way, failure }: { readonly way: AlertWay; readonly failure: WayFailure }) {
  const ago = useFromNow((now) => relativeTime(failure.at, now));
  return (
    <div className={classes.failed}>
      <ToneIcon tone="attention" />
      <span>
        {t(`alerts.failed.${way}`, { ago })} {failure.message}
      </span>
    </div>
  );
}

/** What is still to be entered before a way can be used. */
export function MissingLine({ children }: { readonly children: string }) {
  return (
    <div className={classes.failed}>
      <ToneIcon tone="attention" />
      <span>{children}</span>
    </div>
  );
}
