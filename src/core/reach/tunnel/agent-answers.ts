import { connect } from 'node:net';
import type { Clock } from '../../../shared/clock.ts';

/** How long an agent may take to take the call (ms). */
const patienceMs = 500;

/** Whether an SSH agent listens at its socket or pipe: the variable that names it often outlives it. */
export async function agentAnswers(path: string | null, clock: Clock): Promise<boolean> {
  if (path === null) return false;
  const socket = connect(path);
  let cancel = (): void => {};
  try {
    return await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
      cancel = clock.after(patienceMs, () => resolve(false));
    });
  } finally {
    cancel();
    socket.destroy();
  }
}
