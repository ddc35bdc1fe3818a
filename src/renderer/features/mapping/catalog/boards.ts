import type { Catalog } from '../../../../shared/domain/catalog.ts';
import type { Mapping } from '../../../../shared/domain/mapping.ts';

/** Names of Service Boards by id, from the board field's own list and from the status maps. */
export function boardNames(catalog: Catalog, mapping: Mapping): ReadonlyMap<number, string> {
  const boards = catalog.connectwise.fields.flatMap((field) =>
    /^board(\.|$)/.test(field.path) ? (field.options ?? []) : [],
  );
  return new Map([
    ...mapping.statusMaps.map(({ boardId, boardName }): [number, string] => [boardId, boardName]),
    ...boards.flatMap(({ value, label }): [number, string][] => {
      const id = Number(value);
      return Number.isInteger(id) ? [[id, label]] : [];
    }),
  ]);
}
