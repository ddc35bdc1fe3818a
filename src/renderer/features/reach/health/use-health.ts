import { useEffect, useState } from 'react';
import type { HealthReport } from '../../../../shared/domain/reach.ts';
import { ask } from '../../../bridge.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { useAsked } from '../../../stores/use-asked.ts';

interface Health {
  readonly report: HealthReport | null;
  readonly failed: AppErrorInfo | null;
  /** The finding whose offer is being done, or `all` while everything is looked at. */
  readonly busy: string | null;
  readonly checkNow: () => void;
  readonly repair: (findingId: string) => void;
  readonly again: () => void;
}

/** What was looked at, and the two things a person can ask for. */
export function useHealth(): Health {
  const asked = useAsked('reach:health', undefined, ['reach']);
  const [report, setReport] = useState<HealthReport | null>(null);
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  useEffect(() => {
    if (asked.value !== undefined) setReport(asked.value);
  }, [asked.value]);

  async function run(what: string, answering: ReturnType<typeof ask<'reach:check-now'>>): Promise<void> {
    setBusy(what);
    setFailed(null);
    const answer = await answering;
    setBusy(null);
    if (answer.ok) setReport(answer.value);
    else setFailed(answer.error);
  }

  return {
    report,
    failed: failed ?? (report === null ? asked.error : null),
    busy,
    checkNow: () => void run('all', ask('reach:check-now', undefined)),
    repair: (findingId) => void run(findingId, ask('reach:repair', { findingId })),
    again: asked.again,
  };
}
