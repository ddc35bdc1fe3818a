import { IconArrowNarrowLeft, IconArrowNarrowRight, IconArrowsHorizontal, IconEqualNot } from '@tabler/icons-react';
import { type DragEvent, useState } from 'react';
import type { MappingRule } from '../../../../shared/domain/mapping.ts';
import type { MappingProblem, PreviewRow } from '../../../../shared/domain/mapping-work.ts';
import { readPath } from '../../../../shared/record-path.ts';
import { t } from '../../../../shared/strings/t.ts';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import { isEmptyValue } from '../../../ui/value.ts';
import { useSampleDocument } from '../fields/field-column.tsx';
import { type FieldIndex, type Side, useFieldIndex } from '../fields/field-index.ts';
import { type RuleEnd, ruleEnds, targetSide } from '../rule-ends.ts';
import { ResultCell, useResultWords } from './result-cell.tsx';
import { tellingRow } from './results.ts';
import { putOnEnd } from './rule-actions.ts';
import classes from './rule-row.module.css';
import { useRulesView } from './rules-store.ts';

const arrows = {
  inbound: IconArrowNarrowRight,
  outbound: IconArrowNarrowLeft,
  both: IconArrowsHorizontal,
  IconEqualNot,
} as const;

/** An end in words: the field's label, a constant's value, the fields of a text. */
export function endWords(end: RuleEnd, side: Side, rule: MappingRule, index: FieldIndex): string {
  switch (end.kind) {
    case 'field':
      return index.label(side, end.path);
    case 'constant':
      return isEmptyValue(end.value) ? t('value.empty') : index.valueWords(targetSide(rule), rule.target, end.value);
    case 'script':
      return t(`mappingEditor.end.script.${end.language}`);
    case 'parts':
      return end.paths.length === 0
        ? t('mappingEditor.end.textOnly')
        : end.paths.map((path) => index.label(side, path)).join(' + ');
  }
}

/** Where the list is too narrow for a result of its own, the target's second line is the result. */
function Below({ words, result }: { readonly words: string; readonly result: PreviewRow | undefined }) {
  const resultWords = useResultWords();
  if (result === undefined) return <span className={classes.below}>{words}</span>;
  return (
    <>
      <span className={classes.below} data-room="wide">
        {words}
      </span>
      <span
        className={classes.below}
        data-room="narrow"
        data-outcome={result.outcome}
        data-differs={result.differs || undefined}
      >
        {result.differs && <IconEqualNot size={12} aria-hidden />}
        {result.outcome === 'value' ? resultWords(result, 'value') : result.message || t('mappingEditor.result.none')}
      </span>
    </>
  );
}

function EndCell({
  rule,
  side,
  result,
}: {
  readonly rule: MappingRule;
  readonly side: Side;
  readonly result: PreviewRow | undefined;
}) {
  const index = useFieldIndex();
  const document = useSampleDocument(side);
  const dragged = useRulesView((state) => state.dragged);
  const [over, setOver] = useState(false);
  const end = ruleEnds(rule)[side];
  const isTarget = side === targetSide(rule);
  const takes = dragged?.side === side && (isTarget || end.kind === 'field' || end.kind === 'parts');
  const sample = end.kind === 'field' && document !== null && !isTarget ? readPath(document, end.path) : undefined;
  const words = endWords(end, side, rule, index);
  const below =
    end.kind === 'field'
      ? sample === undefined
        ? end.path
        : index.valueWords(side, end.path, sample)
      : t(`mappingEditor.end.${end.kind}`);
  const drop = {
    onDragOver: (event: DragEvent) => {
      if (!takes) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      if (!takes || dragged === null) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(false);
      putOnEnd(rule, dragged);
      useRulesView.setState({ dragged: null });
    },
  };
  return (
    <span className={classes.end} data-side={side} data-drop={takes ? (over ? 'over' : 'here') : undefined} {...drop}>
      <span className={classes.label} data-kind={end.kind} title={words}>
        {words}
      </span>
      <Below words={below} result={isTarget ? result : undefined} />
    </span>
  );
}

/** One rule: its ConnectWise end, what is done in which direction, its Field Nation end, and what that gives for the chosen record. */
export function RuleRow({
  rule,
  rows,
  problem,
}: {
  readonly rule: MappingRule;
  readonly rows: readonly PreviewRow[];
  readonly problem: MappingProblem | undefined;
}) {
  const Arrow = arrows[rule.direction];
  const row = tellingRow(rows);
  return (
    <div className={classes.row}>
      <EndCell rule={rule} side="connectwise" result={row} />
      <span className={classes.action}>
        <span className={classes.how}>
          <Arrow size={15} className={classes.arrow} aria-hidden />
          {t(`mappingEditor.short.${rule.action}`)}
        </span>
        <span className={classes.way}>{t(`mappingEditor.direction.${rule.direction}`)}</span>
      </span>
      <EndCell rule={rule} side="fieldnation" result={row} />
      {row !== undefined && <ResultCell row={row} />}
      <span className={classes.marks}>
        {problem !== undefined && (
          <span title={problem.message}>
            <ToneIcon tone={problem.severity === 'error' ? 'error' : 'attention'} />
          </span>
        )}
      </span>
    </div>
  );
}
