import type { Json } from '../../../shared/json.ts';
import { pick, randomGuid, randomInteger } from '../../kernel/random.ts';
import { type StoredRecord, type TableName, textOf, toVendorTime } from '../records.ts';
import { dispatchBoardName, dispatcherIdentifier, triggerStatusName } from './boards.ts';
import { seedCustomFields } from './custom-fields.ts';
import { at, dayMs, type SeedTables } from './seed-tables.ts';
import { deskWork, fieldWork, type SeedTicketText } from './ticket-texts.ts';

/* The 40 tickets with their notes. */

function addTicket(
  seed: SeedTables,
  random: () => number,
  nowMs: number,
  board: StoredRecord,
  statusName: string,
  text: SeedTicketText,
): void {
  const onBoard = (table: TableName): StoredRecord[] =>
    seed.tables[table].filter((row) => (row.board as { id?: number } | undefined)?.id === board.id);
  const status = onBoard('statuses').find((one) => one.name === statusName);
  const company = pick(random, seed.tables.companies);
  const ofCompany = (table: TableName): StoredRecord[] =>
    seed.tables[table].filter((row) => (row.company as { id?: number } | undefined)?.id === company.id);
  const site = pick(random, ofCompany('sites'));
  const contact = pick(random, ofCompany('contacts'));
  const state = seed.tables.states.find((one) => one.id === (site.stateReference as { id: number }).id);
  const enteredMs = nowMs - randomInteger(random, 1, 20) * dayMs - randomInteger(random, 0, 86_399) * 1000;
  const updatedMs = Math.min(nowMs - 60_000, enteredMs + randomInteger(random, 1, 40) * 3_600_000);
  const closed = status?.closedStatus === true;
  const owner = pick(
    random,
    seed.tables.members.filter((one) => one.licenseClass === 'F'),
  );
  const customValues: Record<string, Json> = {};
  for (const [index, field] of seedCustomFields.entries()) {
    const definition = seed.tables.userDefinedFields[index];
    if (definition !== undefined && field.samples.length > 0 && random() < 0.4) {
      customValues[String(definition.id)] = pick(random, field.samples);
    }
  }
  const [email, phone] = contact.communicationItems as readonly { readonly value: string }[];
  const ticket = seed.add('tickets', {
    summary: text.summary,
    recordType: 'ServiceTicket',
    board: at(board),
    status: status === undefined ? null : at(status),
    company: at(company),
    site: at(site),
    siteName: textOf(site, 'name').slice(0, 50),
    addressLine1: site.addressLine1,
    addressLine2: site.addressLine2,
    city: site.city,
    stateIdentifier: state === undefined ? null : textOf(state, 'identifier'),
    zip: site.zip,
    country: site.country,
    contact: at(contact),
    contactName: `${textOf(contact, 'firstName')} ${textOf(contact, 'lastName')}`,
    contactPhoneNumber: phone?.value ?? null,
    contactEmailAddress: email?.value ?? null,
    type: at(pick(random, onBoard('types'))),
    subType: at(pick(random, onBoard('subTypes'))),
    item: at(pick(random, onBoard('items'))),
    team: at(
      pick(
        random,
        seed.tables.teams.filter((team) => team.boardId === board.id),
      ),
    ),
    owner: at(owner),
    resources: textOf(owner, 'identifier'),
    priority: at(pick(random, seed.tables.priorities)),
    serviceLocation: { id: 1 },
    source: at(pick(random, seed.tables.sources)),
    requiredDate: random() < 0.6 ? toVendorTime(nowMs + randomInteger(random, 1, 14) * dayMs) : null,
    budgetHours: random() < 0.5 ? randomInteger(random, 1, 8) : null,
    severity: pick(random, ['Low', 'Medium', 'High']),
    impact: pick(random, ['Low', 'Medium', 'High']),
    location: { id: 1 },
    department: { id: 1 },
    customerUpdatedFlag: false,
    automaticEmailContactFlag: random() < 0.5,
    automaticEmailResourceFlag: false,
    automaticEmailCcFlag: false,
    approved: false,
    closedFlag: closed,
    closedDate: closed ? toVendorTime(updatedMs) : null,
    closedBy: closed ? textOf(owner, 'identifier') : null,
    mobileGuid: randomGuid(random),
    customValues,
    _info: {
      lastUpdated: toVendorTime(updatedMs),
      updatedBy: textOf(owner, 'identifier'),
      dateEntered: toVendorTime(enteredMs),
      enteredBy: dispatcherIdentifier,
    },
  });
  const note = (content: string, tab: string, by: StoredRecord, atMs: number): void => {
    seed.add('notes', {
      ticketId: ticket.id,
      text: content,
      detailDescriptionFlag: tab === 'detailDescriptionFlag',
      internalAnalysisFlag: tab === 'internalAnalysisFlag',
      resolutionFlag: tab === 'resolutionFlag',
      issueFlag: false,
      member: at(by),
      customerUpdatedFlag: false,
      internalFlag: false,
      externalFlag: false,
      dateCreated: toVendorTime(atMs),
      createdBy: textOf(by, 'identifier'),
      _info: { lastUpdated: toVendorTime(atMs), updatedBy: textOf(by, 'identifier') },
    });
  };
  note(text.description, 'detailDescriptionFlag', owner, enteredMs);
  if (random() < 0.3)
    note('Called the site, access confirmed for weekdays 8 to 5.', 'internalAnalysisFlag', owner, updatedMs);
}

const fieldStatuses = ['New', 'Triage', 'Triage', 'New', 'Waiting customer', 'Triage', 'New', 'Triage'];
const deskStatuses = ['New', 'Assigned', 'In progress', 'Waiting customer', 'Resolved', 'Closed'];

export function addTickets(seed: SeedTables, random: () => number, nowMs: number): void {
  const boardNamed = (name: string): StoredRecord => {
    const board = seed.tables.boards.find((one) => one.name === name);
    if (board === undefined) throw new Error(`The seed has no board ${name}.`);
    return board;
  };
  const dispatch = boardNamed(dispatchBoardName);
  const desk = boardNamed('Service Desk');
  for (const [index, text] of fieldWork.entries()) {
    // Two wait in the trigger status already: the plan page has something to offer. One is done.
    const status =
      index >= fieldWork.length - 2
        ? triggerStatusName
        : index === fieldWork.length - 3
          ? 'Completed'
          : (fieldStatuses[index % fieldStatuses.length] ?? 'New');
    addTicket(seed, random, nowMs, dispatch, status, text);
  }
  for (const [index, text] of deskWork.entries()) {
    addTicket(seed, random, nowMs, desk, deskStatuses[index % deskStatuses.length] ?? 'New', text);
  }
}
