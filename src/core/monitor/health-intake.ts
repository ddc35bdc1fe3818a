import type { Config } from '../../shared/config.ts';
import type { HealthItem } from '../../shared/domain/monitor.ts';
import type { Outage, OutageKind } from '../../shared/domain/reach.ts';
import type { Remote } from '../../shared/domain/records.ts';
import type { EngineStatus } from '../../shared/domain/status.ts';
import { several } from './words.ts';

export interface IntakeFacts {
  readonly intake: EngineStatus['intake'];
  readonly config: Config;
  /** Those that last. */
  readonly outages: readonly Outage[];
  /** Deliveries taken in during the last hour. */
  readonly received: Readonly<Record<Remote, number>>;
}

const kinds: Readonly<Record<EngineStatus['intake']['tunnel']['kind'], string>> = {
  none: 'none',
  ngrok: 'ngrok',
  cloudflared: 'cloudflared',
  ssh: 'SSH',
  'own-url': 'own address',
};

/** The way from outside to this computer. */
export function tunnelHealth({ intake, config, outages }: IntakeFacts): HealthItem {
  const { kind, state, url } = intake.tunnel;
  const base = {
    id: 'tunnel',
    since: begin(outages, ['tunnel', 'listener']),
    facts: [
      { name: 'Kind', value: kinds[kind] },
      ...(url === null ? [] : [{ name: 'Address', value: url }]),
      ...(intake.port === null ? [] : [{ name: 'Port here', value: String(intake.port) }]),
    ],
    action: { do: 'open-callbacks', tab: 'tunnel' },
  } as const;
  if (intake.state === 'failed') return { ...base, facts: [...base.facts], tone: 'error', message: intake.message };
  if (kind === 'none') {
    const message =
      intake.mode === 'loopback'
        ? 'None needed: what is sent here is on this computer.'
        : `None. Polling finds changes within ${config.limits.pollSeconds} s.`;
    return { ...base, facts: [...base.facts], tone: 'off', message };
  }
  const tone = { off: 'waiting', starting: 'working', up: 'ok', down: 'attention', failed: 'error' } as const;
  const message = state === 'up' && url !== null ? `Open at ${url}.` : intake.message;
  return { ...base, facts: [...base.facts], tone: tone[state], message };
}

/** Whether changes arrive by themselves. */
export function callbacksHealth({ intake, config, outages, received }: IntakeFacts): HealthItem {
  const arrived = received.connectwise + received.fieldnation;
  const { tone, message } = said(intake, config, received);
  return {
    id: 'callbacks',
    tone,
    message,
    since: tone === 'ok' ? null : begin(outages, ['callback', 'webhook']),
    facts: [
      { name: 'Arrived in the last hour', value: String(arrived) },
      { name: 'From ConnectWise', value: String(received.connectwise) },
      { name: 'From Field Nation', value: String(received.fieldnation) },
      { name: 'Refused since the start', value: String(intake.refused) },
    ],
    action: { do: 'open-callbacks', tab: 'overview' },
  };
}

function said(
  intake: EngineStatus['intake'],
  config: Config,
  received: IntakeFacts['received'],
): Pick<HealthItem, 'tone' | 'message'> {
  const polling = `polling every ${config.limits.pollSeconds} s finds changes`;
  if (intake.state === 'failed') return { tone: 'error', message: intake.message };
  if (intake.needs !== null) return { tone: 'attention', message: intake.needs };
  if (intake.state === 'off' || intake.mode === 'none')
    return { tone: 'off', message: `Nothing arrives by itself; ${polling}.` };
  const silent = intake.silent ?? [];
  if (silent.length > 0) {
    const what = silent.length > 1 ? 'Callback and webhook are' : `The ${silent[0] ?? 'callback'} is`;
    return { tone: 'waiting', message: `${what} paused or switched off; meanwhile ${polling}.` };
  }
  const down = intake.tunnel.kind !== 'none' && intake.tunnel.state !== 'up';
  if (down) return { tone: 'waiting', message: `They cannot arrive while the tunnel is not up; ${polling}.` };
  const { connectwise, fieldnation } = received;
  if (connectwise + fieldnation === 0) return { tone: 'ok', message: 'Listening. None arrived in the last hour.' };
  return {
    tone: 'ok',
    message: `${several(connectwise, 'callback')} and ${several(fieldnation, 'webhook')} arrived in the last hour.`,
  };
}

function begin(outages: readonly Outage[], of: readonly OutageKind[]): number | null {
  const lasting = outages.filter((outage) => outage.to === null && of.includes(outage.kind));
  return lasting.length === 0 ? null : Math.min(...lasting.map((outage) => outage.from));
}
