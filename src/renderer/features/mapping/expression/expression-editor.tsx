import { ActionIcon, Modal, Tooltip } from '@mantine/core';
import { IconArrowsMaximize } from '@tabler/icons-react';
import { useCallback, useId, useMemo, useRef, useState } from 'react';
import type { JsonObject } from '../../../../shared/json.ts';
import { formatNumber, t, tn } from '../../../../shared/strings/t.ts';
import { onDemand } from '../../../ui/on-demand.tsx';
import { ToneIcon } from '../../../ui/status-mark.tsx';
import type { Language } from './completions.ts';
import classes from './expression.module.css';
import type { EditorProblem } from './places-in-text.ts';
import { placesOf, type ReadableField } from './tree.ts';

/** CodeMirror is fetched when the first script is shown. */
const CodeEditor = onDemand(async () => (await import('./code-editor.tsx')).CodeEditor);

export type { EditorProblem } from './places-in-text.ts';
export type { ReadableField } from './tree.ts';

const longest = 20_000;
const shownAtMost = 4;
const nearLimit = 0.9;
const nothing: readonly never[] = [];

export interface ExpressionEditorProps {
  readonly language: Language;
  readonly value: string;
  /** With every change; a caller that keeps steps of undo joins those of one run of typing. */
  readonly onChange: (value: string) => void;
  /** What is wrong in the script; shown under the text, at the line and as words below. */
  readonly diagnostics?: readonly EditorProblem[];
  /** The record the script reads, for completion with sample values; null: no record is chosen. */
  readonly sample?: JsonObject | null;
  /** The fields of that record, for their names and for completion without a record. */
  readonly fields?: readonly ReadableField[];
  readonly label: string;
  readonly description?: string;
  /** Height of the text surface (px); it grows no further and scrolls inside. */
  readonly height?: number;
  /** The label is shown elsewhere. */
  readonly labelHidden?: boolean;
  readonly focusAtOnce?: boolean;
  /** Offers a window of its own for long scripts. */
  readonly enlargeable?: boolean;
}

/** What a dialog leaves for the text surface in this window (px). */
function largeHeight(): number {
  return Math.max(180, Math.min(560, window.innerHeight - 300));
}

function ProblemLine({
  problem,
  onGo,
}: {
  readonly problem: EditorProblem;
  readonly onGo: (line: number, column: number | null) => void;
}) {
  const { line, column, message, severity } = problem;
  return (
    <li className={classes.problem} data-severity={severity}>
      <ToneIcon tone={severity === 'error' ? 'error' : 'attention'} />
      <span className={classes.problemText}>
        {line !== null && (
          <button type="button" className={classes.place} onClick={() => onGo(line, column)}>
            {column === null ? t('expression.line', { line }) : t('expression.lineColumn', { line, column })}
          </button>
        )}
        {message}
      </span>
    </li>
  );
}

/**
 * A script with colours, completion from a real record, and what is wrong with it. Tab writes; Escape, then Tab leaves. Its own undo goes back
 * through the typing; when that ends, the key goes on to the page.
 */
export function ExpressionEditor({
  language,
  value,
  onChange,
  diagnostics = nothing,
  sample = null,
  fields = nothing,
  label,
  description,
  height = 180,
  labelHidden = false,
  focusAtOnce = false,
  enlargeable = true,
}: ExpressionEditorProps) {
  const id = useId();
  const goTo = useRef<((line: number, column: number | null) => void) | null>(null);
  const [large, setLarge] = useState(false);
  const [refused, setRefused] = useState<{ readonly at: string; readonly length: number } | null>(null);
  const places = useMemo(() => placesOf(sample, fields), [sample, fields]);
  const tooLong = useCallback((length: number) => setRefused({ at: value, length }), [value]);
  const shown = diagnostics.slice(0, shownAtMost);
  const showRefused = refused !== null && refused.at === value;
  const described = `${id}-hint ${id}-problems`;
  return (
    <div className={classes.field}>
      <div className={classes.head}>
        <div className={classes.label} aria-hidden>
          {!labelHidden && label}
        </div>
        {enlargeable && (
          <Tooltip label={t('expression.enlarge')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={22}
              aria-label={t('expression.enlargeOf', { label })}
              onClick={() => setLarge(true)}
            >
              <IconArrowsMaximize size={14} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <Modal
        opened={large}
        onClose={() => setLarge(false)}
        title={label}
        size={960}
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        <ExpressionEditor
          language={language}
          value={value}
          onChange={onChange}
          diagnostics={diagnostics}
          sample={sample}
          fields={fields}
          label={label}
          {...(description === undefined ? {} : { description })}
          height={largeHeight()}
          labelHidden
          focusAtOnce
          enlargeable={false}
        />
      </Modal>
      <div
        className={classes.surface}
        data-wrong={diagnostics.some(({ severity }) => severity === 'error') || undefined}
        style={{ height }}
      >
        <CodeEditor
          language={language}
          value={value}
          onChange={onChange}
          problems={diagnostics}
          places={places}
          label={label}
          describedBy={described}
          most={longest}
          onTooLong={tooLong}
          goTo={goTo}
          focusAtOnce={focusAtOnce}
        />
      </div>
      <div id={`${id}-problems`} role="status">
        {showRefused && (
          <div className={classes.problem} data-severity="error">
            <ToneIcon tone="error" />
            <span className={classes.problemText}>
              {t('expression.tooLong', {
                most: formatNumber(longest),
                length: formatNumber(refused.length),
              })}
            </span>
          </div>
        )}
        {shown.length > 0 && (
          <ul className={classes.problems}>
            {shown.map((problem) => (
              <ProblemLine
                key={`${String(problem.line)} ${String(problem.column)} ${problem.message}`}
                problem={problem}
                onGo={(line, column) => goTo.current?.(line, column)}
              />
            ))}
          </ul>
        )}
        {diagnostics.length > shown.length && (
          <div className={classes.more}>{tn('expression.more', diagnostics.length - shown.length)}</div>
        )}
      </div>
      <div className={classes.foot}>
        <span id={`${id}-hint`}>
          {description !== undefined && `${description} `}
          {t('expression.keys')}
        </span>
        {value.length > longest * nearLimit && (
          <span className="num">
            {t('expression.length', {
              length: formatNumber(value.length),
              most: formatNumber(longest),
            })}
          </span>
        )}
      </div>
    </div>
  );
}
