import type { LinkRow } from '../../../shared/domain/views.ts';
import { t } from '../../../shared/strings/t.ts';

/** Both records of a link, for a sentence. */
export function recordsOf(link: Pick<LinkRow, 'ticketId' | 'workOrderId'>): {
  readonly ticket: string;
  readonly workOrder: string;
} {
  return {
    ticket: t('record.ticketInline', { id: link.ticketId }),
    workOrder:
      link.workOrderId === null ? t('link.noWorkOrder') : t('record.workOrderInline', { id: link.workOrderId }),
  };
}
