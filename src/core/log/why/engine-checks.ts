import type { EngineStatus } from '../../../shared/domain/status.ts';
import type { SyncContext } from '../../sync/context.ts';
import type { Checks } from './checks.ts';

/** Whether this installation sends tickets at all. False when it is not set up, so that nothing can be looked up. */
export function checkEngine(checks: Checks, context: SyncContext, status: EngineStatus): boolean {
  const { connectwise, fieldnation, trigger, started } = context.config();
  const missing = connectwise === null ? 'connectwise' : fieldnation === null ? 'fieldnation' : null;
  if (missing !== null || trigger === null) {
    const what =
      missing === 'connectwise'
        ? 'ConnectWise is not connected yet.'
        : missing === 'fieldnation'
          ? 'Field Nation is not connected yet.'
          : 'It is not chosen yet which tickets become work orders.';
    const step = missing ?? 'trigger';
    checks.no('set-up', 'Setup', 'blocked', `${what} Finish Setup.`, { action: { do: 'open-setup', step } });
    return false;
  }
  checks.ok('set-up', 'Setup', 'Both systems and the trigger are set up.');
  if (started) checks.ok('started', 'Start', 'Dispatching was started.');
  else
    checks.no('started', 'Start', 'blocked', 'Dispatching has not been started: look at the plan and press Start.', {
      action: { do: 'open-setup', step: 'start' },
    });
  checkState(checks, status, started);
  return true;
}

function checkState(checks: Checks, { state, headline, pausedUntil }: EngineStatus, started: boolean): void {
  const title = 'Sync';
  if (state === 'stopped') checks.no('running', title, 'blocked', headline);
  else if (state === 'watching' && started)
    checks.no('running', title, 'blocked', headline, { action: { do: 'take-over' } });
  else if (state === 'paused') {
    const until = pausedUntil === null ? 'until somebody resumes it' : 'for a while';
    checks.no('running', title, 'blocked', `Sync is paused ${until}. Resume it to send the ticket now.`, {
      at: pausedUntil,
      action: { do: 'resume' },
    });
  } else if (state === 'running') checks.ok('running', title, 'Sync is running.');
  else checks.skipped('running', title, 'It runs once dispatching was started.');
}
