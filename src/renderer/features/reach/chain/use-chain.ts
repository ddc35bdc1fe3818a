import { useEffect, useState } from 'react';
import type { ChainReport } from '../../../../shared/domain/reach.ts';
import { ask, onPush } from '../../../bridge.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { useAsked } from '../../../stores/use-asked.ts';

type Command = 'reach:test' | 'reach:watch' | 'reach:stop';

interface Chain {
  readonly report: ChainReport | null;
  /** Why the chain could not be shown, or the last command could not be done. */
  readonly failed: AppErrorInfo | null;
  /** A command is on its way and the report does not show it yet. */
  readonly asking: Command | null;
  readonly run: (command: Command) => Promise<void>;
  readonly again: () => void;
}

/** The chain as it is now: asked once, then kept up to date by what is pushed while a test or a watch runs. */
export function useChainReport(): {
  readonly report: ChainReport | null;
  readonly failed: AppErrorInfo | null;
  readonly setReport: (report: ChainReport) => void;
  readonly again: () => void;
} {
  const asked = useAsked('reach:chain', undefined, ['reach']);
  const [report, setReport] = useState<ChainReport | null>(null);
  useEffect(() => {
    if (asked.value !== undefined) setReport(asked.value);
  }, [asked.value]);
  useEffect(() => onPush('chain', setReport), []);
  return { report, failed: report === null ? asked.error : null, setReport, again: asked.again };
}

/** The chain with what a person can do about it. */
export function useChain(): Chain {
  const { report, failed: notLoaded, setReport, again } = useChainReport();
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  const [asking, setAsking] = useState<Command | null>(null);

  async function run(command: Command): Promise<void> {
    setFailed(null);
    setAsking(command);
    const answer = await ask(command, undefined);
    setAsking((now) => (now === command ? null : now));
    if (answer.ok) setReport(answer.value);
    else setFailed(answer.error);
  }

  return { report, failed: failed ?? notLoaded, asking, run, again };
}
