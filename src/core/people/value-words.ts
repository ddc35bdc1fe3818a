import type { Named } from '../../shared/domain/records.ts';
import type { Json } from '../../shared/json.ts';
import { readable } from '../link-fields.ts';
import type { SyncContext } from '../sync/context.ts';

/** Says a value of a field as a person reads it. */
export type InWords = (target: string, value: Json) => Json;

/**
 * Statuses and types of work by name instead of number, as far as the settings name them. `statuses` adds more; a replay has none, because it asks
 * no remote.
 */
export async function valuesInWords(
  context: Pick<SyncContext, 'config' | 'mapping'>,
  statuses: readonly Named[] = [],
): Promise<InWords> {
  const { statusMap, trigger, create } = context.config();
  const maps = (await context.mapping()).mapping.statusMaps.flatMap((map) => map.toTicket);
  const names = new Map(statuses.map(({ id, name }) => [id, name]));
  if (trigger !== null) names.set(trigger.statusId, trigger.statusName);
  for (const { ticketStatusId, ticketStatusName } of [...maps, ...statusMap])
    if (ticketStatusId !== null) names.set(ticketStatusId, ticketStatusName);
  return (target, value) => {
    if (target === 'status' && typeof value === 'number') return names.get(value) ?? value;
    if (target === 'types_of_work.0.id' && value === create.typeOfWork?.id) return create.typeOfWork.name;
    return readable(target, value);
  };
}

/** The statuses of the trigger board; none when they cannot be asked for: numbers are better than no answer. */
export async function triggerStatuses(context: SyncContext): Promise<readonly Named[]> {
  const { trigger } = context.config();
  if (trigger === null) return [];
  return context.boardStatuses(trigger.boardId).catch(() => []);
}
