import type { Psa } from '../../src/core/psa/port.ts';
import type { RunningSandbox } from '../../src/sandbox/index.ts';

/** Callbacks of any type, the records they can be for, and the tickets of entries they tell of. */
export async function exerciseCallbacks(psa: Psa, sandbox: RunningSandbox): Promise<void> {
  const { boardId, ticketIds } = sandbox.info.demo;
  const ticketId = ticketIds[0] ?? 0;
  const saved = await psa.saveCallback(
    {
      description: 'Dispatch Bridge/test Company, Owner',
      url: 'http://127.0.0.1:9/cw?recordId=',
      type: 'company',
      level: 'owner',
      objectId: 1,
      selfSuppressed: true,
    },
    null,
  );
  await psa.switchCallback(saved.id, false);
  await psa.deleteSubscription(saved.id);
  const [company] = await psa.callbackObjects({ type: 'Company', level: 'Company', text: '' });
  const levels = [
    ['Ticket', 'Board'],
    ['Ticket', 'IntegratorTag'],
    ['Schedule', 'Status'],
    ['Schedule', 'Type'],
    ['Schedule', 'Location'],
    ['Schedule', 'Member'],
    ['Site', 'Site'],
    ['Contact', 'Contact'],
    ['Company', 'Territory'],
  ] as const;
  for (const [type, level] of levels) await psa.callbackObjects({ type, level, text: '', withinId: company?.id ?? 0 });
  await psa.callbackObjects({ type: 'Contact', level: 'Contact', text: 'a' });
  await psa.callbackObjectName('Ticket', 'Board', boardId);
  const time = sandbox.people.technician.addTime({ ticketId, text: 'Worked on it', tab: 'internal' });
  await psa.ticketOfEntry('time', Number(time.id));
  const [member] = (await psa.members()).filter((one) => !one.inactive);
  const times = { startAt: Date.UTC(2026, 11, 28, 15), endAt: Date.UTC(2026, 11, 28, 16) };
  const entry = await psa.createScheduleEntry({
    ticketId,
    ...times,
    memberIdentifier: member?.identifier ?? '',
    name: 'Visit',
  });
  await psa.ticketOfEntry('schedule', entry.id);
}
