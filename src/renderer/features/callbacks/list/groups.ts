import type { CallbackFlag, RegisteredCallback } from '../../../../shared/domain/callbacks.ts';
import type { CallbackList } from '../../../../shared/ipc/callback-channels.ts';
import { needsPerson } from '../tab-counts.ts';

/* What is registered, sorted by whom it tells, and what can be done about what is wrong with an entry. */

export const callbackGroups = ['here', 'broker', 'others'] as const;
export type CallbackGroup = (typeof callbackGroups)[number];

export function groupOf({ relation }: Pick<RegisteredCallback, 'relation'>): CallbackGroup {
  if (relation === 'ours' || relation === 'adoptable') return 'here';
  return relation === 'broker' ? 'broker' : 'others';
}

/** Entries a person has to do something about first, then the others by their number. */
export function grouped(
  entries: readonly RegisteredCallback[],
): Readonly<Record<CallbackGroup, readonly RegisteredCallback[]>> {
  const sorted = entries.toSorted((a, b) => Number(needsPerson(b)) - Number(needsPerson(a)) || a.id - b.id);
  const of = (group: CallbackGroup) => sorted.filter((entry) => groupOf(entry) === group);
  return { here: of('here'), broker: of('broker'), others: of('others') };
}

/** True for an entry of this app: it is changed without asking. */
export function isMine({ relation }: Pick<RegisteredCallback, 'relation'>): boolean {
  return relation === 'ours' || relation === 'adoptable';
}

/** Entries of others keep their address: only ours and the broker's are edited here. */
export function canEdit(entry: Pick<RegisteredCallback, 'relation'>): boolean {
  return isMine(entry) || entry.relation === 'broker';
}

/** The Board callback the engine keeps by itself. */
export function isKept(
  { relation, type, level, objectId }: RegisteredCallback,
  triggerBoard: CallbackList['triggerBoard'],
): boolean {
  return relation === 'ours' && type === 'Ticket' && level === 'Board' && objectId === triggerBoard?.id;
}

/** Whether something tells this workstation about the trigger's board; true as well while there is no board. */
export function boardIsHeard({ entries, triggerBoard }: Pick<CallbackList, 'entries' | 'triggerBoard'>): boolean {
  if (triggerBoard === null) return true;
  return entries.some(
    (entry) =>
      isMine(entry) &&
      entry.type === 'Ticket' &&
      (entry.level === 'Owner' || (entry.level === 'Board' && entry.objectId === triggerBoard.id)),
  );
}

export type Fix = 'switch-on' | 'adopt' | 'edit' | 'remove';

/** What the button of a flag does; null where nothing can be done from here. */
export function fixOf(entry: Pick<RegisteredCallback, 'relation'>, flag: CallbackFlag): Fix | null {
  const mine = isMine(entry);
  switch (flag) {
    case 'disabled':
      return mine || entry.relation === 'broker' ? 'switch-on' : null;
    case 'elsewhere':
      return 'adopt';
    case 'malformed':
      if (mine) return 'adopt';
      return entry.relation === 'broker' ? 'edit' : null;
    case 'duplicate':
      return mine || entry.relation === 'broker' ? 'remove' : null;
    case 'unknown-level':
      return null;
  }
}

/** Flags whose button is not the same as one before it: one entry shows each fix once. */
export function flagsWithFix(
  entry: RegisteredCallback,
): readonly { readonly flag: RegisteredCallback['flags'][number]; readonly fix: Fix | null }[] {
  const shown = new Set<Fix>();
  return entry.flags.map((flag) => {
    const fix = fixOf(entry, flag.flag);
    if (fix === null || shown.has(fix)) return { flag, fix: null };
    shown.add(fix);
    return { flag, fix };
  });
}
