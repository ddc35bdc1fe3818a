import type { AttentionItem, LinkRow } from '../../../../src/shared/domain/views.ts';

export function dayAttention(links: readonly LinkRow[], now: number): AttentionItem[] {
  const at = (index: number) => links[index];
  const priority = [3, 5, 8].map((index, n): AttentionItem => {
    const link = at(index);
    return {
      jobId: 4100 + n,
      state: 'dead',
      cause: 'mapping.no-value',
      error: {
        code: 'mapping.no-value',
        kind: 'permanent',
        message: `Ticket ${String(link?.ticketId)} was not sent: priority '${n === 1 ? 'P5 - Planned' : 'P1 - Emergency'}' has no value in Field Nation. Map it, then retry.`,
        context: { rule: 'priority', value: 'P1 - Emergency' },
        action: { do: 'open-mapping', ruleId: 'priority' },
      },
      ticketId: link?.ticketId ?? null,
      workOrderId: link?.workOrderId ?? null,
      linkId: link?.id ?? null,
      attempts: 1,
      since: now - (n + 1) * 1_900_000,
    };
  });
  const status: AttentionItem = {
    jobId: 4150,
    state: 'dead',
    cause: 'mapping.status-not-on-board',
    error: {
      code: 'mapping.status-not-on-board',
      kind: 'permanent',
      message: `Ticket ${String(at(4)?.ticketId)} keeps its status: the status map sends "At Risk" to a status that the board Field Services does not have. Choose another in the status map, then retry.`,
      context: { status: 'At Risk' },
      action: { do: 'open-setup', step: 'status-map' },
    },
    ticketId: at(4)?.ticketId ?? null,
    workOrderId: at(4)?.workOrderId ?? null,
    linkId: at(4)?.id ?? null,
    attempts: 1,
    since: now - 3_300_000,
  };
  const held = Array.from(
    { length: 4 },
    (_, n): AttentionItem => ({
      jobId: 4200 + n,
      state: 'held',
      cause: 'guard.bulk-create',
      error: {
        code: 'guard.bulk-create',
        kind: 'permanent',
        message: 'More than 10 work orders would be created within ten minutes. The rest wait for your approval.',
        context: { limit: 10, minutes: 10 },
        action: { do: 'approve' },
      },
      ticketId: 1090 + n * 3,
      workOrderId: null,
      linkId: null,
      attempts: 0,
      since: now - 240_000,
    }),
  );
  const ticketId = at(2)?.ticketId ?? null;
  const workOrderId = at(2)?.workOrderId ?? null;
  const unpublished: AttentionItem = {
    jobId: 4160,
    state: 'dead',
    cause: 'fieldnation.publish-refused',
    error: {
      code: 'fieldnation.publish-refused',
      kind: 'permanent',
      message: `Work order ${String(workOrderId)} of ticket ${String(ticketId)} is still a draft: Field Nation publishes no work order without a schedule. Set the due date of ticket ${String(ticketId)} in ConnectWise, then retry; or publish work order ${String(workOrderId)} by hand in Field Nation.`,
      context: { ticketId, workOrderId, missing: 'schedule' },
      action: { do: 'retry' },
    },
    ticketId,
    workOrderId,
    linkId: at(2)?.id ?? null,
    attempts: 1,
    since: now - 900_000,
  };
  return [...priority, status, unpublished, ...held];
}
