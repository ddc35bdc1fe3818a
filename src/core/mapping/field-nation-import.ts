import { type BoardStatusMap, type Mapping, type MappingRule, mappingSchema } from '../../shared/domain/mapping.ts';
import type { ImportedMapping } from '../../shared/domain/mapping-work.ts';
import type { Json } from '../../shared/json.ts';
import { asObject, ownMapping, readOwn } from './import/own.ts';
import { type Direction, directionOf, type ForeignRule, readRule, snake } from './import/read-rule.ts';
import { readText, unreadable } from './import/read-text.ts';
import { isStatusRule, statusRule } from './import/status-maps.ts';
import { translate } from './import/translate.ts';
import { isReservedId } from './reserved-ids.ts';

/** As many as a mapping may have. */
const mostRules = 1000;
const mostRemarks = 100;

/**
 * A mapping from text: ours (alone or within an exported configuration), or one in the style of Field Nation's connector (`ACTION_TYPE_SYNC` and the
 * like; a list, or lists for inbound and outbound). Throws `mapping.unreadable` with line and column, or with the place in the document.
 */
export function importMapping(text: string): ImportedMapping {
  const document = readText(text);
  const own = ownMapping(document);
  if (own !== null) return { mapping: readOwn(own), from: 'dispatch-bridge', remarks: [] };
  const found = rulesIn(document);
  if (found.length === 0)
    throw unreadable(
      'This is neither a mapping of Dispatch Bridge nor one of Field Nation: there is no rule with a target in it.',
    );
  if (found.length > mostRules)
    throw unreadable(`The document has ${found.length} rules; a mapping has at most ${mostRules}.`);
  return fromFieldNation(found, asObject(document)?.name);
}

function fromFieldNation(found: readonly ForeignRule[], name: Json | undefined): ImportedMapping {
  const ids = new Set<string>();
  const rules: MappingRule[] = [];
  const statusMaps: BoardStatusMap[] = [];
  const remarks: string[] = [];
  found.forEach((foreign, index) => {
    if (isStatusRule(foreign)) {
      const status = statusRule(foreign, index + 1);
      remarks.push(...status.remarks);
      const { statusMap } = status;
      if (statusMap !== null && !statusMaps.some(({ boardId }) => boardId === statusMap.boardId))
        statusMaps.push(statusMap);
      return;
    }
    const { rule, remarks: said } = translate(foreign, freeId(foreign.target, ids), index + 1);
    remarks.push(...said);
    if (rule !== null) rules.push(rule);
  });
  const mapping: Mapping = mappingSchema.parse({
    formatVersion: 1,
    name: typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 100) : 'Imported from Field Nation',
    rules,
    statusMaps: statusMaps.slice(0, 200),
  });
  const more = remarks.length - mostRemarks;
  return {
    mapping,
    from: 'field-nation',
    remarks: more > 0 ? [...remarks.slice(0, mostRemarks), `${more} more remarks are not shown.`] : remarks,
  };
}

/** Short, readable and not in use yet. */
function freeId(target: string, ids: Set<string>): string {
  const base =
    target
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50)
      .toLowerCase() || 'rule';
  let id = base;
  for (let number = 2; ids.has(id) || isReservedId(id); number += 1) id = `${base}-${number}`;
  ids.add(id);
  return id;
}

/** Keys under which rules lie; what lies under others is not looked at. */
const containers: ReadonlySet<string> = new Set([
  'inbound',
  'outbound',
  'inbound_mappings',
  'outbound_mappings',
  'inbound_field_mappings',
  'outbound_field_mappings',
  'field_mappings',
  'field_mapping',
  'mappings',
  'mapping',
  'rules',
  'fields',
  'data',
  'results',
  'configuration',
  'connector',
  'integration',
]);

/** Every rule of a document, with the direction of the list it lies in. The document is shallow and small by now (readText). */
function rulesIn(value: Json, direction: Direction | null = null): readonly ForeignRule[] {
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((item) => {
      const rule = readRule(item, direction);
      return rule === null ? rulesIn(item, direction) : [rule];
    });
  const object = asObject(value);
  if (object === null) return [];
  const own = directionOf(object.direction) ?? direction;
  return Object.entries(object).flatMap(([key, inner]) => {
    const name = snake(key);
    return containers.has(name) ? rulesIn(inner, directionOf(name) ?? own) : [];
  });
}
