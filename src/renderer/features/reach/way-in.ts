import type { ChainLink, ChainReport } from '../../../shared/domain/reach.ts';
import type { EngineStatus } from '../../../shared/domain/status.ts';
import { t } from '../../../shared/strings/t.ts';
import type { Tone } from '../../theme/tone.ts';

type Intake = EngineStatus['intake'];
type Chain = Pick<ChainReport, 'lamps' | 'provenAt'>;

interface WayIn {
  readonly tone: Tone;
  /** How changes arrive now, and how late at most. */
  readonly sentence: string;
}

/** In place of the public address while there is none: the sandbox's messages come from this computer. */
export function noAddress({ mode }: Pick<Intake, 'mode'>): string {
  return t(mode === 'loopback' ? 'reach.listener.noAddressNeeded' : 'reach.listener.noAddress');
}

/** The first link that was found broken, unless something was delivered since. */
function brokenLink({ lastDeliveryAt }: Intake, chain: Chain): ChainLink | null {
  const broken = chain.lamps.find(
    ({ state, at }) => state === 'failed' && at !== null && (lastDeliveryAt === null || lastDeliveryAt < at),
  );
  return broken?.link ?? null;
}

/**
 * How changes arrive now, in one sentence. That they arrive through a tunnel is said only once something proves it, a chain that was tested or a
 * delivery, and not while a link is known to be broken, or nothing is registered that would send something.
 */
export function wayIn(intake: Intake, pollSeconds: number, chain: Chain | null): WayIn {
  const n = pollSeconds;
  if (intake.state === 'failed') return { tone: 'error', sentence: t('reach.way.listenerFailed', { n }) };
  const { kind, state } = intake.tunnel;
  if (kind === 'none') {
    if (intake.mode !== 'loopback') return { tone: 'waiting', sentence: t('reach.way.none', { n }) };
    return intake.state === 'listening'
      ? { tone: 'ok', sentence: t('reach.way.loopback') }
      : { tone: 'waiting', sentence: t('reach.way.closed') };
  }
  if (intake.state === 'off') return { tone: 'waiting', sentence: t('reach.way.off', { n }) };
  const way = t(`reach.through.${kind}`);
  switch (state) {
    case 'up': {
      const broken = chain === null ? null : brokenLink(intake, chain);
      if (broken !== null)
        return { tone: 'attention', sentence: t('reach.way.broken', { way, link: t(`reach.link.${broken}`), n }) };
      const { silent = [] } = intake;
      const [first] = silent;
      if (first !== undefined) {
        const which = silent.length > 1 ? 'both' : first;
        return { tone: 'waiting', sentence: t(`reach.way.silent.${which}`, { way, n }) };
      }
      return (chain?.provenAt ?? null) === null && intake.lastDeliveryAt === null
        ? { tone: 'waiting', sentence: t('reach.way.unproven', { way }) }
        : { tone: 'ok', sentence: t('reach.way.up', { way }) };
    }
    case 'starting':
      return { tone: 'working', sentence: t('reach.way.starting', { way, n }) };
    case 'down':
      return { tone: 'attention', sentence: t('reach.way.down', { way, n }) };
    case 'failed':
      return { tone: 'attention', sentence: t('reach.way.failed', { way, n }) };
    case 'off':
      return { tone: 'waiting', sentence: t('reach.way.off', { n }) };
  }
}
