/** Scripts, previews and status maps of the mapping editor. */
export const mappingExpression = {
  'expression.keys': 'Ctrl+Space lists what fits. Escape, then Tab leaves the script.',
  'expression.line': 'Line {line}',
  'expression.lineColumn': 'Line {line}, column {column}',
  'expression.more.one': '{n} more problem',
  'expression.more.other': '{n} more problems',
  'expression.tooLong':
    'A script has at most {most} characters. Nothing was inserted, because it would have had {length}.',
  'expression.length': '{length} of {most} characters',
} as const;
