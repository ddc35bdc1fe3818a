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

  'policy.title': 'Who wins when both sides changed',
  'policy.text':
    'When both sides changed a field since they last agreed, this decides whose value counts. The side a field comes from is never written to: when it loses, both keep their own values. A choice here applies from the next run on.',
  'policy.who': 'Who wins',
  'policy.of': 'Who wins for {field}',
  'policy.connectwise': 'ConnectWise',
  'policy.fieldnation': 'Field Nation',
  'policy.last-write': 'Last write',
  'policy.ask': 'Ask me',
  'policy.saved': '{field}: {who} from the next run on.',
  'policy.lastWriteTitle': 'What "last write" can and cannot know',
  'policy.lastWriteKnows':
    'ConnectWise keeps an audit trail, so a change of a ticket field is often known to the minute, with its author. Field Nation shows no time per field: a webhook tells the half minute, otherwise it is only known that the value changed between two reads, for example between 10:02 and 10:05.',
  'policy.lastWriteAsks':
    'When the two times overlap, lie within a minute of each other, or one of them is not known, nobody can say which was last. Then nothing is written and you are asked under Conflicts, with both values and what is known.',
} as const;
