import type { HealthFinding } from '../../shared/domain/reach.ts';
import type { AlertFacts } from './facts.ts';
import type { Verdict } from './rules.ts';

/** What could not be brought in order is tried again within minutes: most of it needs nobody. */
const triedAgainMs = 12 * 60_000;

/**
 * Entries at the vendors that send nothing, by the last look at them. What a person paused is a finding in order; what was mended is no alert, and
 * what could merely not be looked at neither.
 */
export function callbackVerdicts({ findings, status }: AlertFacts): Verdict[] {
  if (status.state !== 'running' && status.state !== 'paused') return [];
  return findings.filter(sendsNothing).map(({ id, subject, state, message, offer }) => ({
    rule: 'callback-disabled',
    key: id,
    severity: 'attention',
    title:
      subject === 'webhook' ? 'The Field Nation webhook is not in order' : 'A ConnectWise callback is not in order',
    message: `${message} ${offer === null ? 'The page Callbacks shows it.' : `On the page Callbacks: ${offer}.`}`,
    place: 'callbacks/overview',
    state: status.state === 'running' ? 'raise' : 'hold',
    raiseAfterMs: state === 'failed' ? triedAgainMs : 0,
  }));
}

function sendsNothing({ id, subject, state, offer }: HealthFinding): boolean {
  if (subject !== 'callback' && subject !== 'webhook') return false;
  // `callbacks` and `webhooks`: the list could not be read.
  if (state === 'failed') return id !== 'callbacks' && id !== 'webhooks';
  return state === 'offered' && (id.startsWith('gone:') || offer === 'Switch it on again');
}
