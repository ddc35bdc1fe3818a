import { type MessageKey, t } from '../../../shared/strings/t.ts';

/** Headings for what stops most often, by the error's code. */
const headings = {
  'guard.bulk-create': 'attention.cause.bulkCreate',
  'guard.bulk-publish': 'attention.cause.bulkPublish',
  'fieldnation.publish-refused': 'attention.cause.publishRefused',
  'sync.conflict': 'attention.cause.conflict',
  'ticket.closed': 'attention.cause.ticketClosed',
  'ticket.already-sent': 'attention.cause.alreadySent',
  'record.gone': 'attention.cause.recordGone',
  'mapping.no-value': 'attention.cause.noValue',
  'mapping.status-not-on-board': 'attention.cause.statusNotOnBoard',
  'job.interrupted': 'attention.cause.interrupted',
} as const satisfies Readonly<Record<string, MessageKey>>;

const code = /^[a-z]+\.[a-z-]+$/;

/** The heading of items with one cause. A cause that is no code speaks for itself. */
export function causeHeading(cause: string): string {
  if (Object.hasOwn(headings, cause)) return t(headings[cause as keyof typeof headings]);
  if (!code.test(cause)) return cause;
  if (cause.startsWith('fieldnation.')) return t('attention.cause.fieldnation');
  if (cause.startsWith('connectwise.')) return t('attention.cause.connectwise');
  return t('attention.cause.unknown');
}
