import type { IdKind, IdList, IdSite } from './draft.ts';

/** An id that stands next to the name of its record, in two members of one holder; without a record the holder goes. */
export function recordSite<Id extends string, Name extends string>(
  place: Pick<IdSite, 'path' | 'kind' | 'list'>,
  holder: { readonly [K in Id]: number } & { readonly [K in Name]: string },
  idMember: Id,
  nameMember: Name,
  drop: () => void,
): IdSite {
  return {
    ...place,
    id: holder[idMember],
    name: holder[nameMember],
    put: (to) => (to === null ? drop() : void Object.assign(holder, { [idMember]: to.id, [nameMember]: to.name })),
  };
}

/** An entry of a list that is an id with its name; without it the entry goes. */
export function namedSite(
  path: string,
  kind: IdKind,
  list: IdList,
  entry: { id: number; name: string },
  drop: () => void,
): IdSite {
  return recordSite({ path, kind, list }, entry, 'id', 'name', drop);
}

/** A row that names a status of the board at `boardPath`. One without a status leaves the ticket alone and holds no id. */
export function ticketStatusSites(
  path: string,
  boardPath: string,
  row: { readonly ticketStatusId: number | null; readonly ticketStatusName: string },
  drop: () => void,
): readonly IdSite[] {
  const { ticketStatusId, ticketStatusName } = row;
  if (ticketStatusId === null) return [];
  return [
    {
      path,
      kind: 'ticket-status',
      list: { statusesOf: boardPath },
      id: ticketStatusId,
      name: ticketStatusName,
      put: (to) =>
        to === null ? drop() : void Object.assign(row, { ticketStatusId: to.id, ticketStatusName: to.name }),
    },
  ];
}
