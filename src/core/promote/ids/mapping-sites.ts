import type { MappingRule } from '../../../shared/domain/mapping.ts';
import type { Json } from '../../../shared/json.ts';
import { builtInCatalog } from '../../catalog/catalog.ts';
import { statusActionSites } from './config-sites.ts';
import type { Draft, IdKind, IdList, IdSite } from './draft.ts';
import { recordSite, ticketStatusSites } from './record-site.ts';
import { scriptSites, textSites } from './text-sites.ts';

type Side = 'connectwise' | 'fieldnation';

/** Every place of the mapping that holds an id: paths of custom fields, values that are records, and the boards of status maps. */
export function mappingSites(draft: Draft): readonly IdSite[] {
  const { mapping } = draft.document;
  if (mapping === null) return [];
  const { dropped } = draft;
  const drop = (entry: object) => () => void dropped.add(entry);
  const rules = mapping.rules.flatMap((rule, index) => ruleSites(`mapping.rules[${index}]`, rule, dropped));
  const maps = mapping.statusMaps.flatMap((map, index): readonly IdSite[] => {
    const path = `mapping.statusMaps[${index}]`;
    return [
      recordSite({ path: `${path}.boardId`, kind: 'board', list: 'boards' }, map, 'boardId', 'boardName', drop(map)),
      ...map.toTicket.flatMap((row, at) =>
        ticketStatusSites(`${path}.toTicket[${at}]`, `${path}.boardId`, row, drop(row)),
      ),
      ...map.toWorkOrder.flatMap((entry, at) =>
        statusActionSites(`${path}.toWorkOrder[${at}]`, `${path}.boardId`, entry, dropped),
      ),
    ];
  });
  return [...rules, ...maps];
}

function ruleSites(path: string, rule: MappingRule, dropped: Set<object>): readonly IdSite[] {
  const drop = () => void dropped.add(rule);
  const [sourceSide, targetSide]: readonly [Side, Side] =
    rule.direction === 'outbound' ? ['fieldnation', 'connectwise'] : ['connectwise', 'fieldnation'];
  const sites: IdSite[] = [...textSites(`${path}.target`, rule, 'target', drop)];
  if ('source' in rule) sites.push(...textSites(`${path}.source`, rule, 'source', drop));
  if (rule.default !== undefined)
    sites.push(
      ...valueSites(`${path}.default`, targetSide, rule.target, rule, 'default', () => {
        delete rule.default;
        if (rule.onMissing === 'default') rule.onMissing = 'skip';
      }),
    );
  switch (rule.action) {
    case 'CONCAT':
      for (const [at, part] of rule.parts.entries())
        if (part.type === 'field')
          sites.push(...textSites(`${path}.parts[${at}]`, part, 'value', () => void dropped.add(part)));
      break;
    case 'SET_STATIC':
      sites.push(...valueSites(`${path}.value`, targetSide, rule.target, rule, 'value', drop));
      break;
    case 'ARRAY_MAP':
      for (const [at, entry] of rule.mappings.entries()) {
        const gone = () => void dropped.add(entry);
        sites.push(
          ...valueSites(`${path}.mappings[${at}].compare`, sourceSide, rule.source, entry, 'compare', gone),
          ...valueSites(`${path}.mappings[${at}].value`, targetSide, rule.target, entry, 'value', gone),
        );
      }
      break;
    case 'RANGE_MAP':
      for (const [at, entry] of rule.ranges.entries())
        sites.push(
          ...valueSites(`${path}.ranges[${at}].value`, targetSide, rule.target, entry, 'value', () =>
            dropped.add(entry),
          ),
        );
      break;
    case 'CUSTOM':
      sites.push(...scriptSites(`${path}.script`, rule, 'script', sourceSide, drop));
      break;
    default:
      break;
  }
  return sites;
}

/** A value that is the id of a record, by what the field at `field` holds; a number in any other field is just a number. */
function valueSites<K extends string>(
  path: string,
  side: Side,
  field: string,
  holder: { [name in K]?: Json | undefined },
  member: K,
  drop: () => void,
): readonly IdSite[] {
  const value = holder[member];
  const asText = typeof value === 'string';
  const id = typeof value === 'number' ? value : asText && /^\d+$/.test(value) ? Number(value) : null;
  const list = id === null ? null : listOf(side, field);
  if (id === null || list === null) return [];
  return [
    {
      path,
      kind: kindOf(list),
      list,
      id,
      name: '',
      put(to) {
        if (to === null) drop();
        else (holder as Record<string, Json>)[member] = asText ? String(to.id) : to.id;
      },
    },
  ];
}

const lists: Readonly<Record<Side, Readonly<Record<string, IdList>>>> = {
  connectwise: {
    board: 'boards',
    status: { statusesOf: 'config.trigger.boardId' },
    company: 'companies',
  },
  fieldnation: {
    'types_of_work.0': 'types-of-work',
    client: 'clients',
    project: 'projects',
    manager: 'managers',
  },
};

/** Where the ids of a field are looked up; null for a field that holds none. */
function listOf(side: Side, field: string): IdList | null {
  const record = field.replace(/\.id$/, '');
  const known = lists[side][record];
  if (known !== undefined && (record !== field || side === 'connectwise')) return known;
  const described = builtIn()[side].find(({ path }) => path === field || path === record);
  if (described === undefined) return null;
  const refers = described.type === 'picklist' || described.type === 'reference' || record !== field;
  return refers && described.options === null ? { side, field } : null;
}

function kindOf(list: IdList): IdKind {
  if (typeof list === 'object') return 'statusesOf' in list ? 'ticket-status' : 'option';
  const kinds: Readonly<Partial<Record<typeof list, IdKind>>> = {
    boards: 'board',
    companies: 'company',
    'types-of-work': 'type-of-work',
    clients: 'client',
    projects: 'project',
    managers: 'manager',
  };
  return kinds[list] ?? 'option';
}

let fields: ReturnType<typeof readBuiltIn> | null = null;
function builtIn(): ReturnType<typeof readBuiltIn> {
  fields ??= readBuiltIn();
  return fields;
}
function readBuiltIn() {
  const { connectwise, fieldnation } = builtInCatalog();
  return { connectwise: connectwise.fields, fieldnation: fieldnation.fields };
}
