/** The mapping page: what is set, in words. */
export const mapping = {
  'mapping.lead': 'What decides which tickets become work orders, and what a work order status does to its ticket.',
  'mapping.trigger': 'Trigger',
  'mapping.triggerNone': 'No trigger is chosen, so no ticket becomes a work order.',
  'mapping.triggerSentence': 'A ticket on {board} that enters "{status}" becomes a work order.',
  'mapping.create': 'New work orders',
  'mapping.createDraft': 'Created as drafts. A person publishes them in Field Nation.',
  'mapping.createPublish': 'Created and published at once. Publishing spends money.',
  'mapping.statusMap': 'Status map',
  'mapping.statusMapNone': 'No work order status is mapped, so ticket statuses are left alone.',
  'mapping.statusMapText':
    'When a work order reaches the status on the left, its ticket is set to the status on the right.',
  'mapping.col.workOrder': 'Work order status',
  'mapping.col.ticket': 'Ticket status',
  'mapping.leave': 'Left alone',
  'mapping.undecided': 'Not decided: goes to Attention',
  'mapping.mapped.one': '{n} mapped',
  'mapping.mapped.other': '{n} mapped',
  'mapping.left.one': '{n} left alone',
  'mapping.left.other': '{n} left alone',
  'mapping.undecidedCount.one': '{n} not decided',
  'mapping.undecidedCount.other': '{n} not decided',
  'mapping.limits': 'Limits',
  'mapping.limitsText':
    'More than {creates} creates or {publishes} publishes in ten minutes wait for approval in Attention.',
  'mapping.firstTitle': 'Nothing is mapped yet',
  'mapping.firstText': 'The mapping says what one side means for the other. Setup asks for it in two steps.',
} as const;
