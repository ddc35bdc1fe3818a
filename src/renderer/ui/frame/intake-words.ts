import type { EngineStatus } from '../../../shared/domain/status.ts';
import { t } from '../../../shared/strings/t.ts';
import type { Place } from '../../stores/place.ts';

type Intake = EngineStatus['intake'];

/** How changes arrive, in the few words the foot of the window has room for. */
export function intakeWords(intake: Intake, pollSeconds: number): string {
  const n = pollSeconds;
  if (intake.state === 'failed') return t('intake.failed', { n });
  const { kind, state } = intake.tunnel;
  if (kind === 'none') {
    if (intake.mode !== 'loopback') return t('intake.tunnel.none', { n });
    return intake.state === 'off' ? t('intake.closed') : t('intake.loopback');
  }
  return t(`intake.tunnel.${state}`, { n });
}

/** Where that is explained: the tunnel while it is not up, otherwise the chain. */
export function intakePlace(intake: Intake): Place {
  const { kind, state } = intake.tunnel;
  const tunnel = intake.state !== 'failed' && kind !== 'none' && state !== 'up';
  return { page: 'callbacks', tab: tunnel ? 'tunnel' : 'overview' };
}
