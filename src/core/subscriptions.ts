import { AppError } from '../shared/errors.ts';
import type { SyncContext } from './sync/context.ts';

/** How each callback of ours begins its description; the installation's id follows. */
export const descriptionStart = 'Dispatch Bridge';

/**
 * One installation per company dispatches. Another one's callback on the same board is a conflict; taking over removes it, and the other
 * installation notices within minutes (dispatching.ts). Answers the ids of those that were relieved.
 */
export async function claimCompany(context: SyncContext, takeOver: boolean): Promise<readonly string[]> {
  const own = description(context);
  const boardId = context.config().trigger?.boardId;
  const others = (await context.psa().subscriptions()).filter(
    (entry) =>
      entry.description.startsWith(`${descriptionStart} `) && entry.description !== own && entry.objectId === boardId,
  );
  if (others.length === 0) return [];
  if (!takeOver) {
    throw new AppError({
      code: 'dispatch.other-installation',
      kind: 'conflict',
      message: `Another Dispatch Bridge (${others[0]?.description.slice(descriptionStart.length + 1)}) already dispatches this board. This one keeps watching. Take over to dispatch from here; the other one then stops.`,
      action: { do: 'take-over' },
    });
  }
  for (const other of others) await context.psa().deleteSubscription(other.id);
  return others.map((other) => other.description.slice(descriptionStart.length + 1));
}

/** Registers, or adopts and re-points, our one Board callback. */
export async function ensureCallback(context: SyncContext, baseUrl: string, pathToken: string): Promise<void> {
  const trigger = context.config().trigger;
  if (trigger === null) return;
  const url = `${baseUrl}/callbacks/${pathToken}?recordId=`;
  const own = (await context.psa().subscriptions()).filter((entry) => entry.description === description(context));
  const [kept, ...doubles] = own.sort((a, b) => a.id - b.id);
  for (const double of doubles) await context.psa().deleteSubscription(double.id);
  if (kept?.url === url && kept.active && kept.objectId === trigger.boardId) return;
  await context.psa().saveSubscription({
    existingId: kept?.id ?? null,
    description: description(context),
    url,
    boardId: trigger.boardId,
  });
}

function description(context: SyncContext): string {
  return `${descriptionStart} ${context.installation()}`;
}
