import type { CatalogField, CatalogOption } from '../../../shared/domain/catalog.ts';
import { valueInWords } from '../../../shared/domain/rule-words.ts';
import type { Json } from '../../../shared/json.ts';
import { convertDate } from '../dates.ts';
import { type CheckContext, type Half, type Written, writtenValues } from './context.ts';
import { doubtful, type Finding, type Fix, listed, replaceBy, wrong } from './finding.ts';
import { nearestOption } from './nearest.ts';

/* Values that stand in a rule: type, list and length of the field that they are written to. */

export function checkValues(half: Half, context: CheckContext): readonly Finding[] {
  const field = half.to.find(half.rule.target);
  if (field === undefined) return [];
  return writtenValues(half).flatMap((written) => {
    if (written.value === null) return [];
    const about = { half, field, written };
    return hasList(field) ? checkOption(about, field.options, context) : [...checkType(about), ...checkLength(about)];
  });
}

interface About {
  readonly half: Half;
  readonly field: CatalogField;
  readonly written: Written;
}
type Listed = CatalogField & { readonly options: readonly CatalogOption[] };

/** An empty list says that it could not be read, not that nothing fits. */
export function hasList(field: CatalogField): field is Listed {
  return field.options !== null && field.options.length > 0;
}

function place({ half, written }: About) {
  return { ruleId: half.whole.id, part: written.part };
}

function use({ written }: About, value: Json, label = valueInWords(value)): Fix {
  return replaceBy(`Use ${label}`, written.replaced(value));
}

function checkOption(about: About, options: readonly CatalogOption[], context: CheckContext): readonly Finding[] {
  const { field, written, half } = about;
  const same = optionsOfValue(field, options).get(JSON.stringify(written.value));
  if (same !== undefined) return checkBoards(about, same, context);
  const spelled = options.find((option) => samePlain(option, written.value));
  if (spelled !== undefined)
    return [
      doubtful(
        'value.other-spelling',
        place(about),
        `${field.label}: ${valueInWords(written.value)} is taken as ${spelled.label}, which is written ${valueInWords(spelled.value)}.`,
        [use(about, spelled.value)],
      ),
    ];
  const meant = nearestOption(written.value, options);
  return [
    wrong(
      'value.not-in-list',
      place(about),
      `${field.label} takes one of its list's values exactly as they stand there, and ${valueInWords(written.value)} is none of them: ${half.to.name} would refuse the ${half.to.record}.${
        meant === undefined ? '' : ` ${meant.label} is closest.`
      }`,
      [meant === undefined ? null : use(about, meant.value, meant.label)],
    ),
  ];
}

const kept = new WeakMap<readonly CatalogOption[], ReadonlyMap<string, readonly CatalogOption[]>>();

/** Options by value: a list may have thousands, and a map may name hundreds of them. */
function optionsOfValue(
  field: CatalogField,
  options: readonly CatalogOption[],
): ReadonlyMap<string, readonly CatalogOption[]> {
  const known = kept.get(options);
  if (known !== undefined) return known;
  const byValue = new Map<string, CatalogOption[]>();
  for (const option of field.options ?? []) {
    const key = JSON.stringify(option.value);
    const same = byValue.get(key);
    if (same === undefined) byValue.set(key, [option]);
    else same.push(option);
  }
  kept.set(options, byValue);
  return byValue;
}

/** A number as text, and a record by its exact name, are understood (psa/connectwise/fields.ts, fieldnation/same-value.ts). */
function samePlain(option: CatalogOption, value: Json): boolean {
  if (typeof option.value === 'number') return value === String(option.value) || value === option.label;
  return typeof option.value === 'string' && typeof value === 'number' && option.value === String(value);
}

/** A value of one board only, where other boards are dispatched as well. */
function checkBoards(about: About, same: readonly CatalogOption[], { boards }: CheckContext): readonly Finding[] {
  if (same.some((option) => option.boardId === undefined)) return [];
  const lacking = boards.filter((board) => !same.some((option) => option.boardId === board.id));
  if (lacking.length === 0) return [];
  const { field } = about;
  return [
    doubtful(
      'value.not-on-board',
      place(about),
      `${field.label} ${same[0]?.label ?? ''} does not exist on ${listed(lacking.map(({ name }) => name))}: a ticket there would be refused.`,
    ),
  ];
}

function checkType(about: About): readonly Finding[] {
  const { field, written, half } = about;
  const { value } = written;
  const better = fitting(value, field);
  if (better === 'fits') return [];
  const fixes = better === 'wrong' ? [] : [use(about, better.value)];
  if (better !== 'wrong' && better.same)
    return [
      doubtful(
        'value.other-spelling',
        place(about),
        `${field.label} takes ${wantedWords(field)}; ${valueInWords(value)} is a text that says the same.`,
        fixes,
      ),
    ];
  return [
    wrong(
      'type.wrong',
      place(about),
      `${field.label} takes ${wantedWords(field)}, and ${valueInWords(value)} is none: ${half.to.name} would refuse the ${half.to.record}.`,
      fixes,
    ),
  ];
}

export function wantedWords({ type, dateFormat }: CatalogField): string {
  switch (type) {
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'date':
    case 'date-time':
      return dateFormat === 'iso' ? 'a date like 2026-02-03T14:00:00Z' : `a date written as ${dateFormat}`;
    case 'list':
      return 'a list';
    case 'object':
      return 'an object with its own fields';
    case 'picklist':
      return 'one value of its list';
    case 'reference':
      return 'the number of a record';
    default:
      return 'a text';
  }
}

/** `fits`, `wrong`, or a better value; `same`: it says the same in another type and would be understood. */
function fitting(
  value: Json,
  { type, dateFormat }: CatalogField,
): 'fits' | 'wrong' | { readonly value: Json; readonly same: boolean } {
  switch (type) {
    case 'text':
    case 'html':
      if (typeof value === 'boolean') return { value: String(value), same: false };
      return typeof value === 'object' ? 'wrong' : 'fits';
    case 'number':
      if (typeof value === 'number') return 'fits';
      return typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value)
        ? { value: Number(value), same: true }
        : 'wrong';
    case 'boolean': {
      if (typeof value === 'boolean') return 'fits';
      const word = String(value).trim().toLowerCase();
      return word === 'true' || word === 'false' ? { value: word === 'true', same: true } : 'wrong';
    }
    case 'date':
    case 'date-time':
      return fittingDate(value, dateFormat);
    case 'list':
      return Array.isArray(value) ? 'fits' : 'wrong';
    case 'object':
      return typeof value === 'object' && !Array.isArray(value) ? 'fits' : 'wrong';
    default:
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'object' ? 'fits' : 'wrong';
  }
}

/** Ways of writing a date that can be told apart; day and month alone cannot. */
const recognised = ['iso', 'YYYY-MM-DD HH:mm:ss', 'YYYY-MM-DD HH:mm', 'YYYY-MM-DD'] as const;

function fittingDate(value: Json, dateFormat: string): ReturnType<typeof fitting> {
  if (dateFormat === '') return 'fits';
  if (typeof value !== 'string') return 'wrong';
  const zones = { timezoneIn: 'UTC', timezoneOut: 'UTC' };
  const convert = (inputFormat: string) => convertDate(value, { inputFormat, outputFormat: dateFormat, ...zones });
  if (convert(dateFormat) !== null) return 'fits';
  const better = recognised.map(convert).find((converted) => converted !== null);
  return better === undefined || better === null ? 'wrong' : { value: better, same: false };
}

function checkLength(about: About): readonly Finding[] {
  const { field, written, half } = about;
  const { value } = written;
  if (field.maxLength === null || typeof value !== 'string' || value.length <= field.maxLength) return [];
  const cut = value.slice(0, field.maxLength).trimEnd();
  return [
    wrong(
      'text.too-long',
      place(about),
      `${field.label} takes ${field.maxLength} characters, and ${valueInWords(value)} has ${value.length}: ${half.to.name} would refuse the ${half.to.record}.`,
      [cut === '' ? null : replaceBy(`Shorten to ${field.maxLength} characters`, written.replaced(cut))],
    ),
  ];
}

/** Lists and references take exact values of their own. */
export function isChosen(field: CatalogField): boolean {
  return field.type === 'picklist' || field.type === 'reference' || field.type === 'list' || hasList(field);
}
