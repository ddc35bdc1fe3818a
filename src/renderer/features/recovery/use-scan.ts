import { useCallback, useEffect, useState } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import type { LinkScan } from '../../../shared/domain/recovery.ts';
import { ask } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';

const lookAgainMs = 700;
type Channel = 'recovery:scan' | 'recovery:scan-links' | 'recovery:stop-scan';

/** The reading of both sides as it stands, looked at again while it goes on. */
export function useScan() {
  const [scan, setScan] = useState<LinkScan | null>(null);
  const [error, setError] = useState<AppErrorInfo | null>(null);

  const call = useCallback(async (channel: Channel): Promise<void> => {
    const answer = await ask(channel, undefined);
    if (answer.ok) setScan({ ...answer.value });
    setError(answer.ok ? null : answer.error);
  }, []);

  useEffect(() => {
    void call('recovery:scan');
  }, [call]);
  useEffect(() => {
    if (scan?.state !== 'running') return;
    return systemClock.after(lookAgainMs, () => void call('recovery:scan'));
  }, [scan, call]);

  return { scan, error, call };
}
