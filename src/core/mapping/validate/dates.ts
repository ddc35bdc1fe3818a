import type { CatalogField, FieldType } from '../../../shared/domain/catalog.ts';
import type { MappingRule } from '../../../shared/domain/mapping.ts';
import { changed, type Half, partOf } from './context.ts';
import { doubtful, type Finding, type Fix, replaceBy, wrong } from './finding.ts';
import { knownZone, meantZone } from './time-zones.ts';
import { wantedWords } from './values.ts';

/** Types of fields that hold a date. */
export const dates: ReadonlySet<FieldType> = new Set(['date', 'date-time']);

/* Formats and time zones of DATE_CONVERT. */

type DateRule = Extract<MappingRule, { action: 'DATE_CONVERT' }>;

/** Tokens that are understood on both ways, longest first; text between brackets is taken as it is. */
const tokens =
  /\[[^\]]*\]|YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd|dd|d|HH|H|hh|h|mm|m|ss|s|SSS|SS|S|ZZ|Z|A|a|[^A-Za-z[]+|T(?=HH|H|hh|h)/g;
const whole = new Set(['iso', 'X', 'x']);

/** What of a format would be taken as it stands instead of as a part of a date; empty when all of it is understood. */
function unknownTokens(format: string): string {
  return whole.has(format) ? '' : format.replace(tokens, '');
}

/** A date without a year would be a date of this year, tomorrow of next year. */
function saysTheDay(format: string): boolean {
  return whole.has(format) || (/YY/.test(format) && /M/.test(format) && /D/.test(format));
}

/** A format in the spelling of other systems, such as `mm/dd/yyyy hh:MM`, as it is meant: everything before the hours is the date. */
function meantFormat(format: string): string {
  if (/^iso/i.test(format.trim())) return 'iso';
  const at = format.search(/[hH]/);
  const [day, time] = at < 0 ? [format, ''] : [format.slice(0, at), format.slice(at)];
  return `${day.replace(/[ymd]/g, (letter) => letter.toUpperCase())}${time.replaceAll('M', 'm').replaceAll('S', 's')}`;
}

/** The rule's parts that convert from one field to the other. */
export function dateConversion({ turned }: Half, source: CatalogField, target: CatalogField) {
  const [inputFormat, outputFormat] = turned
    ? [target.dateFormat, source.dateFormat]
    : [source.dateFormat, target.dateFormat];
  return { action: 'DATE_CONVERT', inputFormat, outputFormat, timezoneIn: 'UTC', timezoneOut: 'UTC' } as const;
}

/** Formats and zones on their own: once for each rule, whatever its direction. */
export function checkDateRule(rule: MappingRule): readonly Finding[] {
  if (rule.action !== 'DATE_CONVERT') return [];
  return [
    ...checkFormat(rule, 'inputFormat'),
    ...checkFormat(rule, 'outputFormat'),
    ...checkZone(rule, 'timezoneIn'),
    ...checkZone(rule, 'timezoneOut'),
  ];
}

function checkFormat(rule: DateRule, part: 'inputFormat' | 'outputFormat'): readonly Finding[] {
  const format = rule[part];
  const read = part === 'inputFormat' || rule.direction === 'both';
  const place = { ruleId: rule.id, part };
  const fixes = [...new Set([meantFormat(format), 'iso'])]
    .filter((meant) => meant !== format && meant !== '')
    .map((meant) => replaceBy(`Use ${meant}`, changed(rule, { [part]: meant })));
  if (format.trim() === '') return [wrong('date.format', place, 'The format of the date is empty.', fixes)];
  const unknown = unknownTokens(format);
  if (unknown !== '')
    return [
      wrong(
        'date.format',
        place,
        `"${unknown}" in the format "${format}" is no part of a date. Parts are YYYY, MM, DD, HH, mm, ss; texts stand in [brackets].`,
        fixes,
      ),
    ];
  if (!read || saysTheDay(format)) return [];
  return [
    wrong('date.format', place, `A date read as "${format}" has no day, month or year of its own.`, fixes.slice(0, 1)),
  ];
}

function checkZone(rule: DateRule, part: 'timezoneIn' | 'timezoneOut'): readonly Finding[] {
  const zone = rule[part];
  if (knownZone(zone)) return [];
  const meant = meantZone(zone);
  return [
    wrong(
      'date.zone',
      { ruleId: rule.id, part },
      `"${zone}" is no time zone. Zones are named by a city, such as America/New_York, or UTC.`,
      [meant === null ? null : replaceBy(`Use ${meant}`, changed(rule, { [part]: meant }))],
    ),
  ];
}

/** The formats against what the two fields hold. */
export function checkDateFields(half: Half): readonly Finding[] {
  const { rule, from, to, whole: stored } = half;
  if (rule.action !== 'DATE_CONVERT') return [];
  const [source, target] = [from.find(rule.source), to.find(rule.target)];
  const inPart = half.turned ? 'outputFormat' : 'inputFormat';
  const outPart = half.turned ? 'inputFormat' : 'outputFormat';
  const use = (part: string, format: string, zones: object = {}): Fix =>
    replaceBy(`Use ${format}`, changed(stored, { [part]: format, ...zones }));
  const findings: Finding[] = [];
  const isDate = ({ type, dateFormat }: CatalogField) => (type === 'date' || type === 'date-time') && dateFormat !== '';
  if (source !== undefined && isDate(source) && source.dateFormat !== rule.inputFormat)
    findings.push(
      wrong(
        'date.source-format',
        { ruleId: stored.id, part: inPart },
        `${source.label} is written as ${source.dateFormat}, so a date read as "${rule.inputFormat}" is never one.`,
        [use(inPart, source.dateFormat)],
      ),
    );
  if (source !== undefined && ['boolean', 'html', 'list', 'object', 'reference'].includes(source.type))
    findings.push(
      wrong('type.wrong', { ruleId: stored.id, part: partOf(half, 'source') }, `${source.label} holds no date.`),
    );
  if (target !== undefined && isDate(target) && target.dateFormat !== rule.outputFormat)
    findings.push(
      wrong(
        'date.target-format',
        { ruleId: stored.id, part: outPart },
        `${target.label} takes ${wantedWords(target)}: ${to.name} would refuse "${rule.outputFormat}".`,
        [use(outPart, target.dateFormat)],
      ),
    );
  if (target !== undefined && ['boolean', 'list', 'object', 'reference', 'picklist'].includes(target.type))
    findings.push(
      wrong(
        'type.wrong',
        { ruleId: stored.id, part: partOf(half, 'target') },
        `${target.label} takes ${wantedWords(target)}, and this rule gives a date.`,
      ),
    );
  if (target !== undefined && target.type === 'number' && rule.outputFormat !== 'X' && rule.outputFormat !== 'x')
    findings.push(
      doubtful(
        'type.differs',
        { ruleId: stored.id, part: outPart },
        `${target.label} takes a number; a date is one only as X (seconds) or x (milliseconds).`,
        [use(outPart, 'X')],
      ),
    );
  return findings;
}
