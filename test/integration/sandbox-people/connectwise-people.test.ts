import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { VirtualClock } from '../../fakes/virtual-clock.ts';

/* What dispatcher, technician and contact do in ConnectWise, over the control API. */

let folder: string;
let sandbox: RunningSandbox;
const start = (): Promise<RunningSandbox> =>
  startSandbox({ clock: new VirtualClock(), stateFile: join(folder, 'state.json') });
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-people-'));
  sandbox = await start();
});
afterEach(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function act(who: string, verb: string, body: object): Promise<{ status: number; id: number }> {
  const response = await fetch(`${sandbox.info.controlUrl}/control/people/${who}/${verb}`, {
    method: 'POST',
    headers: { 'x-sandbox-control': sandbox.info.controlToken },
    body: JSON.stringify(body),
  });
  return { status: response.status, id: ((await response.json()) as { id: number }).id };
}
const ticketAt = (index: number): number => sandbox.info.demo.ticketIds[index] ?? 0;

describe('people at ConnectWise', () => {
  it('write, edit and delete notes, and a contact answers', async () => {
    const ticketId = ticketAt(0);
    const before = sandbox.ticketParts(ticketId).notes.length;
    const note = await act('technician', 'add-note', { ticketId, text: 'Arrived', tabs: ['discussion', 'internal'] });
    await act('technician', 'edit-note', { ticketId, noteId: note.id, text: 'Arrived late' });
    expect(sandbox.ticketParts(ticketId).notes.at(-1)).toMatchObject({
      text: 'Arrived late',
      detailDescriptionFlag: true,
      internalAnalysisFlag: true,
      member: { identifier: 'mlopez' },
    });
    await act('contact', 'reply', { ticketId, text: 'Thanks' });
    await act('dispatcher', 'delete-note', { ticketId, noteId: note.id });
    const { notes } = sandbox.ticketParts(ticketId);
    expect(notes).toHaveLength(before + 1);
    expect(notes.at(-1)).toMatchObject({ text: 'Thanks', contact: {} });
    expect(sandbox.ticket(ticketId)).toMatchObject({ customerUpdatedFlag: true });
  });

  it('enter time, plan visits, fill custom fields', async () => {
    const ticketId = ticketAt(1);
    await act('technician', 'add-time', { ticketId, text: 'Swapped it', minutes: 90, tab: 'internal' });
    const plan = { ticketId, member: 'tnguyen', start: '2026-12-01T14:00:00Z', end: '2026-12-01T16:00:00Z' };
    await act('dispatcher', 'schedule', plan);
    await act('dispatcher', 'set-custom-field', { ticketId, caption: 'Cable Drops', value: 7 });
    const parts = sandbox.ticketParts(ticketId);
    expect(parts.timeEntries).toMatchObject([
      { actualHours: 1.5, addToInternalAnalysisFlag: true, enteredBy: 'mlopez' },
    ]);
    expect(parts.scheduleEntries.at(-1)).toMatchObject({ member: { identifier: 'tnguyen' }, hours: 2 });
    const ticket = sandbox.ticket(ticketId);
    expect(ticket).toMatchObject({ resources: expect.stringContaining('tnguyen') });
    expect(ticket?.customFields).toContainEqual(expect.objectContaining({ caption: 'Cable Drops', value: 7 }));
  });

  it('upload files, which outlive the process where the state does', async () => {
    const ticketId = ticketAt(2);
    const base64 = Buffer.from('site map').toString('base64');
    const small = await act('dispatcher', 'upload-document', { ticketId, name: 'map.txt', base64, private: true });
    const large = await act('dispatcher', 'upload-document', { ticketId, name: 'survey.bin', size: 3_000_000 });
    expect((await act('dispatcher', 'upload-document', { ticketId, name: 'x.bin', size: 7_000_000 })).status).toBe(400);
    await act('dispatcher', 'delete-document', { ticketId, documentId: large.id });
    await sandbox.stop();
    sandbox = await start();
    expect(sandbox.ticketParts(ticketId).documents).toMatchObject([{ id: small.id, size: 8, publicFlag: false }]);
    const { connectwise } = sandbox.info;
    const key = `${connectwise.company}+${connectwise.publicKey}:${connectwise.privateKey}`;
    const answer = await fetch(`${connectwise.url}/v4_6_release/apis/3.0/system/documents/${small.id}/download`, {
      headers: { authorization: `Basic ${Buffer.from(key).toString('base64')}`, clientid: connectwise.clientId },
    });
    expect(await answer.text()).toBe('site map');
    expect(readFileSync(join(folder, 'state.json'), 'utf8')).not.toContain(base64);
  });

  it('merge, convert and move tickets', async () => {
    const [parent, merged, converted, moved] = [ticketAt(0), ticketAt(1), ticketAt(2), ticketAt(3)];
    await act('dispatcher', 'merge-tickets', { ticketId: parent, mergeTicketIds: [merged] });
    await act('dispatcher', 'convert-ticket', { ticketId: converted });
    await act('dispatcher', 'move-board', { ticketId: moved, boardId: sandbox.info.demo.boardId - 1 });
    expect(sandbox.ticket(merged)).toMatchObject({ mergedParentTicket: { id: parent } });
    expect(sandbox.ticket(converted)).toMatchObject({ recordType: 'ProjectTicket' });
    expect(sandbox.ticket(moved)).toMatchObject({ board: { id: sandbox.info.demo.boardId - 1 } });
  });

  it.each([
    ['dispatcher', 'edit-note', { text: 'x' }, 400],
    ['dispatcher', 'edit-note', { noteId: 1, text: 'x' }, 400],
    ['dispatcher', 'merge-tickets', {}, 400],
    ['dispatcher', 'set-custom-field', { caption: 'No such field', value: 1 }, 400],
    ['contact', 'reply', {}, 400],
    ['contact', 'add-time', {}, 404],
  ])('%s %s with %j is answered by %i', async (who, verb, body, status) => {
    expect((await act(who, verb, { ticketId: ticketAt(0), ...body })).status).toBe(status);
  });
});
