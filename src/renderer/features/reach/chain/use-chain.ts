import { useEffect, useRef, useState } from 'react';
import type { ChainReport } from '../../../../shared/domain/reach.ts';
import { ask, onPush } from '../../../bridge.ts';
import type { AppErrorInfo } from '../../../errors.ts';
import { useAsked } from '../../../stores/use-asked.ts';

type Command = 'reach:test' | 'reach:watch' | 'reach:stop';

export interface Chain {
  readonly report: ChainReport | null;
  /** Why the chain could not be shown, or the last command could not be done. */
  readonly failed: AppErrorInfo | null;
  /** A command is on its way and the report does not show it yet. */
  readonly asking: Command | null;
  readonly run: (command: Command) => Promise<void>;
  readonly again: () => void;
}

/** The chain as it is now: asked once, then kept up to date by what is pushed while a test or a watch runs. */
function useReport() {
  const { value: report = null, error, put, again } = useAsked('reach:chain', undefined, ['reach']);
  const pushes = useRef(0);
  useEffect(
    () =>
      onPush('chain', (pushed) => {
        pushes.current += 1;
        put(pushed);
      }),
    [put],
  );
  return { report, failed: report === null ? error : null, pushes, put, again };
}

/** What the chain says, for whoever only reads it. */
export function useChainReport(): ChainReport | null {
  return useReport().report;
}

/** The chain with what a person can do about it. */
export function useChain(): Chain {
  const { report, failed: notLoaded, pushes, put, again } = useReport();
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);
  const [asking, setAsking] = useState<Command | null>(null);

  async function run(command: Command): Promise<void> {
    setFailed(null);
    setAsking(command);
    const pushedBefore = pushes.current;
    const answer = await ask(command, undefined);
    setAsking((now) => (now === command ? null : now));
    if (!answer.ok) setFailed(answer.error);
    else if (pushes.current === pushedBefore) put(answer.value);
    // Which of the two is older, nobody can say.
    else again();
  }

  return { report, failed: failed ?? notLoaded, asking, run, again };
}
