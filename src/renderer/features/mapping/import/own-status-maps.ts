import type { Mapping } from '../../../../shared/domain/mapping.ts';

/** The rules that came with the status maps that are there: statuses belong to an account's boards, so rules alone say nothing about them. */
export function withOwnStatusMaps(came: Mapping, own: Mapping): Mapping {
  return came.statusMaps.length > 0 ? came : { ...came, statusMaps: own.statusMaps };
}
