import type { Config } from '../../shared/config.ts';
import type { Mapping, MappingVersion } from '../../shared/domain/mapping.ts';
import type { MappingVersionRow } from '../../shared/domain/mapping-work.ts';

/** A version as lists show it. */
export function versionRow(
  { version, mapping, createdAt, createdBy, note }: MappingVersion,
  active: boolean,
): MappingVersionRow {
  return { version, name: mapping.name, createdAt, createdBy, note, active, rules: mapping.rules.length };
}

/**
 * The mapping as a person edits it: where it has no status map for the trigger's board, the one made in setup stands in its place, so that
 * activating the mapping carries it over.
 */
export function withSetupStatuses(
  mapping: Mapping,
  { trigger, statusMap }: Pick<Config, 'trigger' | 'statusMap'>,
): Mapping {
  if (trigger === null || statusMap.length === 0) return mapping;
  const { boardId, boardName } = trigger;
  if (mapping.statusMaps.some((map) => map.boardId === boardId)) return mapping;
  const made = { boardId, boardName, toTicket: statusMap.map((row) => ({ ...row })), toWorkOrder: [] };
  return { ...mapping, statusMaps: [made, ...mapping.statusMaps] };
}

/** The mapping with setup's status map for the trigger's board; null when it has none of its own for it, or says the same already. */
export function followingSetup(
  mapping: Mapping,
  { trigger, statusMap }: Pick<Config, 'trigger' | 'statusMap'>,
): Mapping | null {
  const own = mapping.statusMaps.find((map) => map.boardId === trigger?.boardId);
  if (own === undefined || JSON.stringify(own.toTicket) === JSON.stringify(statusMap)) return null;
  const toTicket = statusMap.map((row) => ({ ...row }));
  return { ...mapping, statusMaps: mapping.statusMaps.map((map) => (map === own ? { ...map, toTicket } : map)) };
}

/** Setup's status map after a mapping with one for the trigger's board came into force, so that setup shows what is true; null when it does. */
export function setupFollowing(
  { statusMaps }: Mapping,
  { trigger, statusMap }: Pick<Config, 'trigger' | 'statusMap'>,
): Config['statusMap'] | null {
  const own = statusMaps.find((map) => map.boardId === trigger?.boardId);
  if (own === undefined || JSON.stringify(own.toTicket) === JSON.stringify(statusMap)) return null;
  return own.toTicket.map((row) => ({ ...row }));
}
