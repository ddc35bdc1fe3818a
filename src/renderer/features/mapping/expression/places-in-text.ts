/** Something wrong in a script, or with it as a whole when it names no line. Lines and columns from 1. */
export interface EditorProblem {
  readonly line: number | null;
  readonly column: number | null;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

/**
 * The stretch of text a problem is shown under: from its column to the end of the word there, or the line's own text without a column.
 * A place beyond the text (the problem is of an older state of it) falls on the last line. Null without a line.
 */
export function rangeOf(text: string, problem: EditorProblem): { readonly from: number; readonly to: number } | null {
  if (problem.line === null) return null;
  const lines = text.split('\n');
  const index = Math.min(Math.max(problem.line, 1), lines.length) - 1;
  const line = lines[index] ?? '';
  const start = lines.slice(0, index).reduce((sum, one) => sum + one.length + 1, 0);
  if (problem.column === null) {
    const indent = line.length - line.trimStart().length;
    return { from: start + indent, to: start + line.trimEnd().length };
  }
  const from = Math.min(Math.max(problem.column, 1) - 1, line.length);
  const word = /^(?:[\w$]+|\S)/.exec(line.slice(from))?.[0].length ?? 0;
  return { from: start + from, to: start + from + word };
}
