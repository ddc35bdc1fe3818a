import { type MessageKey, t, tn } from '../../../shared/strings/t.ts';
import type { CauseGroup } from './groups.ts';

/** Headings for what stops most often, by the error's code. */
const headings = {
  'guard.bulk-create': 'attention.cause.bulkCreate',
  'guard.bulk-publish': 'attention.cause.bulkPublish',
  'guard.bulk-cancel': 'attention.cause.bulkCancel',
  'guard.bulk-ticket': 'attention.cause.bulkTicket',
  'ticket.revisit': 'attention.cause.revisit',
  'fieldnation.publish-refused': 'attention.cause.publishRefused',
  'sync.conflict': 'attention.cause.conflict',
  'ticket.closed': 'attention.cause.ticketClosed',
  'ticket.already-sent': 'attention.cause.alreadySent',
  'ticket.marked-sent': 'attention.cause.markedSent',
  'ticket.converted': 'attention.cause.converted',
  'ticket.merged-into-linked': 'attention.cause.merged',
  'record.gone': 'attention.cause.recordGone',
  'mapping.no-value': 'attention.cause.noValue',
  'mapping.status-not-on-board': 'attention.cause.statusNotOnBoard',
  'script.status-not-on-board': 'attention.cause.statusNotOnBoard',
  'owner.no-member': 'attention.cause.noMember',
  'members.no-member': 'attention.cause.noMember',
  'job.interrupted': 'attention.cause.interrupted',
} as const satisfies Readonly<Record<string, MessageKey>>;

const code = /^[a-z]+(-[a-z]+)*\.[a-z-]+$/;

/** The heading of items with one cause. A cause that is no code speaks for itself. */
export function causeHeading(cause: string): string {
  if (Object.hasOwn(headings, cause)) return t(headings[cause as keyof typeof headings]);
  if (cause === '' || code.test(cause)) {
    if (cause.startsWith('fieldnation.')) return t('attention.cause.fieldnation');
    if (cause.startsWith('connectwise.')) return t('attention.cause.connectwise');
    if (cause.startsWith('mapping.')) return t('attention.cause.mapping');
    if (cause.startsWith('script.')) return t('attention.cause.script');
    return t('attention.cause.unknown');
  }
  return cause;
}

type Fixable = Pick<CauseGroup, 'code' | 'count' | 'newest'>;

/** Where a retry alone would stop again: the mapping, the status map. Null where it may well go through. */
function fixedIn({ code: cause, newest }: Fixable): 'mapping' | 'status-map' | null {
  const action = newest?.error.action;
  if (action?.do === 'open-setup' && action.step === 'status-map') return 'status-map';
  if (action?.do === 'open-mapping' || cause.startsWith('mapping.')) return 'mapping';
  return null;
}

/** What to do first, in a sentence; null when the button says it all. */
export function fixFirst(group: Fixable): string | null {
  const place = fixedIn(group);
  if (place === null) return null;
  // A saved mapping revives what stopped because of it; a saved status map does not.
  return place === 'mapping' && group.code.startsWith('mapping.')
    ? tn('attention.fixMappingFirst', group.count)
    : t(place === 'mapping' ? 'attention.fixMappingThenRetry' : 'attention.fixStatusMapFirst');
}

/** What the button for a whole group says. */
export function againWords(group: Fixable & Pick<CauseGroup, 'state'>): string {
  if (group.state === 'held') return tn('attention.approve', group.count);
  const place = fixedIn(group);
  if (place === 'mapping') return tn('attention.retryAfterMapping', group.count);
  if (place === 'status-map') return tn('attention.retryAfterStatusMap', group.count);
  return tn('attention.retry', group.count);
}

/** What approving does, for the question before it. */
export function approvalWords(cause: string, count: number): string {
  switch (cause) {
    case 'guard.bulk-create':
    case 'ticket.revisit':
      return tn('attention.approveText.create', count);
    case 'guard.bulk-publish':
      return tn('attention.approveText.publish', count);
    case 'guard.bulk-cancel':
      return tn('attention.approveText.cancel', count);
    case 'guard.bulk-ticket':
      return tn('attention.approveText.ticket', count);
    default:
      return tn('attention.approveText.other', count);
  }
}
