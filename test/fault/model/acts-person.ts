import type { History } from './history.ts';
import type { personVerbs } from './moves.ts';
import type { Story } from './story.ts';

type Act = (history: History, story: Story, n: number) => Promise<unknown> | unknown;

/** What the technician does at the app. */
export const personActs: Readonly<Record<(typeof personVerbs)[number], Act>> = {
  async unlink(history, story) {
    const link = await history.openLink(story);
    if (link === null) return;
    story.disturbed = true;
    await history.engine.pairs.unlink(link.id, 'Not wanted');
  },
  async relink(history, story) {
    const links = await history.links();
    const closed = links.find((link) => link.state === 'closed' && link.ticketId === story.ticket());
    if (closed === undefined) return;
    story.disturbed = true;
    await history.engine.pairs.relink(closed.id);
  },
  async link(history, story, n) {
    const ticketId = story.ticket();
    const other = history.stories[n % history.stories.length];
    const workOrder = other?.workOrder();
    if (ticketId === null || other === undefined || workOrder === null || workOrder === undefined) return;
    const give = ([null, 'connectwise', 'fieldnation'] as const)[n % 3] ?? null;
    await history.during(history.engine.pairs.linkRecords({ ticketId, workOrderId: workOrder.id, give }));
    for (const one of [story, other]) {
      one.disturbed = true;
      one.linkedByHand = true;
      one.named = true;
      one.moved = true;
      one.rescheduled = true;
    }
  },
  async 'send-by-hand'(history, story) {
    const ticketId = story.ticket();
    if (ticketId === null) return;
    // Asked before it is counted: it is refused while a link is open.
    await history.during(history.engine.pairs.sendTicket(ticketId));
    if (story.wishes === 0 || story.disturbed || story.workOrder() !== null) story.wishes += 1;
  },
  async resolve(history, _story, n) {
    const open = await history.engine.problems.conflicts();
    const one = open[n % Math.max(1, open.length)];
    if (one === undefined) return;
    await history.engine.problems.resolveConflict(one.id, n % 2 === 0 ? 'connectwise' : 'fieldnation');
  },
  async retry(history) {
    const items = await history.engine.attention();
    await history.engine.retry(items.map((item) => item.jobId));
  },
  async 'approve-held'(history) {
    const held = (await history.engine.attention()).filter((item) => item.state === 'held');
    for (const item of held) {
      const story = history.stories.find((one) => one.ticketId !== null && one.ticketId === item.ticketId);
      if (story !== undefined && item.cause === 'ticket.revisit') story.wishes += 1;
    }
    await history.engine.approve(held.map((item) => item.jobId));
  },
  async discard(history, _story, n) {
    const items = await history.engine.attention();
    const one = items[n % Math.max(1, items.length)];
    if (one === undefined) return;
    const story = history.stories.find((each) => each.ticketId !== null && each.ticketId === one.ticketId);
    if (story !== undefined) story.disturbed = true;
    await history.engine.discard(one.jobId, 'Not needed');
  },
  pause: (history, _story, n) => history.during(history.engine.pause(1 + (n % 3))),
  settings: (history, _story, n) => history.changeSettings(n),
};
