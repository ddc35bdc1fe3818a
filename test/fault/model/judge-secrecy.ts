import type { History } from './history.ts';
import { apiMember, notesOf } from './records.ts';

const secret = /INT\d+x/;

/** What is for the company's own people stands nowhere a customer or a provider can read it, and nobody was e-mailed. */
export function judgeSecrecy(history: History): void {
  const leaks: string[] = [];
  const look = (where: string, text: string): void => {
    const found = secret.exec(text);
    if (found !== null) leaks.push(`${found[0]} in ${where}: ${text.slice(0, 120)}`);
  };
  // People's own notes stand where people put them.
  for (const ticket of history.tickets())
    for (const note of notesOf(history, Number(ticket.id)))
      if (note.byUs && (note.discussion || note.resolution)) look(`a public note of ticket ${ticket.id}`, note.text);
  for (const workOrder of history.sandbox.workOrders()) {
    const where = `work order ${workOrder.id}`;
    look(`the title of ${where}`, workOrder.title);
    look(`the description of ${where}`, workOrder.descriptionHtml);
    for (const value of Object.values(workOrder.customFields)) look(`a custom field of ${where}`, value);
    for (const contact of workOrder.contacts) look(`a contact of ${where}`, contact.notes);
    for (const folder of workOrder.folders)
      for (const file of folder.attachments) look(`a file of ${where}`, `${file.name} ${file.notes}`);
    for (const head of workOrder.messages)
      if (head.type !== 'INTERNAL' && head.type !== 'STAFF_NOTE')
        for (const message of [head, ...head.replies])
          if (message.type !== 'INTERNAL' && message.type !== 'STAFF_NOTE')
            look(`a ${message.type} message of ${where}`, message.text);
  }
  history.claims.none(leaks, 'internal text where it can be read');
  const provider = /PRO\d+x/;
  const shown = history.everChosen((settings) => settings.notes.toTicket === 'public');
  if (!shown && !history.everChosen((settings) => settings.eventTab === 'discussion' && settings.events === 'noted')) {
    const told = history
      .tickets()
      .flatMap((ticket) => notesOf(history, Number(ticket.id)))
      .filter((note) => note.byUs && note.discussion && provider.test(note.text));
    history.claims.none(told, "providers' words where customers read");
  }
  const mails = history.sandbox.emails().filter((email) => email.causedBy === apiMember);
  history.claims.none(mails, 'e-mail caused by the API member');
  const asked = history.sandbox
    .journal()
    .filter((entry) => entry.kind === 'notification-asked' && entry.causedBy === apiMember);
  history.claims.none(asked, 'e-mail asked for by the API member');
}
