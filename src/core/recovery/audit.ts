import type { Clock } from '../../shared/clock.ts';
import type { NewAuditEntry } from '../../shared/domain/recovery.ts';
import type { StoreAudit } from '../store/audit-port.ts';
import type { RecoveryCommands } from './port.ts';

/** Who the trail names for what the app did of its own accord. */
export const ownWork = 'Dispatch Bridge';

/** Writes lines of the trail for what is no setting of a document: a pause, a callback, a backup that was restored. */
export interface Trail {
  note(entry: Omit<NewAuditEntry, 'at' | 'who'> & { readonly who?: string }): Promise<void>;
}

export function trailOf(store: Pick<StoreAudit, 'appendAudit'>, clock: Pick<Clock, 'now'>, person: string): Trail {
  return {
    note: ({ who = person, ...entry }) => store.appendAudit([{ at: clock.now(), who, ...entry }]),
  };
}

/** The trail as pages and the app outside the engine use it. */
export function auditCommands(options: {
  readonly store: StoreAudit;
  readonly clock: Pick<Clock, 'now'>;
}): Pick<RecoveryCommands, 'audit' | 'note'> {
  const { store, clock } = options;
  return {
    audit: (before, limit) => store.auditPage(before, limit),
    note: (entry) => store.appendAudit([{ at: clock.now(), ...entry }]),
  };
}
