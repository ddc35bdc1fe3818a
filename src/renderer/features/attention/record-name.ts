import type { AttentionItem } from '../../../shared/domain/views.ts';
import { t } from '../../../shared/strings/t.ts';

/** How an item is called: by its ticket, else its work order, else its job. */
export function recordName(item: AttentionItem): string {
  if (item.ticketId !== null) return t('record.ticket', { id: item.ticketId });
  if (item.workOrderId !== null) return t('record.workOrder', { id: item.workOrderId });
  return t('attention.job', { id: item.jobId });
}

/** The same inside a sentence or after a verb: "ticket 1042". */
export function recordInline(item: AttentionItem): string {
  if (item.ticketId !== null) return t('record.ticketInline', { id: item.ticketId });
  if (item.workOrderId !== null) return t('record.workOrderInline', { id: item.workOrderId });
  return t('attention.jobInline', { id: item.jobId });
}

/** True when two sentences say the same about different records. */
export function sameButNumbers(a: string, b: string): boolean {
  const plain = (text: string): string => text.replace(/\b\d{3,}\b/g, '#');
  return plain(a) === plain(b);
}
