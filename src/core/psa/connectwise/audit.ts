import { z } from 'zod';
import type { TicketId } from '../../../shared/domain/records.ts';
import { AppError } from '../../../shared/errors.ts';
import type { FieldAudit } from '../records-port.ts';
import type { Api } from './api.ts';
import { fromConnectWiseTime } from './dates.ts';

const entrySchema = z.looseObject({
  text: z.string().nullish(),
  enteredDate: z.string().nullish(),
  enteredBy: z.string().nullish(),
});

/**
 * `Status changed from "New" to "Triage".`, `The Summary has been updated from A to B`. The wording is published nowhere; what does not
 * read like this is no evidence about a field and is left out.
 */
const change =
  /^(?:the )?(?:field )?["“']?(?<field>[^"”']{1,60}?)["”']? (?:(?:has|have) been |was |is )?(?:updated|changed|modified|set)(?: from (?:"(?<was>[\s\S]*?)"|.*?))? to (?:["“](?<quoted>[\s\S]*)["”]|(?<plain>[\s\S]*?))\.?\s*$/i;

/**
 * Who changed which field of a ticket since `since` (ms), oldest first. Best effort (reference/connectwise.md 2.8: even the allowed types
 * are unknown): without the right, the endpoint or a known shape there is no evidence, and none is invented.
 */
export async function auditTrail(
  api: Api,
  id: TicketId,
  since: number,
  signal?: AbortSignal,
): Promise<readonly FieldAudit[]> {
  try {
    const entries = await api.list(
      {
        path: '/system/audittrail',
        query: { type: 'Ticket', id },
        label: `the audit trail of ticket ${id}`,
        signal,
      },
      entrySchema,
    );
    return entries
      .flatMap(readEntry)
      .filter((entry) => entry.at >= since)
      .sort((a, b) => a.at - b.at);
  } catch (error) {
    if (error instanceof AppError && error.kind === 'permanent') return [];
    throw error;
  }
}

function readEntry(entry: z.infer<typeof entrySchema>): readonly FieldAudit[] {
  const at = fromConnectWiseTime(entry.enteredDate);
  const found = change.exec(entry.text?.trim() ?? '')?.groups;
  const field = found?.field?.trim();
  if (at === 0 || !field) return [];
  return [{ field, by: entry.enteredBy ?? '', at, newValue: found?.quoted ?? found?.plain ?? '' }];
}
