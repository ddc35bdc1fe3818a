import type { TunnelView } from '../../../../shared/domain/tunnels.ts';
import type { Tone } from '../../../theme/tone.ts';

/** What passes by itself is amber, what needs a person red. */
export const stateTones: Readonly<Record<TunnelView['state']['kind'], Tone>> = {
  off: 'waiting',
  starting: 'working',
  up: 'ok',
  down: 'attention',
  failed: 'error',
};
