import type { History } from './history.ts';
import type { Story } from './story.ts';

/** What people did that rightly ends with a question, by the question's cause. */
const explained: Readonly<Record<string, (story: Story) => boolean>> = {
  // Without a due date there is nothing to publish; the technician is told.
  'fieldnation.publish-refused': (story) => story.workOrder()?.schedule === null,
  'record.gone': (story) => story.ended,
  'ticket.converted': (story) => story.ended,
  'ticket.merged-into-linked': (story) => story.ended || story.disturbed,
  'ticket.revisit': (story) => story.wishes > 0,
  'ticket.already-sent': (story) => story.disturbed,
  'mapping.status-not-on-board': (story) => story.moved || story.disturbed,
  'ticket.closed': (story) => story.moved || story.ended || story.disturbed,
};

/** Nothing waits for a person that nothing in the history explains. */
export async function judgeAttention(history: History): Promise<void> {
  const items = await history.engine.attention();
  const strange = items.filter((item) => {
    const story = history.all.find(
      (one) =>
        (item.ticketId !== null && one.ticket() === item.ticketId) ||
        (item.workOrderId !== null && one.workOrder()?.id === item.workOrderId),
    );
    return story === undefined || explained[item.cause]?.(story) !== true;
  });
  history.claims.none(
    strange.map((item) => `${item.cause}: ${item.error.message}`),
    'what waits for a person without a reason',
  );
  const conflicts = await history.engine.problems.conflicts();
  const unexplained = conflicts.filter((conflict) => {
    const story = history.all.find((one) => one.ticket() === conflict.ticketId);
    return (
      story === undefined ||
      !(story.named || story.moved || story.rescheduled || story.counted || story.linkedByHand || story.disturbed)
    );
  });
  history.claims.none(
    unexplained.map(
      (one) => `${one.label}: ${JSON.stringify(one.ticketValue)} or ${JSON.stringify(one.workOrderValue)}`,
    ),
    'conflicts nobody caused',
  );
}
