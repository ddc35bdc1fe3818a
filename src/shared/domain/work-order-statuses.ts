/**
 * Field Nation's statuses in life-cycle order (reference/fieldnation.md 2). Matched by name without regard to case; a name that is
 * not in this list is unknown and is shown to a person, never guessed.
 */
export const workOrderStatuses = [
  'Draft',
  'Published',
  'Routed',
  'Assigned',
  'Work Done',
  'Approved',
  'Paid',
  'Cancelled',
  'Postponed',
  'Deleted',
] as const;
