import type { Json } from '../../shared/json.ts';
import { randomGuid, randomHex } from '../kernel/random.ts';
import { type CallbackPeople, createCallbackPeople } from './callback-people.ts';
import { type ConnectWiseWork, createWork, type Tab } from './people-work.ts';
import { deleteRecord, type RemovedRecord, recordOf, type SavedRecord, saveRecord, saver } from './record-saves.ts';
import { type Right, type RightLevel, refId, type SentEmail, type StoredRecord } from './records.ts';
import { render } from './render.ts';
import { addEntry, entryNamed, type NewEntry, renameEntry, retireEntry } from './setup-changes.ts';
import { ticketKind } from './ticket-kinds.ts';
import { createTicket, deleteTicket, type ProjectPlace, updateTicket } from './ticket-save.ts';
import type { World } from './world.ts';
import type { Given } from './write.ts';

/** What people do in ConnectWise's own screens. Same checks, effects and callbacks as the API; rights do not apply. */
export interface ConnectWisePeople extends Omit<ConnectWiseWork, 'addNote'>, CallbackPeople {
  /** `tab` or `tabs` decide who can read the note; discussion is public, and the default. */
  addNote(
    input: Omit<Parameters<ConnectWiseWork['addNote']>[0], 'tabs'> & {
      readonly tab?: Tab;
      readonly tabs?: readonly Tab[];
    },
  ): { readonly id: number };
  createTicket(input: { readonly member: string; readonly fields: Given }): { readonly id: number };
  /** A ticket of a project's first phase. */
  createProjectTicket(input: { readonly member: string; readonly fields: Given }): { readonly id: number };
  moveTicket(input: { readonly member: string; readonly ticketId: number; readonly statusId: number }): void;
  /** `changes` are ticket fields as in a PUT body: `{ summary: 'New', priority: { id: 2 } }`. */
  editTicket(input: { readonly member: string; readonly ticketId: number; readonly changes: Given }): void;
  deleteTicket(input: { readonly member: string; readonly ticketId: number }): void;
  /** The ticket as the API shows it, or null. */
  ticket(ticketId: number): { readonly [field: string]: Json } | null;
  /** Every ticket as the API shows it. */
  tickets(): readonly { readonly [field: string]: Json }[];
  /** A cloud upgrade: `v2025_2/`. The old path answers 404 from then on, `v4_6_release` goes on working. */
  setCodebase(codebase: string): void;
  /** Later callbacks are signed with a new key under a new id; old ids stay readable. */
  rotateSigningKey(): void;
  /** Changes one right of the API member's role: `setRight('Service Desk/Service Tickets', 'edit', 'None')`. */
  setRight(functionName: string, right: Right, level: RightLevel): void;
  /** Changes a setup table as its screens would: a board's statuses, the priorities, custom fields, ... */
  addEntry(entry: NewEntry): { readonly id: number };
  renameEntry(list: string, id: number, name: string): void;
  retireEntry(list: string, id: number): void;
  /** Saves or deletes a company, site, contact, configuration or member as its screen would, with its callbacks. */
  saveRecord(input: SavedRecord): { readonly id: number };
  removeRecord(input: RemovedRecord): void;
  /** The id of an entry by its name, or null. */
  entryNamed(list: string, name: string, boardId?: number): number | null;
  /** The e-mails the real system would have sent. */
  emails(): readonly SentEmail[];
}

export function createPeople(world: World): ConnectWisePeople {
  const { store, context } = world;
  const byHand = (member: string): { readonly memberIdentifier: string; readonly mayClose: boolean } => ({
    memberIdentifier: member,
    mayClose: true,
  });
  const find = (id: number): StoredRecord => {
    const ticket = store.table('tickets').get(id);
    if (ticket === null) throw new Error(`Ticket ${id} does not exist in the sandbox.`);
    return ticket;
  };
  const act = <T>(name: string, about: Readonly<Record<string, unknown>>, run: () => T): T => {
    const result = run();
    context.journal({ vendor: 'connectwise', kind: 'person', did: name, ...about });
    context.touch();
    return result;
  };
  const work = createWork(world, act, find);
  return {
    createTicket: ({ member, fields }) =>
      act('createTicket', { member }, () => ({ id: createTicket(world, fields, byHand(member)).id })),
    createProjectTicket: ({ member, fields }) =>
      act('createProjectTicket', { member }, () => {
        const [phase] = store.table('phases').all();
        const place: ProjectPlace = {
          recordType: 'ProjectTicket',
          project: { id: phase === undefined ? 0 : (refId(phase, 'project') ?? 0) },
          phase: { id: phase?.id ?? 0 },
          wbsCode: '1.1',
          isIssueFlag: false,
        };
        return { id: createTicket(world, fields, byHand(member), place).id };
      }),
    moveTicket: ({ member, ticketId, statusId }) =>
      act('moveTicket', { member, ticketId, statusId }, () => {
        updateTicket(world, find(ticketId), { status: { id: statusId } }, byHand(member));
      }),
    editTicket: ({ member, ticketId, changes }) =>
      act('editTicket', { member, ticketId }, () => {
        updateTicket(world, find(ticketId), changes, byHand(member));
      }),
    ...work,
    addNote: ({ tab, tabs, ...input }) => work.addNote({ ...input, tabs: tabs ?? [tab ?? 'discussion'] }),
    deleteTicket: ({ member, ticketId }) =>
      act('deleteTicket', { member, ticketId }, () => deleteTicket(world, find(ticketId), byHand(member))),
    ticket: (ticketId) => {
      const ticket = store.table('tickets').get(ticketId);
      return ticket === null ? null : render(world, ticketKind, ticket);
    },
    tickets: () =>
      store
        .table('tickets')
        .all()
        .map((ticket) => render(world, ticketKind, ticket)),
    setCodebase: (codebase) =>
      act('setCodebase', { codebase }, () => {
        const name = codebase.replace(/\/+$/, '');
        store.state.codebase = `${name}/`;
        store.state.versionCode = name.replace('_', '.');
      }),
    rotateSigningKey: () =>
      act('rotateSigningKey', {}, () => {
        store.state.signingKeys.push({ id: randomGuid(context.random), key: randomHex(context.random, 40) });
      }),
    setRight: (functionName, right, level) =>
      act('setRight', { functionName, right, level }, () => {
        for (const role of Object.values(store.state.roles)) {
          const rights = role[functionName] ?? { add: 'None', edit: 'None', delete: 'None', inquire: 'None' };
          role[functionName] = { ...rights, [right]: level };
        }
      }),
    ...createCallbackPeople(world, act),
    saveRecord: (input) => act('saveRecord', { list: input.list }, () => ({ id: saveRecord(world, input).id })),
    removeRecord: ({ list, id, member }) =>
      act('removeRecord', { list, id }, () => deleteRecord(world, list, recordOf(world, list, id), member ?? saver)),
    addEntry: (entry) => act('addEntry', { list: entry.list, name: entry.name }, () => addEntry(world, entry)),
    renameEntry: (list, id, name) => act('renameEntry', { list, id, name }, () => renameEntry(world, list, id, name)),
    retireEntry: (list, id) => act('retireEntry', { list, id }, () => retireEntry(world, list, id)),
    entryNamed: (list, name, boardId) => entryNamed(world, list, name, boardId),
    emails: () => [...store.state.emails],
  };
}
