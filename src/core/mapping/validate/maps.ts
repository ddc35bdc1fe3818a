import type { MappingRule } from '../../../shared/domain/mapping.ts';
import { valueInWords } from '../../../shared/domain/rule-words.ts';
import type { Json } from '../../../shared/json.ts';
import { isMissing } from '../../../shared/record-path.ts';
import { changed, type Half } from './context.ts';
import { doubtful, type Finding, listed, replaceBy, wrong } from './finding.ts';
import { nearestOption } from './nearest.ts';
import { mapBetween } from './rewrites.ts';
import { hasList } from './values.ts';

/* Value maps, ranges and defaults in themselves: entries that are never used, values that nothing is said about. */

export function checkMaps(rule: MappingRule): readonly Finding[] {
  return [...checkEntries(rule), ...checkRanges(rule), ...checkDefault(rule)];
}

function checkEntries(rule: MappingRule): readonly Finding[] {
  if (rule.action !== 'ARRAY_MAP') return [];
  const findings: Finding[] = [];
  const both = rule.direction === 'both';
  const [firstTwice, once] = withoutRepeats(rule.mappings, ({ compare }) => compare);
  if (firstTwice >= 0)
    findings.push(
      doubtful(
        'map.twice',
        { ruleId: rule.id, part: `mappings.${firstTwice}` },
        `${valueInWords(rule.mappings[firstTwice]?.compare)} stands in the map more than once; only the first entry is used.`,
        [replaceBy('Remove the others', changed(rule, { mappings: once }))],
      ),
    );
  const never = both ? -1 : rule.mappings.findIndex(({ compare }) => isMissing(compare));
  if (never >= 0)
    findings.push(
      doubtful(
        'map.never',
        { ruleId: rule.id, part: `mappings.${never}` },
        'An empty field never reaches the map: what happens then is said under "when empty".',
        [
          replaceBy(
            'Remove the entry',
            changed(rule, { mappings: rule.mappings.filter(({ compare }) => !isMissing(compare)) }),
          ),
        ],
      ),
    );
  if (!both) return findings;
  const filled = rule.mappings.filter(({ value }) => !isMissing(value));
  const [again] = withoutRepeats(filled, ({ value }) => value);
  if (again < 0) return findings;
  const repeated = filled[again];
  const place = { ruleId: rule.id, part: `mappings.${repeated === undefined ? 0 : rule.mappings.indexOf(repeated)}` };
  findings.push(
    doubtful(
      'both.not-unique',
      place,
      `Several values lead to ${valueInWords(repeated?.value)}, so on the way back it always becomes the first of them.`,
      [replaceBy('Make it inbound only', changed(rule, { direction: 'inbound' }))],
    ),
  );
  return findings;
}

/** Position of the first repeat (-1: none), and the entries without any. */
function withoutRepeats<T>(entries: readonly T[], keyOf: (entry: T) => Json): readonly [number, readonly T[]] {
  const seen = new Set<string>();
  let first = -1;
  const once = entries.filter((entry, index) => {
    const key = JSON.stringify(keyOf(entry));
    if (!seen.has(key)) return seen.add(key);
    if (first < 0) first = index;
    return false;
  });
  return [first, once];
}

function checkRanges(rule: MappingRule): readonly Finding[] {
  if (rule.action !== 'RANGE_MAP') return [];
  const { ranges } = rule;
  const at = ranges.findIndex((range, index) => index > 0 && range.compare <= highest(ranges, index));
  if (at < 0) return [];
  const [, once] = withoutRepeats(ranges, ({ compare }) => compare);
  return [
    doubtful(
      'range.order',
      { ruleId: rule.id, part: `ranges.${at}` },
      `The range up to ${ranges[at]?.compare} is never reached: the first range that a value fits is used, and one before it goes up to ${highest(ranges, at)}.`,
      [replaceBy('Sort the ranges', changed(rule, { ranges: once.toSorted((a, b) => a.compare - b.compare) }))],
    ),
  ];
}

function highest(ranges: readonly { readonly compare: number }[], before: number): number {
  return Math.max(...ranges.slice(0, before).map(({ compare }) => compare));
}

function checkDefault(rule: MappingRule): readonly Finding[] {
  const place = { ruleId: rule.id, part: 'default' };
  const { default: _, ...without } = rule;
  if (rule.onMissing === 'default' && rule.default === undefined && rule.action !== 'SET_STATIC')
    return [
      wrong(
        'default.missing',
        place,
        'The rule says "use the default", and there is none: an empty field would stop.',
        [replaceBy('Leave the field alone instead', changed(rule, { onMissing: 'skip' }))],
      ),
    ];
  if (rule.default === undefined || (rule.onMissing === 'default' && rule.action !== 'SET_STATIC')) return [];
  return [
    doubtful(
      'default.unused',
      place,
      rule.action === 'SET_STATIC'
        ? 'A fixed value is never empty, so the default is never used.'
        : 'The default is never used: "when empty" says something else.',
      [
        rule.action === 'SET_STATIC'
          ? null
          : replaceBy('Use the default when empty', changed(rule, { onMissing: 'default' })),
        replaceBy('Remove the default', without as MappingRule),
      ],
    ),
  ];
}

/** A map against the lists of the two fields. */
export function checkMapFields(half: Half): readonly Finding[] {
  const { rule, from, to } = half;
  if (rule.action === 'RANGE_MAP' && rule.ranges.length === 0)
    return [wrong('map.empty', { ruleId: half.whole.id, part: 'ranges' }, 'There is no range yet, so no value fits.')];
  if (rule.action !== 'ARRAY_MAP') return [];
  const [source, target] = [from.find(rule.source), to.find(rule.target)];
  if (rule.mappings.length === 0) {
    if (half.turned) return [];
    const mappings = source === undefined || target === undefined ? [] : mapBetween(source, target);
    return [
      wrong('map.empty', { ruleId: half.whole.id, part: 'mappings' }, 'The map has no entry yet, so no value fits.', [
        mappings.length === 0 ? null : replaceBy('Fill it from the lists', changed(half.whole, { mappings })),
      ]),
    ];
  }
  if (source === undefined || !hasList(source)) return [];
  return [...notInSource(half, source.options), ...notInMap(half, source.options)];
}

type Options = Parameters<typeof nearestOption>[1];

/** Entries for values that the source never holds. */
function notInSource(half: Half, options: Options): readonly Finding[] {
  const { rule, whole, from } = half;
  if (rule.action !== 'ARRAY_MAP' || whole.action !== 'ARRAY_MAP') return [];
  const values = new Set(options.map(({ value }) => JSON.stringify(value)));
  return rule.mappings.flatMap(({ compare }, index) => {
    if (isMissing(compare) || values.has(JSON.stringify(compare))) return [];
    const meant = nearestOption(compare, options);
    const side = half.turned ? 'value' : 'compare';
    const entry = whole.mappings[index] ?? { compare: null, value: null };
    return [
      doubtful(
        'compare.not-in-list',
        { ruleId: whole.id, part: `mappings.${index}.${side}` },
        `${from.label(rule.source)} has no value ${valueInWords(compare)}, so this entry is never used. Values are compared exactly, capitals and spaces too.`,
        [
          meant === undefined
            ? null
            : replaceBy(
                `Compare with ${meant.label}`,
                changed(whole, { mappings: whole.mappings.with(index, { ...entry, [side]: meant.value }) }),
              ),
        ],
      ),
    ];
  });
}

/** Values of the source that the map says nothing about. Long lists are left alone: nobody maps all companies. */
function notInMap(half: Half, options: Options): readonly Finding[] {
  const { rule, whole, from } = half;
  if (rule.action !== 'ARRAY_MAP' || whole.action !== 'ARRAY_MAP') return [];
  if (rule.onMissing === 'default' || options.length > 60) return [];
  const mapped = new Set(rule.mappings.map(({ compare }) => JSON.stringify(compare)));
  const lacking = [...new Map(options.map((option) => [JSON.stringify(option.value), option])).entries()]
    .filter(([key]) => !mapped.has(key))
    .map(([, option]) => option);
  if (lacking.length === 0) return [];
  const entries = lacking.map(({ value }) =>
    half.turned ? { compare: null, value } : { compare: value, value: null },
  );
  const names = listed(lacking.map(({ label }) => label));
  return [
    doubtful(
      'map.incomplete',
      { ruleId: whole.id, part: half.turned ? 'mappings.turned' : 'mappings' },
      `The map says nothing about ${names} of ${from.label(rule.source)}: a ${from.record} with ${lacking.length === 1 ? 'it' : 'one of them'} waits for a person.`,
      [
        half.turned
          ? null
          : replaceBy(
              lacking.length === 1 ? 'Change nothing for it' : 'Change nothing for them',
              changed(whole, { mappings: [...whole.mappings, ...entries] }),
            ),
      ],
    ),
  ];
}
