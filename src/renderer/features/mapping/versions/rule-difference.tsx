import { IconChevronRight } from '@tabler/icons-react';
import { useId } from 'react';
import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import type { PartDifference, RuleDifference } from '../../../../shared/domain/mapping-difference.ts';
import { t } from '../../../../shared/strings/t.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { BeforeAfter, BeforeAfterTable } from './before-after.tsx';
import classes from './difference.module.css';
import { partName, partValue } from './difference-words.ts';
import { ruleLine } from './field-label.ts';
import { ScriptDifference } from './script-difference.tsx';

const signs = { added: '+', removed: '−', changed: '~' } as const;

/** Colour, sign and word together. */
export function KindMark({ kind }: { readonly kind: 'added' | 'removed' | 'changed' }) {
  return (
    <span className={classes.kind} data-kind={kind}>
      <span className={classes.kindSign} aria-hidden>
        {signs[kind]}
      </span>
      {t(`difference.kind.${kind}`)}
    </span>
  );
}

const isText = (value: PartDifference['from']): value is string => typeof value === 'string';
/** A text of several lines is compared line by line. */
const byLine = ({ part, from, to }: PartDifference): boolean =>
  part === 'script' || (isText(from) && isText(to) && from.includes('\n') && to.includes('\n'));

function Parts({
  difference,
  words,
  fields,
}: {
  readonly difference: RuleDifference;
  readonly words: string;
  readonly fields: FieldIndex;
}) {
  const scripts = difference.parts.filter(byLine);
  const rest = difference.parts.filter((part) => !byLine(part));
  return (
    <>
      {rest.length > 0 && (
        <BeforeAfterTable of={t('difference.part')}>
          {rest.map((part) => (
            <tr key={`${part.part} ${JSON.stringify(part.compare) ?? ''}`}>
              <th scope="row">{partName(part)}</th>
              <BeforeAfter
                before={partValue(part.part, part.from, difference.before, fields)}
                after={partValue(part.part, part.to, difference.after, fields)}
                absent={[part.from === undefined, part.to === undefined]}
              />
            </tr>
          ))}
        </BeforeAfterTable>
      )}
      {scripts.map(({ part, from, to }) => (
        <ScriptDifference
          key={part}
          label={t('difference.scriptLabel', { rule: words })}
          before={isText(from) ? from : ''}
          after={isText(to) ? to : ''}
        />
      ))}
    </>
  );
}

/** The script of a rule that is new or gone is part of what a person has to see. */
function OwnScript({
  rule,
  words,
  added,
}: {
  readonly rule: MappingRule;
  readonly words: string;
  readonly added: boolean;
}) {
  if (rule.action !== 'CUSTOM') return null;
  return (
    <ScriptDifference
      label={t('difference.scriptLabel', { rule: words })}
      before={added ? '' : rule.script}
      after={added ? rule.script : ''}
    />
  );
}

interface RuleDifferenceRowProps {
  readonly difference: RuleDifference;
  readonly fields: FieldIndex;
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** One rule that was added, removed or changed, in words; what is different in it opens below. */
export function RuleDifferenceRow({ difference, fields, open, onToggle }: RuleDifferenceRowProps) {
  const id = useId();
  const rule = difference.after ?? difference.before;
  if (rule === null) return null;
  const words = ruleLine(rule, fields);
  const was = difference.before === null ? words : ruleLine(difference.before, fields);
  const opens = difference.kind === 'changed' || rule.action === 'CUSTOM';
  const line = (
    <>
      <KindMark kind={difference.kind} />
      <span className={classes.words}>
        <span className={difference.kind === 'removed' ? classes.gone : undefined}>{words}</span>
        {difference.kind === 'changed' && was !== words && (
          <span className={classes.was}>
            <span className="unseen">{t('difference.before')}: </span>
            <s>{was}</s>
          </span>
        )}
      </span>
      <span className={classes.way}>{t(`difference.word.${rule.direction}`)}</span>
    </>
  );
  if (!opens)
    return (
      <li className={classes.rule}>
        <div className={classes.ruleLine}>
          <span className={classes.chevronGap} />
          {line}
        </div>
      </li>
    );
  return (
    <li className={classes.rule}>
      <button
        type="button"
        className={classes.ruleLine}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={onToggle}
      >
        <IconChevronRight size={14} className={classes.chevron} data-open={open || undefined} aria-hidden />
        {line}
      </button>
      {open && (
        <div className={classes.inside} id={id}>
          {difference.kind === 'changed' ? (
            <Parts difference={difference} words={words} fields={fields} />
          ) : (
            <OwnScript rule={rule} words={words} added={difference.kind === 'added'} />
          )}
        </div>
      )}
    </li>
  );
}
