import { useCallback, useEffect, useRef, useState } from 'react';
import type { AuditEntry } from '../../../shared/domain/recovery.ts';
import { ask, onPush } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';

const pageSize = 100;

interface HistoryLines {
  /** Undefined before the first answer. */
  readonly lines: readonly AuditEntry[] | undefined;
  /** There may be older ones. */
  readonly more: boolean;
  readonly loading: boolean;
  readonly error: AppErrorInfo | null;
  readonly again: () => void;
  readonly older: () => void;
}

/** The trail of settings, newest first, a page at a time; asks for what is new whenever something was changed. */
export function useHistory(): HistoryLines {
  const [lines, setLines] = useState<readonly AuditEntry[] | undefined>(undefined);
  const [more, setMore] = useState(false);
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<AppErrorInfo | null>(null);
  const lastState = useRef<string | null>(null);

  const again = useCallback(async (): Promise<void> => {
    const answer = await ask('audit:page', { before: null, limit: pageSize });
    if (!answer.ok) return setError(answer.error);
    setError(null);
    const page = answer.value;
    setLines((known) => {
      const oldest = page.at(-1)?.id ?? 0;
      // What was shown before stays below, unless so much is new that lines between would be missing.
      const below = known?.some(({ id }) => id >= oldest) === true ? known.filter(({ id }) => id < oldest) : [];
      if (below.length === 0) setMore(page.length === pageSize);
      return [...page, ...below];
    });
  }, []);

  async function older(): Promise<void> {
    const last = lines?.at(-1);
    if (last === undefined || loading) return;
    setLoading(true);
    const answer = await ask('audit:page', { before: last.id, limit: pageSize });
    setLoading(false);
    if (!answer.ok) return setError(answer.error);
    setMore(answer.value.length === pageSize);
    setLines((known) => [...(known ?? []), ...answer.value]);
  }

  useEffect(() => {
    void again();
    const changed = onPush('changed', ({ topics }) => {
      // A busy sync changes links many times a second, and no setting with them.
      if (topics.some((topic) => topic !== 'links' && topic !== 'attention')) void again();
    });
    const paused = onPush('status', ({ state, pausedUntil }) => {
      const now = `${state} ${pausedUntil ?? ''}`;
      const isNews = lastState.current !== null && lastState.current !== now;
      lastState.current = now;
      if (isNews) void again();
    });
    return () => {
      changed();
      paused();
    };
  }, [again]);

  return { lines, more, loading, error, again: () => void again(), older: () => void older() };
}
