import type { CatalogField, FieldType } from '../../../shared/domain/catalog.ts';
import type { MappingRule } from '../../../shared/domain/mapping.ts';
import { changed, type Half, partOf, placeOf } from './context.ts';
import { dateConversion, dates } from './dates.ts';
import { doubtful, type Finding, type Fix, found, replaceBy, wrong } from './finding.ts';
import { checkText } from './joined-texts.ts';
import { cutAt, mapBetween, standardRuleFor } from './rewrites.ts';
import { hasList, isChosen, wantedWords } from './values.ts';

/* What a field gives against what the other field takes. */

export function checkFlow(half: Half): readonly Finding[] {
  const { rule, from, to } = half;
  const target = to.find(rule.target);
  if (target === undefined) return [];
  if (rule.action === 'CONCAT') return checkText(half, target);
  if (!('source' in rule)) return [];
  const source = from.find(rule.source);
  if (source === undefined) return from.holds(rule.source) ? checkWhole(half, target) : [];
  if (rule.action === 'RANGE_MAP') return checkNumber(half, source);
  if (rule.action !== 'SYNC') return [];
  if (isChosen(target)) return checkChosen(half, source, target);
  const mismatch = checkTypes(half, source, target);
  return mismatch.length > 0 ? mismatch : checkLength(half, source, target);
}

/** All of a record's part, where one value is wanted. */
function checkWhole(half: Half, target: CatalogField): readonly Finding[] {
  const { rule, whole: stored } = half;
  if (!('source' in rule) || target.type === 'list' || target.type === 'object') return [];
  return [
    wrong(
      'type.wrong',
      { ruleId: stored.id, part: partOf(half, 'source') },
      `${target.label} takes ${wantedWords(target)}, and "${rule.source}" is several fields: choose one of them.`,
      [inboundOnly(half)],
    ),
  ];
}

function inboundOnly({ whole }: Half): Fix | null {
  return whole.direction === 'both'
    ? replaceBy('Make it inbound only', changed(whole, { direction: 'inbound' }))
    : null;
}

/**
 * A reference or list field is either inbound only or mapped to exact values: the names of one side are not the values of the other. Towards
 * ConnectWise nothing else can work; towards Field Nation a ticket may hold the very value.
 */
function checkChosen(half: Half, source: CatalogField, target: CatalogField): readonly Finding[] {
  const { rule, whole, to } = half;
  if (rule.action !== 'SYNC') return [];
  if (hasList(source) && hasList(target) && sameValues(source, target)) return [];
  if (source.type === 'list' && target.type === 'list') return [];
  const mappings = mapBetween(source, target);
  const map = { action: 'ARRAY_MAP', mappings } as const;
  const severity = to.side === 'connectwise' || hasList(source) || target.type === 'list' ? 'error' : 'warning';
  const values = target.type === 'list' ? 'takes a list' : 'takes only its own values, exactly as they stand there';
  return [
    found(
      severity,
      'list.needs-map',
      placeOf(half),
      `${target.label} ${values}. Copying ${source.label} into it ${severity === 'error' ? 'would be refused' : `works only where the ${half.from.record} holds such a value`}: map each value, or make the rule inbound only.`,
      [
        mappings.length === 0 || whole.direction === 'both' ? null : replaceBy('Map the values', changed(whole, map)),
        inboundOnly(half),
      ],
    ),
  ];
}

function sameValues(source: CatalogField, target: CatalogField): boolean {
  const taken = new Set(target.options?.map(({ value }) => JSON.stringify(value)));
  return source.options?.every(({ value }) => taken.has(JSON.stringify(value))) ?? false;
}

const texts: ReadonlySet<FieldType> = new Set(['text', 'html']);
const whole: ReadonlySet<FieldType> = new Set(['list', 'object', 'reference']);

function checkTypes(half: Half, source: CatalogField, target: CatalogField): readonly Finding[] {
  const [gives, takes] = [source.type, target.type];
  if (dates.has(takes) || (dates.has(gives) && !texts.has(takes))) return checkDate(half, source, target);
  if (whole.has(gives) || whole.has(takes)) return gives === takes ? [] : [cannot(half, source, target)];
  if (takes === 'html' && gives !== 'html') return [plainIntoMarkup(half, source, target)];
  if (gives === 'html' && takes === 'text')
    return [
      doubtful('type.differs', placeOf(half), `${source.label} holds markup, which would stand in ${target.label}.`),
    ];
  if (takes === 'number' && gives !== 'number')
    return gives === 'boolean' || gives === 'html'
      ? [cannot(half, source, target)]
      : [
          doubtful(
            'type.differs',
            placeOf(half),
            `${target.label} takes a number; ${source.label} is a text and is refused whenever it holds anything else.`,
          ),
        ];
  if (takes === 'boolean' && gives !== 'boolean') return [cannot(half, source, target)];
  if (gives === 'boolean' && texts.has(takes)) return [asWords(half, source, target)];
  return [];
}

function cannot(half: Half, source: CatalogField, target: CatalogField): Finding {
  return wrong(
    'type.wrong',
    placeOf(half),
    `${target.label} takes ${wantedWords(target)}, and ${source.label} gives ${gives(source)}: ${half.to.name} would refuse the ${half.to.record}.`,
    [inboundOnly(half)],
  );
}

function gives({ type, dateFormat }: CatalogField): string {
  if (type === 'boolean') return 'true or false';
  if (type === 'number') return 'a number';
  if (dates.has(type)) return dateFormat === 'iso' ? 'a date like 2026-02-03T14:00:00Z' : `a date as ${dateFormat}`;
  if (type === 'list' || type === 'object') return `a whole ${type}`;
  return type === 'html' ? 'a text with markup' : 'a text';
}

function asWords(half: Half, source: CatalogField, target: CatalogField): Finding {
  const mappings = [
    { compare: true, value: 'Yes' },
    { compare: false, value: 'No' },
  ];
  return doubtful('type.differs', placeOf(half), `${source.label} is true or false; ${target.label} is a text.`, [
    replaceBy('Write Yes or No', changed(half.whole, { action: 'ARRAY_MAP', mappings })),
  ]);
}

function plainIntoMarkup(half: Half, source: CatalogField, target: CatalogField): Finding {
  const { rule, whole } = half;
  const parts = 'source' in rule ? [{ type: 'field', value: rule.source }] : [];
  return doubtful(
    'type.differs',
    placeOf(half),
    `${target.label} is read as HTML: line breaks of ${source.label} would be lost, and "<" would begin markup.`,
    [
      whole.direction === 'both'
        ? null
        : replaceBy('Escape it', withoutSource(changed(whole, { action: 'CONCAT', format: 'html', parts }))),
    ],
  );
}

function withoutSource(rule: MappingRule): MappingRule {
  const { source: _, ...rest } = rule as MappingRule & { source?: string };
  return rest as MappingRule;
}

function checkDate(half: Half, source: CatalogField, target: CatalogField): readonly Finding[] {
  const { whole } = half;
  if (!dates.has(source.type) || !dates.has(target.type)) {
    if (source.type !== 'text' || !dates.has(target.type)) return [cannot(half, source, target)];
    return [
      doubtful(
        'type.differs',
        placeOf(half),
        `${target.label} takes ${wantedWords(target)}; ${source.label} is a text and is refused whenever it is written in another way.`,
      ),
    ];
  }
  if (source.dateFormat === target.dateFormat || source.dateFormat === '' || target.dateFormat === '') return [];
  return [
    wrong(
      'date.needs-convert',
      placeOf(half),
      `${source.label} gives ${gives(source)}, and ${target.label} takes ${wantedWords(target)}: convert the date.`,
      [replaceBy('Convert the date', changed(whole, dateConversion(half, source, target)))],
    ),
  ];
}

function checkNumber(half: Half, source: CatalogField): readonly Finding[] {
  const place = { ruleId: half.whole.id, part: partOf(half, 'source') };
  if (source.type === 'number') return [];
  if (source.type === 'text' || source.type === 'picklist')
    return [
      doubtful(
        'type.differs',
        place,
        `Ranges compare numbers; ${source.label} is a text, and a ${half.from.record} where it holds anything else goes to a person.`,
      ),
    ];
  return [wrong('type.wrong', place, `Ranges compare numbers, and ${source.label} gives ${gives(source)}.`)];
}

function checkLength(half: Half, source: CatalogField, target: CatalogField): readonly Finding[] {
  const { maxLength } = target;
  if (maxLength === null || !(texts.has(source.type) || source.type === 'picklist')) return [];
  const longest = hasList(source)
    ? Math.max(...source.options.map(({ value }) => (typeof value === 'string' ? value.length : 0)))
    : (source.maxLength ?? Number.POSITIVE_INFINITY);
  if (longest <= maxLength) return [];
  const limit = Number.isFinite(longest) ? `up to ${longest}` : 'more';
  return [
    doubtful(
      'text.may-be-too-long',
      placeOf(half),
      `${target.label} takes ${maxLength} characters and ${source.label} may have ${limit}: ${half.to.name} would refuse the ${half.to.record} then.`,
      [standardRuleFor(half), cutAt(half, maxLength)],
    ),
  ];
}
