import type { WhyReport } from '../../../shared/domain/log-details.ts';
import type { EngineStatus } from '../../../shared/domain/status.ts';
import type { Found } from './checks.ts';

type Answer = Pick<WhyReport, 'outcome' | 'conclusion' | 'action'>;

/** The answer in one or two sentences, from what was found: what is in the way first, then what is not known, then what will happen by itself. */
export function conclude(
  ticketId: number,
  checks: readonly Found[],
  { nextPollAt }: Pick<EngineStatus, 'nextPollAt'>,
): Answer {
  const [first, second] = inTheWay(checks);
  if (first?.obstacle) {
    if (isMended(first, checks)) {
      const conclusion = `${first.message} The mapping gives it a value by now: retry it.`;
      return { outcome: first.obstacle, conclusion, action: { do: 'open-attention' } };
    }
    const more = second === undefined ? '' : ` ${second.message}`;
    return { outcome: first.obstacle, conclusion: `${first.message}${more}`, ...actionOf(first) };
  }
  const unknown = checks.find(({ state }) => state === 'unknown');
  if (unknown !== undefined)
    return {
      outcome: 'unknown',
      conclusion: `Nothing was found in the way of ticket ${ticketId}, but not everything could be looked up: ${unknown.message}`,
      ...actionOf(unknown),
    };
  const waiting = checks.find(({ state }) => state === 'waiting');
  if (waiting !== undefined)
    return {
      outcome: 'on-its-way',
      conclusion: `Nothing is in the way of ticket ${ticketId}. ${waiting.message}`,
      ...actionOf(waiting),
    };
  const next =
    nextPollAt === null
      ? 'Send it by hand to try it now.'
      : 'It is sent at the next look at ConnectWise, or send it by hand.';
  return {
    outcome: 'on-its-way',
    conclusion: `Nothing is in the way of ticket ${ticketId}. ${next}`,
    action: { do: 'send-ticket', ticketId },
  };
}

/**
 * What the ticket itself is comes first: a ticket that is not meant to be sent would not be, however well everything runs. A run that stopped tells more than
 * the rule it stopped at.
 */
const order = ['set-up', 'ticket', 'kind', 'board', 'status', 'conditions', 'custom-conditions', 'left-out'];

function inTheWay(checks: readonly Found[]): readonly Found[] {
  const found = checks.filter(({ obstacle }) => obstacle !== null);
  const rank = ({ id }: Found): number => (order.includes(id) ? order.indexOf(id) : order.length);
  const sorted = [...found].sort((a, b) => rank(a) - rank(b));
  const has = (id: string): boolean => sorted.some((one) => one.id === id);
  // What a run stopped at is found a second time by looking at it: once is enough.
  const told = (id: string): boolean =>
    id === 'queue' ? has('reference') || has('sent-field') : (id === 'mapping' || id === 'limit') && has('queue');
  return sorted.filter(({ id }) => !told(id));
}

/** A run stopped at the mapping, which has changed since. */
function isMended({ id, action }: Found, checks: readonly Found[]): boolean {
  return (
    id === 'queue' && action?.do === 'open-mapping' && checks.some((one) => one.id === 'mapping' && one.state === 'ok')
  );
}

function actionOf({ action }: Found): Pick<WhyReport, 'action'> {
  return action === undefined ? {} : { action };
}
