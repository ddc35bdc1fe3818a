import type { AlertRule } from '../../shared/domain/alerts.ts';
import type { Remote } from '../../shared/domain/records.ts';
import { sizeWords } from '../size-words.ts';
import type { NewAlert } from '../store/alerts-port.ts';
import { callbackVerdicts } from './callback-rule.ts';
import type { AlertFacts } from './facts.ts';
import { minutesWords } from './words.ts';

/** What a rule says about now. Where it says nothing, all is well. */
export interface Verdict extends NewAlert {
  /** raise: an alert begins, or goes on; hold: one that lasts goes on, and none begins. */
  readonly state: 'raise' | 'hold';
  /** How long it has to stand before it is one (ms). */
  readonly raiseAfterMs: number;
  /** One of the same rule and key that lasts is over: this is news. */
  readonly renews?: boolean;
}

/** What one look leaves for the next. */
export interface RuleMemory {
  /** How many had stopped when it was last counted; null = never. */
  readonly stoppedSeen: number | null;
}

export const noMemory: RuleMemory = { stoppedSeen: null };

/** How long all has to be well before an alert is over (ms): what comes and goes is one trouble. */
export const clearAfterMs: Readonly<Record<AlertRule, number>> = {
  'sign-in': 0,
  'dead-letters': 0,
  'success-rate': 10 * 60_000,
  'queue-age': 2 * 60_000,
  'callback-disabled': 0,
  'tunnel-down': 2 * 60_000,
  'disk-low': 5 * 60_000,
};

/** A rate that was too low has to be this much above its threshold to count as well again (percent). */
const rateMargin = 2;
/** Free space has to be this much above its threshold to count as enough again. */
const diskMargin = 1.1;
/** After sleep, and at the start, everything is old for a moment. */
const standsMs = 2 * 60_000;

/** All that stands. `lasts`: whether an alert of this rule and key lasts already. Pure. */
export function verdicts(
  facts: AlertFacts,
  memory: RuleMemory,
  lasts: (rule: AlertRule, key: string) => boolean,
): { readonly verdicts: readonly Verdict[]; readonly memory: RuleMemory } {
  const { rules } = facts.config.alerts;
  const stopped = stoppedVerdict(facts, memory, lasts('dead-letters', ''));
  const found = [
    ...signInVerdicts(facts),
    ...stopped.verdicts,
    ...rateVerdicts(facts),
    ...queueVerdicts(facts),
    ...callbackVerdicts(facts),
    ...tunnelVerdicts(facts),
    ...diskVerdicts(facts),
  ];
  return { verdicts: found.filter(({ rule }) => rules[rule].on), memory: stopped.memory };
}

/** While a person has paused the sync nothing begins; what lasts goes on until it is over. */
function unlessPaused({ status }: AlertFacts): Verdict['state'] {
  return status.state === 'running' ? 'raise' : 'hold';
}

/** Nothing is dispatched, so nothing can be in its way. */
function works({ status }: AlertFacts): boolean {
  return status.state === 'running' || status.state === 'paused';
}

const remotes: readonly (readonly [Remote, string])[] = [
  ['connectwise', 'ConnectWise'],
  ['fieldnation', 'Field Nation'],
];

function signInVerdicts(facts: AlertFacts): Verdict[] {
  if (!works(facts)) return [];
  return remotes
    .filter(([remote]) => facts.status[remote].state === 'sign-in')
    .map(([remote, name]) => ({
      rule: 'sign-in',
      key: remote,
      severity: 'error',
      title: `${name} needs you to sign in`,
      message: `${facts.status[remote].message} Until then nothing is dispatched.`,
      place: `setup/${remote}`,
      state: unlessPaused(facts),
      raiseAfterMs: 0,
    }));
}

function stoppedVerdict(
  { status, config, newestStopped }: AlertFacts,
  { stoppedSeen }: RuleMemory,
  lasting: boolean,
): { readonly verdicts: readonly Verdict[]; readonly memory: RuleMemory } {
  const { on, atLeast } = config.alerts.rules['dead-letters'];
  const { dead } = status.queue;
  // The first count of a profile, and any while nobody asks, is where growth begins.
  const seen = !on || stoppedSeen === null ? dead : Math.min(stoppedSeen, dead);
  const grew = dead - seen >= atLeast && status.state === 'running';
  const memory = { stoppedSeen: grew ? dead : seen };
  if (dead === 0 || (!grew && !lasting)) return { verdicts: [], memory };
  const newest = newestStopped === '' ? '' : `${dead === 1 ? '' : 'The newest: '}${newestStopped} `;
  const verdict: Verdict = {
    rule: 'dead-letters',
    key: '',
    severity: 'error',
    title: dead === 1 ? '1 change stopped' : `${dead} changes stopped`,
    message: `${newest}${dead === 1 ? 'It waits' : 'They wait'} for you under Attention, with the fix beside each cause.`,
    place: 'attention/stopped',
    state: grew ? 'raise' : 'hold',
    raiseAfterMs: 0,
    ...(grew && lasting ? { renews: true } : {}),
  };
  return { verdicts: [verdict], memory };
}

function rateVerdicts(facts: AlertFacts): Verdict[] {
  const { belowPercent, minutes, leastRuns } = facts.config.alerts.rules['success-rate'];
  const { succeeded, failed } = facts.runs;
  const ended = succeeded + failed;
  if (failed === 0 || !works(facts)) return [];
  const percent = (100 * succeeded) / ended;
  if (percent >= Math.min(100, belowPercent + rateMargin)) return [];
  const counts = ended >= leastRuns && percent < belowPercent;
  return [
    {
      rule: 'success-rate',
      key: '',
      severity: 'error',
      title: `Only ${Math.floor(percent)} % of the runs succeed`,
      message: `${failed} of the ${ended} runs of the last ${minutesWords(minutes)} failed; you asked to be told below ${belowPercent} %. Filter Events by the result Error to see what they met.`,
      place: 'events',
      state: counts ? unlessPaused(facts) : 'hold',
      raiseAfterMs: 0,
    },
  ];
}

function queueVerdicts(facts: AlertFacts): Verdict[] {
  const { status, now, config } = facts;
  const { oldestWaitingAt, waiting } = status.queue;
  const { minutes } = config.alerts.rules['queue-age'];
  if (oldestWaitingAt === null || !works(facts)) return [];
  const waited = (now - oldestWaitingAt) / 60_000;
  if (waited < minutes / 2) return [];
  // Who has to sign in knows already why everything waits.
  const known = remotes.some(([remote]) => status[remote].state === 'sign-in');
  const trouble = remotes.map(([remote]) => status[remote]).find(({ state }) => state !== 'ok' && state !== 'unknown');
  const others = waiting > 1 ? ` ${waiting} wait in all.` : '';
  const reason = trouble?.message ?? 'Both sides answer; the newest events say what takes so long.';
  return [
    {
      rule: 'queue-age',
      key: '',
      severity: 'attention',
      title: 'Changes wait too long',
      message: `The oldest change has waited for ${minutesWords(Math.floor(waited))}.${others} ${reason}`,
      place: 'events',
      state: waited >= minutes && !known ? unlessPaused(facts) : 'hold',
      raiseAfterMs: standsMs,
    },
  ];
}

function tunnelVerdicts(facts: AlertFacts): Verdict[] {
  const { status, now, tunnelDownSince, config } = facts;
  const { tunnel, message } = status.intake;
  if (!works(facts) || tunnel.kind === 'none' || tunnel.state === 'up' || tunnel.state === 'off') return [];
  const down = tunnelDownSince === null ? 0 : Math.floor((now - tunnelDownSince) / 60_000);
  const asks = tunnel.state === 'failed' ? 'It does not come back by itself.' : 'It is tried again by itself.';
  return [
    {
      rule: 'tunnel-down',
      key: tunnel.kind,
      severity: 'attention',
      title: 'The tunnel is down',
      message: `${message} ${down < 1 ? '' : `It has been down for ${minutesWords(down)}. `}${asks}`,
      place: 'callbacks/tunnel',
      state:
        tunnel.state !== 'starting' && down >= config.alerts.rules['tunnel-down'].minutes
          ? unlessPaused(facts)
          : 'hold',
      raiseAfterMs: standsMs,
    },
  ];
}

function diskVerdicts({ diskFree, config }: AlertFacts): Verdict[] {
  const below = config.alerts.rules['disk-low'].belowMb * 1024 * 1024;
  if (diskFree === null || diskFree >= below * diskMargin) return [];
  return [
    {
      rule: 'disk-low',
      key: '',
      severity: diskFree < below / 2 ? 'error' : 'attention',
      title: `${sizeWords(diskFree)} of disk space left`,
      message: `The disk with the data of this app has ${sizeWords(diskFree)} left; you asked to be told below ${sizeWords(below)}. Make room: when it is full, nothing can be written down and the sync stops.`,
      place: 'settings',
      state: diskFree < below ? 'raise' : 'hold',
      raiseAfterMs: 0,
    },
  ];
}
