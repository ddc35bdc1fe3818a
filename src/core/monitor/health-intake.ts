import type { Config } from '../../shared/config.ts';
import type { HealthAmount } from '../../shared/domain/health-said.ts';
import type { HealthItem } from '../../shared/domain/monitor.ts';
import type { Outage, OutageKind } from '../../shared/domain/reach.ts';
import type { Remote } from '../../shared/domain/records.ts';
import type { EngineStatus } from '../../shared/domain/status.ts';
import { count, fact } from './fact.ts';
import { several } from './words.ts';

export interface IntakeFacts {
  readonly intake: EngineStatus['intake'];
  readonly config: Config;
  /** Those that last. */
  readonly outages: readonly Outage[];
  /** Deliveries taken in during the last hour. */
  readonly received: Readonly<Record<Remote, number>>;
}

const kinds: Readonly<Record<EngineStatus['intake']['tunnel']['kind'], HealthAmount | string>> = {
  none: { unit: 'word', word: 'none' },
  ngrok: 'ngrok',
  cloudflared: 'cloudflared',
  ssh: 'SSH',
  'own-url': { unit: 'word', word: 'own-address' },
};

/** The way from outside to this computer. */
export function tunnelHealth({ intake, config, outages }: IntakeFacts): HealthItem {
  const { kind, state, url } = intake.tunnel;
  const base = {
    id: 'tunnel',
    since: begin(outages, ['tunnel', 'listener']),
    facts: [
      fact('kind', 'Kind', kinds[kind]),
      ...(url === null ? [] : [fact('address', 'Address', url)]),
      ...(intake.port === null ? [] : [fact('port', 'Port here', String(intake.port))]),
    ],
    action: { do: 'open-callbacks', tab: 'tunnel' },
  } as const;
  if (intake.state === 'failed') return { ...base, facts: [...base.facts], tone: 'error', message: intake.message };
  const { pollSeconds } = config.limits;
  if (kind === 'none' && intake.mode === 'loopback')
    return {
      ...base,
      facts: [...base.facts],
      tone: 'off',
      message: 'None needed: what is sent here is on this computer.',
      said: { code: 'tunnel-not-needed' },
    };
  if (kind === 'none')
    return {
      ...base,
      facts: [...base.facts],
      tone: 'off',
      message: `None. Polling finds changes within ${pollSeconds} s.`,
      said: { code: 'tunnel-none', pollSeconds },
    };
  const tone = { off: 'waiting', starting: 'working', up: 'ok', down: 'attention', failed: 'error' } as const;
  const shown = { ...base, facts: [...base.facts], tone: tone[state] };
  if (state !== 'up' || url === null) return { ...shown, message: intake.message };
  return { ...shown, message: `Open at ${url}.`, said: { code: 'tunnel-open', url } };
}

/** Whether changes arrive by themselves. */
export function callbacksHealth({ intake, config, outages, received }: IntakeFacts): HealthItem {
  const arrived = received.connectwise + received.fieldnation;
  const words = arrival(intake, config, received);
  const { tone } = words;
  return {
    id: 'callbacks',
    ...words,
    since: tone === 'ok' ? null : begin(outages, ['callback', 'webhook']),
    facts: [
      fact('arrived', 'Arrived in the last hour', count(arrived)),
      fact('from-connectwise', 'From ConnectWise', count(received.connectwise)),
      fact('from-fieldnation', 'From Field Nation', count(received.fieldnation)),
      fact('refused', 'Refused since the start', count(intake.refused)),
    ],
    action: { do: 'open-callbacks', tab: 'overview' },
  };
}

function arrival(
  intake: EngineStatus['intake'],
  config: Config,
  received: IntakeFacts['received'],
): Pick<HealthItem, 'tone' | 'message' | 'said'> {
  const { pollSeconds } = config.limits;
  const polling = `polling every ${pollSeconds} s finds changes`;
  if (intake.state === 'failed') return { tone: 'error', message: intake.message };
  if (intake.needs !== null) return { tone: 'attention', message: intake.needs };
  if (intake.state === 'off' || intake.mode === 'none')
    return {
      tone: 'off',
      message: `Nothing arrives by itself; ${polling}.`,
      said: { code: 'callbacks-off', pollSeconds },
    };
  const [silent, another] = intake.silent ?? [];
  if (silent !== undefined) {
    const what = another === undefined ? `The ${silent} is` : 'Callback and webhook are';
    return {
      tone: 'waiting',
      message: `${what} paused or switched off; meanwhile ${polling}.`,
      said: { code: 'callbacks-silent', which: another === undefined ? silent : 'both', pollSeconds },
    };
  }
  const down = intake.tunnel.kind !== 'none' && intake.tunnel.state !== 'up';
  if (down)
    return {
      tone: 'waiting',
      message: `They cannot arrive while the tunnel is not up; ${polling}.`,
      said: { code: 'callbacks-no-tunnel', pollSeconds },
    };
  const { connectwise: callbacks, fieldnation: webhooks } = received;
  if (callbacks + webhooks === 0)
    return { tone: 'ok', message: 'Listening. None arrived in the last hour.', said: { code: 'callbacks-none' } };
  return {
    tone: 'ok',
    message: `${several(callbacks, 'callback')} and ${several(webhooks, 'webhook')} arrived in the last hour.`,
    said: { code: 'callbacks-arrived', callbacks, webhooks },
  };
}

function begin(outages: readonly Outage[], of: readonly OutageKind[]): number | null {
  const lasting = outages.filter((outage) => outage.to === null && of.includes(outage.kind));
  return lasting.length === 0 ? null : Math.min(...lasting.map((outage) => outage.from));
}
