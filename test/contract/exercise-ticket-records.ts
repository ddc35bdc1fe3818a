import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Psa } from '../../src/core/psa/port.ts';
import type { RunningSandbox } from '../../src/sandbox/index.ts';

/** Uses every call about what hangs on a ticket, members and set-up records, with something in every part. */
export async function exerciseTicketRecords(psa: Psa, sandbox: RunningSandbox): Promise<void> {
  const { boardId, triggerStatusId, ticketIds } = sandbox.info.demo;
  const ticketId = ticketIds[0] ?? 0;
  const { technician, contact } = sandbox.people;
  const ticket = await psa.ticket(ticketId);

  const member = (await psa.members()).find((each) => !each.inactive && each.emails.length > 0);
  technician.addTime({ ticketId, text: 'Worked on it', tab: 'internal' });
  contact.reply({ ticketId, text: 'Any news?' });
  for (const tab of ['discussion', 'internal', 'resolution'] as const) {
    const memberId = tab === 'internal' ? (member?.id ?? null) : null;
    await psa.createNote(ticketId, { text: 'Words', tab, sendEmail: false, memberId });
  }
  await psa.notes(ticketId);

  const folder = mkdtempSync(join(tmpdir(), 'contract-'));
  try {
    const path = join(folder, 'photo');
    writeFileSync(path, 'JPEG');
    const file = { path, sizeBytes: 4, fileName: 'photo.jpg', mime: 'image/jpeg' };
    const document = await psa.uploadDocument(ticketId, { file, title: 'Field Nation 812' });
    await psa.documents(ticketId);
    await psa.downloadDocument(document.id, join(folder, 'down'), 100);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  const startAt = Date.UTC(2026, 11, 24, 15);
  const times = { startAt, endAt: startAt + 3_600_000, memberIdentifier: member?.identifier ?? '' };
  const entry = await psa.createScheduleEntry({ ticketId, ...times, name: 'Visit' });
  await psa.updateScheduleEntry(entry.id, times);
  await psa.scheduleEntries(ticketId);
  await psa.deleteScheduleEntry(entry.id);
  const time = { ...times, startAt: startAt - 86_400_000, endAt: startAt - 82_800_000 };
  await psa.createTimeEntry({
    ticketId,
    ...time,
    notes: 'On site',
    tab: 'internal',
    workType: '',
    workRole: '',
    billable: 'DoNotBill',
  });
  await psa.timeEntries(ticketId);

  // A ticket that does not name its contact's addresses has the contact read.
  const silent = { contactName: '', contactPhoneNumber: '', contactEmailAddress: '' };
  sandbox.people.dispatcher.editTicket({ ticketId, changes: silent });
  for (const id of ticketIds) await psa.extras(await psa.ticket(id));
  await psa.audit(ticketId, 0);
  await psa.companies('a');
  const field = await psa.createCustomField('Send to FN');
  await psa.createTicket([
    { target: 'summary', value: 'From a work order' },
    { target: 'company', value: ticket.company.id },
    { target: 'board', value: boardId },
    { target: 'status', value: triggerStatusId },
    { target: 'initialDescription', value: 'What to do' },
    { target: 'externalXRef', value: 'FN-812' },
    { target: `customFields.${field.id}`, value: 'No' },
  ]);
  await psa.findByExternalRef('FN-812');
  const custom = { boardId, conditions: '', customFieldConditions: `caption = "${field.caption}" and value = "No"` };
  await psa.ticketsMatching(custom);
  const conditions = Array.from({ length: 200 }, (_, index) => `id = ${index}`).join(' or ');
  await psa.ticketsMatching({ ...custom, conditions });

  const plan = { name: 'To Field Nation', boardId, toStatusId: triggerStatusId, customField: null, sentFieldId: 0 };
  await psa.createWorkflowRule(plan);
  await psa.createWorkflowRule(plan);
  sandbox.people.administrator.setRight({ name: 'System/Table Setup', right: 'delete', level: 'All' });
  // A condition that is refused takes the rule back.
  await psa.createWorkflowRule({ ...plan, name: 'Refused', sentFieldId: 987_654 }).catch(() => {});
}
