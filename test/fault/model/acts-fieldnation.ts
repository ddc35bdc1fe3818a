import type { History } from './history.ts';
import type { buyerVerbs, providerVerbs } from './moves.ts';
import { isSettled, type Story, type WorkOrderRecord } from './story.ts';

type Act = (history: History, story: Story, workOrder: WorkOrderRecord, n: number) => void;

const messageTypes = ['ASSIGNEDTECH', 'INTERNAL', 'STAFF_NOTE', 'ROUTEDTECHS', 'REQUESTEDTECHS'];

export const providerActs: Readonly<Record<(typeof providerVerbs)[number], Act>> = {
  /** The next step of an ordinary visit. */
  life(history, story, workOrder) {
    const on = { workOrderId: workOrder.id };
    const { provider, buyer } = history.people;
    if (workOrder.status === 'work_done') {
      // Only when the last name has arrived, so that approving never hides a change that was under way.
      const summary = story.ticketId === null ? null : history.ticket(story.ticketId)?.summary;
      if (story.named || summary === workOrder.title) buyer.approve(on);
    } else if (workOrder.assigneeId === null) buyer.assign(on);
    else if (workOrder.timeLogs.length === 0) provider.checkIn(on);
    else if (workOrder.timeLogs.some((log) => log.out === null)) provider.checkOut(on);
    else provider.markDone(on);
  },
  confirm: ({ people }, _, { id }) => void people.provider.confirm({ workOrderId: id }),
  'on-my-way': ({ people }, _, { id }) => void people.provider.onMyWay({ workOrderId: id }),
  'check-in': ({ people }, _, { id }) => void people.provider.checkIn({ workOrderId: id }),
  'check-out': ({ people }, _, { id }) => void people.provider.checkOut({ workOrderId: id }),
  upload(history, story, { id }, n) {
    const name = `${history.word('PRO')}.${n % 2 === 0 ? 'jpg' : 'pdf'}`;
    history.people.provider.uploadFile({ workOrderId: id, name, size: 300 + n });
    story.files.push({ ...file(history, name, id), by: 'provider' });
  },
  message(history, story, { id }) {
    const word = history.word('PRO');
    history.people.provider.message({ workOrderId: id, text: `Message ${word}` });
    story.written.push({ ...message(history, word, id), by: 'provider' });
  },
  reply(history, story, { id }) {
    const word = history.word('PRO');
    history.people.provider.reply({ workOrderId: id, text: `Reply ${word}` });
    story.written.push({ ...message(history, word, id), by: 'provider' });
  },
  expense: (history, _, { id }, n) =>
    void history.people.provider.addExpense({ workOrderId: id, amount: 5 + (n % 90), text: history.word('INT') }),
  task: ({ people }, _, { id }) => void people.provider.completeTask({ workOrderId: id }),
  'closing-notes': (history, _, { id }) =>
    void history.people.provider.closingNotes({ workOrderId: id, text: `Done ${history.word('CLO')}` }),
  delay: ({ people }, _, { id }, n) => void people.provider.delay({ workOrderId: id, minutes: 5 + (n % 60) }),
  problem: (history, _, { id }) =>
    void history.people.provider.reportProblem({ workOrderId: id, text: `Problem ${history.word('INT')}` }),
  field: (history, _, { id }) =>
    void history.people.provider.setCustomField({
      workOrderId: id,
      field: 'Serial number installed',
      value: history.word('PRO'),
    }),
  decline: ({ people }, _, { id }) => void people.provider.decline({ workOrderId: id }),
};

export const buyerActs: Readonly<Record<(typeof buyerVerbs)[number], Act>> = {
  message(history, story, { id }, n) {
    const type = messageTypes[n % messageTypes.length] ?? 'INTERNAL';
    const inside = type === 'INTERNAL' || type === 'STAFF_NOTE';
    const word = history.word(inside ? 'INT' : 'PUB');
    history.people.buyer.message({ workOrderId: id, text: `Buyer ${word}`, type });
    story.written.push({ ...message(history, word, id), by: inside ? 'staff' : 'buyer' });
  },
  reply(history, story, workOrder) {
    const newest = workOrder.messages.filter((one) => !one.archived).at(-1);
    const inside = newest?.type === 'INTERNAL' || newest?.type === 'STAFF_NOTE';
    const word = history.word(inside ? 'INT' : 'PUB');
    history.people.buyer.reply({
      workOrderId: workOrder.id,
      text: `Answer ${word}`,
      ...(newest === undefined ? {} : { messageId: newest.id }),
    });
    story.written.push({ ...message(history, word, workOrder.id), by: inside ? 'staff' : 'buyer' });
  },
  reschedule(history, story, { id }, n) {
    story.rescheduled = true;
    const start = new Date(Date.UTC(2026, 11, 2 + (n % 20), 9)).toISOString();
    history.people.buyer.reschedule({ workOrderId: id, start });
  },
  rename(history, story, workOrder) {
    if (isSettled(workOrder) || workOrder.status === 'work_done') return;
    story.named = true;
    history.people.buyer.edit({
      workOrderId: workOrder.id,
      changes: { title: `Named by the buyer ${history.word('PUB')}` },
    });
  },
  field(history, story, { id }, n) {
    story.counted = true;
    history.people.buyer.setCustomField({ workOrderId: id, field: 'Asset count', value: String(n) });
  },
  upload(history, story, { id }) {
    const name = `${history.word('PUB')}.pdf`;
    history.people.buyer.uploadFile({ workOrderId: id, name, size: 400 });
    story.files.push({ ...file(history, name, id), by: 'buyer' });
  },
  'decide-expense': ({ people }, _, { id }, n) =>
    void (n % 2 === 0
      ? people.buyer.approveExpense({ workOrderId: id })
      : people.buyer.denyExpense({ workOrderId: id })),
  approve: (history, story, workOrder) => {
    if (workOrder.status === 'work_done') providerActs.life(history, story, workOrder, 0);
  },
  reject: ({ people }, _, { id }) => void people.buyer.rejectCompletion({ workOrderId: id }),
  unassign: ({ people }, _, { id }) => void people.buyer.unassign({ workOrderId: id }),
  cancel(history, story, { id }) {
    history.people.buyer.cancel({ workOrderId: id });
    story.named = true;
  },
  /** The work order itself is made by the history, before there is one to act on. */
  create: () => {},
  revisit(history, _story, { id }) {
    history.byPeople.add(history.people.buyer.revisit({ workOrderId: id, reasonId: 51 }).id);
  },
  archive(history, story, workOrder) {
    const first = workOrder.messages[0];
    if (first === undefined) return;
    history.people.buyer.archiveMessage({ workOrderId: workOrder.id, messageId: first.id });
    for (const one of story.written)
      if (one.workOrderId === workOrder.id && [first, ...first.replies].some((each) => each.text.includes(one.word)))
        one.gone = true;
  },
  delete(history, story, { id }) {
    history.people.buyer.delete({ workOrderId: id });
    story.disturbed = true;
    story.ended = true;
  },
};

function message(history: History, word: string, workOrderId: number) {
  return { word, at: history.now(), tabs: [], workOrderId, noteId: null, editions: [], gone: false };
}

function file(history: History, name: string, workOrderId: number) {
  return { name, at: history.now(), private: false, workOrderId, documentId: null, gone: false };
}
