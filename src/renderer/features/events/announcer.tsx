import { useEffect, useRef, useState } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import type { Activity } from '../../../shared/domain/activity.ts';
import { t } from '../../../shared/strings/t.ts';

/** A busy log would talk without end; at most one event is spoken in this time. */
const speakEveryMs = 5000;

/** Tells screen readers, politely, about the newest event that arrived while the page is open. */
export function Announcer({ newest }: { readonly newest: Activity | null }) {
  const [words, setWords] = useState('');
  const seen = useRef<number | null>(null);
  const latest = useRef(newest);
  latest.current = newest;
  const newestId = newest?.id ?? null;

  useEffect(() => {
    if (newestId === null) return;
    // Another filter shows older lines, which are no news.
    const isNews = seen.current !== null && newestId > seen.current;
    seen.current = Math.max(seen.current ?? 0, newestId);
    if (!isNews) return;
    return systemClock.after(speakEveryMs, () => {
      if (latest.current !== null) setWords(t('events.announce', { message: latest.current.message }));
    });
  }, [newestId]);

  return (
    <div className="unseen" role="log" aria-live="polite">
      {words}
    </div>
  );
}
