import type { RegisteredCallback } from '../../../shared/domain/callbacks.ts';
import type { HealthReport } from '../../../shared/domain/reach.ts';
import type { CallbackList } from '../../../shared/ipc/callback-channels.ts';
import type { CallbacksTab } from '../../stores/place.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { useCallbacks } from './callbacks-store.ts';

/* How many things of each tab wait for a person. */

type Health = Pick<HealthReport, 'findings'>;

const tabOf: Readonly<Record<HealthReport['findings'][number]['subject'], CallbacksTab>> = {
  tunnel: 'tunnel',
  listener: 'overview',
  callback: 'callbacks',
  webhook: 'webhooks',
  deliveries: 'webhooks',
};

/** An entry whose flags a person has to do something about here; what is foreign is for its owner. */
export function needsPerson(entry: RegisteredCallback): boolean {
  if (entry.relation === 'foreign' || entry.relation === 'other-installation') return false;
  if (entry.relation === 'adoptable') return true;
  return entry.flags.some(({ flag }) => flag !== 'disabled' || !isOffOnPurpose(entry));
}

/** A person paused it here, or this app did for want of an address. */
export function isOffOnPurpose({ paused, resting }: Pick<RegisteredCallback, 'paused' | 'resting'>): boolean {
  return paused === true || resting === true;
}

/** Entries that need a person, and the choice between workstation and broker while nobody made it. */
export function countNeeding({ entries, brokerCovers }: CallbackList): number {
  const undecided = brokerCovers !== null && brokerCovers.createdBy === null ? 1 : 0;
  return entries.filter(needsPerson).length + undecided;
}

/** From what the last look found, without asking either side again; the list of callbacks speaks for its own tab once it was read. */
export function tabCounts(
  health: Health | undefined,
  list: CallbackList | undefined,
): Readonly<Record<CallbacksTab, number>> {
  const counts = { overview: 0, callbacks: 0, webhooks: 0, tunnel: 0, outages: 0 };
  for (const { state, subject } of health?.findings ?? [])
    if (state === 'offered' || state === 'failed') counts[tabOf[subject]] += 1;
  return list === undefined ? counts : { ...counts, callbacks: countNeeding(list) };
}

export function useTabCounts(): Readonly<Record<CallbacksTab, number>> {
  const { value: health } = useAsked('reach:health', undefined, ['reach']);
  const list = useCallbacks((state) => state.list);
  return tabCounts(health, list);
}
