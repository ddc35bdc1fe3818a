import { useFromNow } from '../stores/use-now.ts';
import { exactTime, relativeTime, tableTime, timeUntil } from './time.ts';

/** A relative time with the exact one on hover. */
export function Ago({ at }: { readonly at: number }) {
  const words = useFromNow((now) => relativeTime(at, now));
  return (
    <time className="num" dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {words}
    </time>
  );
}

/** Time left until a moment, with the exact one on hover. */
export function Until({ at }: { readonly at: number }) {
  const words = useFromNow((now) => timeUntil(at, now));
  return (
    <time className="num" dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {words}
    </time>
  );
}

/** The time of day for dense tables, with the exact time on hover. */
export function TableTime({ at }: { readonly at: number }) {
  const words = useFromNow((now) => tableTime(at, now));
  return (
    <time className="num" dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {words}
    </time>
  );
}
