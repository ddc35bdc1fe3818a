/** The mapping editor: page, rules, fields, inspector. */
export const mappingEditor = {
  'mappingEditor.step.discard': 'Discarding the draft',
  'mappingEditor.step.rebase': 'Going on from the version in force',
} as const;
