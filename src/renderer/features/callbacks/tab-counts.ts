import { useEffect } from 'react';
import type { RegisteredCallback } from '../../../shared/domain/callbacks.ts';
import type { HealthReport } from '../../../shared/domain/reach.ts';
import type { CallbackList } from '../../../shared/ipc/callback-channels.ts';
import type { CallbacksTab } from '../../stores/place.ts';
import { useAsked } from '../../stores/use-asked.ts';
import { useCallbacks } from './callbacks-store.ts';

/* How many things of each tab wait for a person. */

export type Health = Pick<HealthReport, 'checkedAt' | 'findings'>;

const tabOf: Readonly<Record<HealthReport['findings'][number]['subject'], CallbacksTab>> = {
  tunnel: 'tunnel',
  listener: 'overview',
  callback: 'callbacks',
  webhook: 'webhooks',
  deliveries: 'webhooks',
};

/** ConnectWise's clock and ours may differ. */
const clocksDifferMs = 60_000;

/** Switched off on purpose: the last look saw it off and found that in order, as it does when a person paused it in this app. */
export function isPausedHere(
  { id, relation, active, updatedAt }: RegisteredCallback,
  health: Health | undefined,
): boolean {
  // Of others' entries nothing is out of order for this app, however they came to be off.
  if (relation === 'foreign' || relation === 'other-installation') return false;
  if (active || updatedAt === null || health === undefined || health.checkedAt === null) return false;
  if (updatedAt > health.checkedAt - clocksDifferMs) return false;
  return health.findings.some((finding) => finding.id === `callback:${String(id)}` && finding.state === 'ok');
}

/** An entry whose flags a person has to do something about here; what is foreign is for its owner. */
export function needsPerson(entry: RegisteredCallback, health?: Health): boolean {
  if (entry.relation === 'foreign' || entry.relation === 'other-installation') return false;
  if (entry.relation === 'adoptable') return true;
  return entry.flags.some(({ flag }) => flag !== 'disabled' || !isPausedHere(entry, health));
}

/** Entries that need a person, and the choice between workstation and broker while nobody made it. */
export function countNeeding({ entries, brokerCovers }: CallbackList, health?: Health): number {
  const undecided = brokerCovers !== null && brokerCovers.createdBy === null ? 1 : 0;
  return entries.filter((entry) => needsPerson(entry, health)).length + undecided;
}

/** From what the last look found, without asking either side again; the list of callbacks speaks for its own tab once it was read. */
export function tabCounts(
  health: Health | undefined,
  list: CallbackList | undefined,
): Readonly<Record<CallbacksTab, number>> {
  const counts = { overview: 0, callbacks: 0, webhooks: 0, tunnel: 0, outages: 0 };
  for (const { state, subject } of health?.findings ?? [])
    if (state === 'offered' || state === 'failed') counts[tabOf[subject]] += 1;
  return list === undefined ? counts : { ...counts, callbacks: countNeeding(list, health) };
}

export function useTabCounts(): Readonly<Record<CallbacksTab, number>> {
  const { value: health } = useAsked('reach:health', undefined, ['reach']);
  const list = useCallbacks((state) => state.list);
  useEffect(() => useCallbacks.setState({ health }), [health]);
  return tabCounts(health, list);
}
