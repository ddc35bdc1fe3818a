import { AppError } from '../../../shared/errors.ts';
import { descriptionStart, engineDescription } from '../../callbacks/draft.ts';
import type { Subscription } from '../../psa/port.ts';
import type { SyncContext } from '../../sync/context.ts';

/**
 * One installation per company dispatches. Another one's callback on the same board is a conflict; taking over removes it, and the other
 * installation notices within minutes (dispatching.ts). Answers the ids of those that were relieved.
 */
export async function claimCompany(context: SyncContext, takeOver: boolean): Promise<readonly string[]> {
  const others = otherInstallations(context, await context.psa().subscriptions());
  const [first] = others;
  if (first === undefined) return [];
  if (!takeOver) throw otherInstallation(first);
  for (const other of others) await context.psa().deleteSubscription(other.id);
  return others.map(idIn);
}

/** Callbacks of other installations on the trigger's board. */
export function otherInstallations(context: SyncContext, entries: readonly Subscription[]): readonly Subscription[] {
  const own = engineDescription(context.installation());
  const boardId = context.config().trigger?.boardId;
  return entries.filter(
    (entry) =>
      entry.description.startsWith(`${descriptionStart} `) && entry.description !== own && entry.objectId === boardId,
  );
}

export function otherInstallation(entry: Subscription): AppError {
  return new AppError({
    code: 'dispatch.other-installation',
    kind: 'conflict',
    message: `Another Dispatch Bridge (${idIn(entry)}) already dispatches this board. This one keeps watching. Take over to dispatch from here; the other one then stops.`,
    action: { do: 'take-over' },
  });
}

function idIn({ description: text }: Subscription): string {
  return text.slice(descriptionStart.length + 1);
}
