import { useEffect, useState } from 'react';
import type { Remote } from '../../../shared/domain/records.ts';
import type { ChannelOutput } from '../../../shared/ipc/contract.ts';
import { ask, onPush } from '../../bridge.ts';
import type { AppErrorInfo } from '../../errors.ts';
import { loadSetup } from '../../stores/app-store.ts';

type ProbeSteps = ChannelOutput<'setup:test'>;

interface Probe {
  readonly steps: ProbeSteps;
  readonly running: boolean;
  readonly failed: AppErrorInfo | null;
  /** True when every step of the last run passed (warnings count as passed). */
  readonly passed: boolean;
  readonly run: () => Promise<void>;
  /** Forgets the last run, because what was tested has changed. */
  readonly clear: () => void;
}

/** Tests one connection; the checklist fills from pushes while it runs. */
export function useProbe(remote: Remote): Probe {
  const [steps, setSteps] = useState<ProbeSteps>([]);
  const [running, setRunning] = useState(false);
  const [failed, setFailed] = useState<AppErrorInfo | null>(null);

  useEffect(
    () =>
      onPush('probe', (push) => {
        if (push.remote === remote) setSteps(push.steps);
      }),
    [remote],
  );

  async function run(): Promise<void> {
    setSteps([]);
    setFailed(null);
    setRunning(true);
    const answer = await ask('setup:test', { remote });
    setRunning(false);
    if (answer.ok) setSteps(answer.value);
    else setFailed(answer.error);
    await loadSetup();
  }

  const passed = !running && steps.length > 0 && steps.every((step) => step.state === 'ok' || step.state === 'warning');
  return { steps, running, failed, passed, run, clear: () => setSteps([]) };
}
