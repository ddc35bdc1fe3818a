import type { CatalogField } from '../../../shared/domain/catalog.ts';
import type { MappingRule } from '../../../shared/domain/mapping.ts';
import { changed, customId, type Half, partOf, readPaths, type SideView } from './context.ts';
import { doubtful, type Finding, type Fix, found, replaceBy, wrong } from './finding.ts';
import { nearestField } from './nearest.ts';

/* Whether the fields a rule names are there, can be read and can be written. */

export function checkPaths(half: Half): readonly Finding[] {
  return [...checkTarget(half), ...readPaths(half.rule).flatMap((path, index) => checkSource(half, path, index))];
}

function checkTarget(half: Half): readonly Finding[] {
  const { rule, whole, to } = half;
  const place = { ruleId: whole.id, part: partOf(half, 'target') };
  // Each board has its own statuses, so a rule cannot name one (sync/effective-mapping.ts leaves it out), and Field Nation sets its own.
  if (rule.target === 'status')
    return [
      doubtful(
        'status.by-rule',
        place,
        to.side === 'connectwise'
          ? 'This rule is never used: the status of a ticket follows from the status map of its board.'
          : 'This rule is never used: the status of a work order follows from what is done with it.',
        [inboundOnly(half), { label: 'Remove the rule', edits: [{ kind: 'remove-rule', ruleId: whole.id }] }],
      ),
    ];
  const field = to.find(rule.target);
  if (field === undefined) return to.holds(rule.target) ? [] : unknownTarget(half);
  if (field.write) return [];
  const parent = writableParent(rule.target, to);
  return [
    wrong(
      'target.not-writable',
      place,
      `${field.label} of a ${to.record} cannot be written.${field.note === '' ? '' : ` ${field.note}`}`,
      [
        parent === undefined ? null : replaceBy(`Write ${parent.label}`, withTarget(half, parent.path)),
        inboundOnly(half),
      ],
    ),
  ];
}

function unknownTarget(half: Half): readonly Finding[] {
  const { rule, whole, to } = half;
  const place = { ruleId: whole.id, part: partOf(half, 'target') };
  const custom = customId(rule.target);
  if (custom !== null && !to.known) return [];
  const meant = custom === null ? nearestField(rule.target, to.writable) : undefined;
  const severity = to.known ? 'error' : 'warning';
  const what =
    custom === null
      ? `A ${to.record} has no field "${rule.target}", so nothing would be written`
      : `${to.name} has no custom field ${custom} any more, or none that this sign-in may see`;
  return [
    found(severity, 'target.unknown', place, `${what}.${advice(meant)}`, [
      turnedTheOtherWay(half),
      meant === undefined ? null : replaceBy(`Write ${meant.label}`, withTarget(half, meant.path)),
    ]),
  ];
}

function checkSource(half: Half, path: string, index: number): readonly Finding[] {
  const { rule, whole, from, to } = half;
  const part = rule.action === 'CONCAT' ? `parts.${fieldPart(whole, index)}` : partOf(half, 'source');
  const place = { ruleId: whole.id, part };
  const field = from.find(path);
  const target = to.label(rule.target);
  if (field === undefined) {
    if (from.holds(path)) return [];
    const custom = customId(path);
    if (custom !== null && !from.known) return [];
    const meant = custom === null ? nearestField(path, from.readable) : undefined;
    // The list names what is useful, not everything a record holds: a part of something known may well be there.
    const gone = custom !== null || !from.knowsHead(path);
    const severity = gone && from.known ? 'error' : 'warning';
    const what =
      custom === null
        ? `${target} reads "${path}", which ${gone ? `no ${from.record} has` : `is not in the list of a ${from.record}'s fields`}`
        : `${target} reads custom field ${custom}, which ${from.name} does not have any more, or does not show to this sign-in`;
    return [
      found(severity, 'source.unknown', place, `${what}.${advice(meant)}`, [
        turnedTheOtherWay(half),
        meant === undefined ? null : replaceBy(`Read ${meant.label}`, withSource(half, index, meant.path)),
      ]),
    ];
  }
  if (field.read) return [];
  const child = ['name', 'identifier', 'id'].map((end) => from.find(`${path}.${end}`)).find((one) => one?.read);
  return [
    wrong(
      'source.not-readable',
      place,
      `${target} reads ${field.label}, which is written whole and cannot be read as one value.${
        child === undefined ? '' : ` ${child.label} can.`
      }`,
      [
        child === undefined ? null : replaceBy(`Read ${child.label}`, withSource(half, index, child.path)),
        inboundOnly(half),
      ],
    ),
  ];
}

function advice(meant: CatalogField | undefined): string {
  return meant === undefined ? ' Choose one from the list.' : ` ${meant.label} is closest.`;
}

/** `priority` for `priority.name`, `client.id` for `client.name`. */
function writableParent(path: string, view: SideView): CatalogField | undefined {
  const parent = path.slice(0, Math.max(0, path.lastIndexOf('.')));
  if (parent === '') return undefined;
  return [view.find(parent), view.find(`${parent}.id`)].find((field) => field?.write === true);
}

function withTarget({ whole, turned }: Half, path: string): MappingRule {
  return changed(whole, turned ? { source: path } : { target: path });
}

function withSource({ whole, turned }: Half, index: number, path: string): MappingRule {
  if (whole.action === 'CONCAT') {
    const at = fieldPart(whole, index);
    return changed(whole, { parts: whole.parts.with(at, { type: 'field', value: path }) });
  }
  return changed(whole, turned ? { target: path } : { source: path });
}

/** Position of the n-th field among all parts of a text. */
function fieldPart(whole: MappingRule, index: number): number {
  if (whole.action !== 'CONCAT') return 0;
  const fields = whole.parts.flatMap((part, at) => (part.type === 'field' ? [at] : []));
  return fields[index] ?? 0;
}

function inboundOnly({ whole, turned }: Half): Fix | null {
  return turned ? replaceBy('Make it inbound only', changed(whole, { direction: 'inbound' })) : null;
}

/** When the other direction is where both fields are. */
function turnedTheOtherWay({ rule, whole, from, to }: Half): Fix | null {
  if (whole.direction === 'both') return null;
  const paths = readPaths(rule);
  if (paths.length === 0 || !paths.every((path) => to.find(path)?.read) || !from.find(rule.target)?.write) return null;
  const direction = whole.direction === 'inbound' ? 'outbound' : 'inbound';
  return replaceBy(`Make it ${direction}`, changed(whole, { direction }));
}
