import { forEachDiagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { Language } from './completions.ts';
import { extensionsOf } from './extensions.ts';
import { type EditorProblem, rangeOf } from './places-in-text.ts';
import type { Place } from './tree.ts';

export interface CodeEditorProps {
  readonly language: Language;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problems: readonly EditorProblem[];
  readonly places: readonly Place[];
  readonly label: string;
  readonly describedBy: string;
  readonly most: number;
  readonly onTooLong: (length: number) => void;
  /** Given a function that puts the caret at a line and column (from 1). */
  readonly goTo: RefObject<((line: number, column: number | null) => void) | null>;
  readonly focusAtOnce: boolean;
}

/** The newest value of a prop for the editor's library, which is set up once. */
function useNewest<T>(value: T): RefObject<T> {
  const newest = useRef(value);
  useLayoutEffect(() => {
    newest.current = value;
  });
  return newest;
}

/** Shows what is wrong; nothing is done when the same is shown already, so that an open help box stays. */
function showProblems(view: EditorView, text: string, problems: readonly EditorProblem[]): void {
  const end = view.state.doc.length;
  const found = problems.flatMap((problem) => {
    const range = rangeOf(text, problem);
    if (range === null || range.to > end) return [];
    return [{ ...range, severity: problem.severity, message: problem.message }];
  });
  const shown: string[] = [];
  forEachDiagnostic(view.state, ({ severity, message }, from, to) => {
    shown.push(`${String(from)} ${String(to)} ${severity} ${message}`);
  });
  const wanted = found.map(({ from, to, severity, message }) => `${String(from)} ${String(to)} ${severity} ${message}`);
  if (wanted.toSorted().join('\n') !== shown.toSorted().join('\n')) view.dispatch(setDiagnostics(view.state, found));
}

/** The text surface itself: the only file that holds a CodeMirror view. */
export function CodeEditor(props: CodeEditorProps) {
  const { language, value, problems, label, describedBy, goTo } = props;
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  /** The text both the owner and the editor know. */
  const agreed = useRef(value);
  const newest = useNewest(props);
  const fresh = useRef<((doc: string) => EditorState) | null>(null);

  useEffect(() => {
    if (box.current === null) return;
    const stateOf = (doc: string): EditorState =>
      EditorState.create({
        doc,
        extensions: extensionsOf({
          language,
          label,
          describedBy,
          most: newest.current.most,
          first: newest.current.focusAtOnce,
          places: () => newest.current.places,
          onText: (text) => {
            agreed.current = text;
            newest.current.onChange(text);
          },
          onTooLong: (length) => newest.current.onTooLong(length),
        }),
      });
    fresh.current = stateOf;
    agreed.current = newest.current.value;
    const made = new EditorView({ parent: box.current, state: stateOf(newest.current.value) });
    view.current = made;
    goTo.current = (line, column) => {
      const place = made.state.doc.line(Math.min(Math.max(line, 1), made.state.doc.lines));
      const at = Math.min(place.from + Math.max((column ?? 1) - 1, 0), place.to);
      made.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      made.focus();
    };
    showProblems(made, newest.current.value, newest.current.problems);
    if (newest.current.focusAtOnce) made.focus();
    return () => {
      goTo.current = null;
      view.current = null;
      made.destroy();
    };
  }, [language, label, describedBy, goTo, newest]);

  // Undo of the page, another version: a text from outside takes the place of what is here, and the editor's own steps end with it.
  useEffect(() => {
    const made = view.current;
    if (made === null || fresh.current === null || value === agreed.current) return;
    agreed.current = value;
    const at = Math.min(made.state.selection.main.head, value.length);
    made.setState(fresh.current(value));
    made.dispatch({ selection: { anchor: at } });
  }, [value]);

  useEffect(() => {
    if (view.current !== null) showProblems(view.current, value, problems);
  }, [problems, value]);

  return <div ref={box} data-code-editor />;
}
