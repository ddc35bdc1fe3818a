import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/* The editor in the design tokens. One look for both themes, because the tokens change with the theme. */

const surface = EditorView.theme({
  '&': { color: 'var(--text)', backgroundColor: 'var(--surface)', fontSize: '12.5px', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '19px', overflow: 'auto' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 10px 0 6px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--text)', borderLeftWidth: '2px' },
  '.cm-gutters': {
    backgroundColor: 'var(--surface-sunk)',
    color: 'var(--text-dim)',
    border: 'none',
    borderRight: '1px solid var(--line)',
    fontVariantNumeric: 'tabular-nums',
  },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 6px 0 4px', minWidth: '24px' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'var(--code-line)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLineGutter': { color: 'var(--text)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'var(--code-selection)',
  },
  '.cm-content ::selection': { backgroundColor: 'var(--code-selection)' },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--line-strong)',
    borderRadius: '2px',
  },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--error-bg)', color: 'var(--error)' },
  '.cm-placeholder': { color: 'var(--text-dim)' },
});

const problems = EditorView.theme({
  '.cm-lintRange': { backgroundImage: 'none', paddingBottom: '0' },
  // No text decoration: Chromium gives what is typed in its place the same one as a style attribute, which the content security policy refuses.
  '.cm-lintRange-error': { borderBottom: '2px dotted var(--error)' },
  '.cm-lintRange-warning': { borderBottom: '2px dotted var(--attention)' },
  '.cm-lintPoint:after': { borderBottomColor: 'var(--error)' },
  '.cm-lintPoint-warning:after': { borderBottomColor: 'var(--attention)' },
  '.cm-gutter-lint': { width: '16px' },
  '.cm-gutter-lint .cm-gutterElement': {
    padding: '0 0 0 4px',
    display: 'flex',
    alignItems: 'center',
  },
  // Shape and colour together: a round mark for an error, a triangle for a warning.
  '.cm-lint-marker': { content: 'normal', width: '10px', height: '10px' },
  '.cm-lint-marker-error': { backgroundColor: 'var(--error)', borderRadius: '50%', content: 'normal' },
  '.cm-lint-marker-warning': {
    backgroundColor: 'var(--attention)',
    clipPath: 'polygon(50% 0, 100% 100%, 0 100%)',
    content: 'normal',
  },
});

const boxes = EditorView.theme({
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    color: 'var(--text)',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius)',
    boxShadow: '0 4px 16px rgb(0 0 0 / 18%)',
    fontSize: '12px',
    lineHeight: '17px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--font-mono)',
    borderRadius: 'calc(var(--radius) - 1px)',
    maxHeight: '228px',
    minWidth: '300px',
    maxWidth: 'min(560px, 92vw)',
    scrollbarWidth: 'thin',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    alignItems: 'baseline',
    gap: '10px',
    padding: '3px 10px',
    lineHeight: '18px',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--chosen)', color: 'var(--text)' },
  '.cm-completionLabel': { flex: '0 1 auto', whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': {
    flex: '1 1 0',
    minWidth: '60px',
    marginLeft: '0',
    fontStyle: 'normal',
    textAlign: 'right',
    color: 'var(--text-dim)',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '.cm-tooltip.cm-completionInfo': { padding: '0', maxWidth: '320px' },
  '.cm-tooltip-lint': { padding: '0' },
  '.cm-diagnostic': { padding: '6px 10px', borderLeft: '3px solid var(--attention)', maxWidth: '420px' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--error)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--attention)' },
  '.cm-help': { padding: '6px 10px', maxWidth: '380px' },
  '.cm-help-title': { fontFamily: 'var(--font-mono)', overflowWrap: 'anywhere' },
  '.cm-help-text': { color: 'var(--text-dim)', overflowWrap: 'anywhere', whiteSpace: 'pre-line' },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.atom], color: 'var(--code-keyword)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: tags.number, color: 'var(--code-number)' },
  { tag: [tags.function(tags.variableName), tags.standard(tags.variableName)], color: 'var(--code-function)' },
  { tag: [tags.variableName, tags.propertyName], color: 'var(--code-name)' },
  { tag: tags.comment, color: 'var(--text-dim)', fontStyle: 'italic' },
]);

export const look: Extension = [surface, problems, boxes, syntaxHighlighting(colours)];
