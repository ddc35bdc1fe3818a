import { Button } from '@mantine/core';
import type { ErrorAction } from '../../../shared/errors.ts';
import { t } from '../../../shared/strings/t.ts';
import { ask } from '../../bridge.ts';
import { resume, tellDone, tellFailure } from '../../commands.ts';
import { useApp } from '../../stores/app-store.ts';
import { go } from '../../stores/nav-store.ts';
import type { Place } from '../../stores/place.ts';
import { solveOf } from '../attention/solve.ts';

interface FixButtonProps {
  readonly action: ErrorAction;
  /** Run that is retried or approved, where there is one. */
  readonly jobId: number | null;
  readonly primary?: boolean;
  /** After something was done in place. */
  readonly onDone?: () => void;
}

interface Fix {
  readonly words: string;
  readonly run: () => void;
}

function toPlace(words: string, place: Place): Fix {
  return { words, run: () => go(place) };
}

async function retry(jobId: number): Promise<boolean> {
  const answer = await ask('attention:retry', { jobIds: [jobId] });
  if (answer.ok) tellDone(t('events.retried'));
  else tellFailure(answer.error.message);
  return answer.ok;
}

async function send(ticketId: number): Promise<boolean> {
  const answer = await ask('links:send-ticket', { ticketId });
  if (answer.ok) tellDone(t('events.sent', { id: ticketId }));
  else tellFailure(answer.error.message);
  return answer.ok;
}

/** "Sign in again" would be wrong where nobody ever has. */
function everSetUp(step: string): boolean {
  const config = useApp.getState().setup?.config;
  if (config === undefined || (step !== 'connectwise' && step !== 'fieldnation')) return true;
  return config[step] !== null;
}

function fixOf({ action, jobId, onDone }: FixButtonProps): Fix {
  const then = (done: boolean): void => {
    if (done) onDone?.();
  };
  if (action.do === 'open-setup' && !everSetUp(action.step))
    return toPlace(t('action.finishSetup'), { page: 'setup', step: action.step });
  const solve = solveOf(action);
  if (solve !== null) return toPlace(solve.words, solve.place);
  if (action.do === 'retry' && jobId !== null)
    return { words: t('events.retry'), run: () => void retry(jobId).then(then) };
  if (action.do === 'send-ticket') {
    const { ticketId } = action;
    return { words: t('events.sendTicket', { id: ticketId }), run: () => void send(ticketId).then(then) };
  }
  if (action.do === 'resume') return { words: t('events.resume'), run: () => void resume().then(() => onDone?.()) };
  // Approving asks first, on the page where what is held is listed.
  return toPlace(t('attention.openAttention'), { page: 'attention' });
}

/** The fix of a problem: opens the place where it is, or does it. */
export function FixButton(props: FixButtonProps) {
  const fix = fixOf(props);
  return (
    <Button size="xs" variant={props.primary === true ? 'filled' : 'default'} onClick={fix.run}>
      {fix.words}
    </Button>
  );
}
