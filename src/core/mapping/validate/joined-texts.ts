import type { CatalogField } from '../../../shared/domain/catalog.ts';
import { changed, type Half, placeOf } from './context.ts';
import { dates } from './dates.ts';
import { doubtful, type Finding, type Fix, found, replaceBy, wrong } from './finding.ts';
import { isChosen, wantedWords } from './values.ts';

/** CONCAT makes a text: of what kind, and how long. */
export function checkText(half: Half, target: CatalogField): readonly Finding[] {
  const { rule, from, to } = half;
  if (rule.action !== 'CONCAT') return [];
  const format = { ruleId: rule.id, part: 'format' };
  if (isChosen(target))
    return [
      found(
        to.side === 'connectwise' || target.type === 'list' ? 'error' : 'warning',
        'list.needs-map',
        placeOf(half),
        `${target.label} takes only its own values, exactly as they stand there: map each value instead of joining a text.`,
      ),
    ];
  if (target.type === 'boolean' || target.type === 'object')
    return [
      wrong('type.wrong', placeOf(half), `${target.label} takes ${wantedWords(target)}, and joining gives a text.`),
    ];
  if (target.type === 'number' || dates.has(target.type))
    return [
      doubtful(
        'type.differs',
        placeOf(half),
        `${target.label} takes ${wantedWords(target)}, and joining gives a text: anything else is refused.`,
      ),
    ];
  if (target.type === 'html' && rule.format === 'text')
    return [
      doubtful(
        'text.not-escaped',
        format,
        `${target.label} is read as HTML: line breaks would be lost, and "<" in a field would begin markup.`,
        [replaceBy('Escape the fields', changed(rule, { format: 'html' }))],
      ),
    ];
  if (target.type === 'text' && rule.format === 'html')
    return [
      doubtful(
        'text.not-escaped',
        format,
        `${target.label} is plain text: "&" in a field would be written as "&amp;", a line break as "<br>".`,
        [replaceBy('Join plain text', changed(rule, { format: 'text' }))],
      ),
    ];
  if (target.maxLength === null) return [];
  const texts = rule.parts.map((part) => (part.type === 'static' ? part.value.length : 0));
  const fixed = texts.reduce((sum, length) => sum + length, 0);
  const max = target.maxLength;
  if (fixed > max)
    return [
      wrong(
        'text.too-long',
        { ruleId: rule.id, part: 'parts' },
        `${target.label} takes ${max} characters, and the texts alone have ${fixed}: ${to.name} would refuse the ${to.record}.`,
        [shortenTexts(half, fixed - max)],
      ),
    ];
  const fields = rule.parts.flatMap((part) => (part.type === 'field' ? [lengthOf(from.find(part.value))] : []));
  const longest = fields.reduce((sum, length) => sum + length, fixed);
  if (longest <= max) return [];
  return [
    doubtful(
      'text.may-be-too-long',
      { ruleId: rule.id, part: 'parts' },
      `${target.label} takes ${max} characters and this text may have ${Number.isFinite(longest) ? `up to ${longest}` : 'more'}: ${to.name} would refuse the ${to.record} then.`,
    ),
  ];
}

/** Most characters a field adds to a text; fields that are not known to be long count as short. */
function lengthOf(field: CatalogField | undefined): number {
  if (field === undefined) return 0;
  if (field.type === 'text' || field.type === 'html') return field.maxLength ?? Number.POSITIVE_INFINITY;
  return field.type === 'number' ? 12 : 0;
}

/** Takes characters off the last texts first. */
function shortenTexts({ whole }: Half, tooMany: number): Fix | null {
  if (whole.action !== 'CONCAT') return null;
  let left = tooMany;
  const parts = whole.parts
    .toReversed()
    .map((part) => {
      if (part.type !== 'static' || left === 0) return part;
      const cut = Math.min(left, part.value.length);
      left -= cut;
      return { ...part, value: part.value.slice(0, part.value.length - cut) };
    })
    .filter((part) => part.type === 'field' || part.value !== '')
    .toReversed();
  return parts.length === 0 ? null : replaceBy('Shorten the texts', changed(whole, { parts }));
}
