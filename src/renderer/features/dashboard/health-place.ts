import type { HealthItem } from '../../../shared/domain/monitor.ts';
import type { Place } from '../../stores/place.ts';
import { solveOf } from '../attention/solve.ts';

const places: Readonly<Record<HealthItem['id'], Place>> = {
  connectwise: { page: 'events', side: 'connectwise' },
  fieldnation: { page: 'events', side: 'fieldnation' },
  tunnel: { page: 'callbacks', tab: 'tunnel' },
  callbacks: { page: 'callbacks', tab: 'overview' },
  queue: { page: 'events' },
  keychain: { page: 'settings' },
  disk: { page: 'settings', section: 'recovery' },
  database: { page: 'settings', section: 'recovery' },
  backup: { page: 'settings', section: 'recovery' },
};

/** Where the fix is; where there is nothing to fix, the page that tells more. */
export function healthPlace(item: Pick<HealthItem, 'id' | 'action'>): Place {
  return (item.action === undefined ? null : solveOf(item.action))?.place ?? places[item.id];
}
