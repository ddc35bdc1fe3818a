import { afterEach, describe, expect, it } from 'vitest';
import { documentsConfigSchema, notesConfigSchema } from '../../../src/shared/config-sync.ts';
import { linkCopySchema, linkHistorySchema } from '../../../src/shared/domain/link-life.ts';
import { linkPageSchema } from '../../../src/shared/domain/views.ts';
import { type LinkedPair, startLinkedPair } from '../notes/linked-pair.ts';

/* What a link's page tells of its past: who changed what, and what was copied between its records. */

let pair: LinkedPair;
afterEach(() => pair?.bridge.stop());

async function started(): Promise<number> {
  pair = await startLinkedPair((sync) => ({
    ...sync,
    notes: notesConfigSchema.parse({ toWorkOrder: 'public', toTicket: 'internal' }),
    documents: documentsConfigSchema.parse({ toWorkOrder: true }),
  }));
  const [link] = await pair.bridge.engine.searchLinks(String(pair.ticketId), 1);
  return link?.id ?? 0;
}

const history = async (linkId: number) => linkHistorySchema.parse(await pair.bridge.engine.linkHistory(linkId, null));

describe('the past of a link', () => {
  it('tells who changed a field on either side, and what became of it', async () => {
    const linkId = await started();
    const { bridge, ticketId, workOrderId } = pair;
    await bridge.clock.advance(60_000);
    bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Second rack as well' } });
    const title = () => bridge.sandbox.workOrders().find((one) => one.id === workOrderId)?.title;
    await bridge.until('the new title', () => title() === 'Second rack as well');
    const { rows, next, runs } = await history(linkId);
    expect(runs).toBeGreaterThan(1);
    expect(next).toBeNull();
    const renamed = rows.find((row) => row.side === 'connectwise' && row.field === 'summary');
    expect(renamed).toMatchObject({ after: 'Second rack as well', own: false, outcome: 'carried' });
    expect(renamed?.by).toBe('jharper');
    expect(renamed?.from).toBeLessThanOrEqual(renamed?.to ?? 0);
    expect(rows.find((row) => row.side === 'fieldnation' && row.field === 'title')).toMatchObject({
      after: 'Second rack as well',
      own: true,
      outcome: 'written',
      attemptId: renamed?.attemptId,
    });
    const assigned = rows.find((row) => row.field === 'status.name');
    expect(assigned).toMatchObject({
      side: 'fieldnation',
      after: 'Assigned',
      own: false,
      source: 'webhook',
      outcome: 'carried',
    });
    expect(assigned?.by).toMatch(/./);
    expect(rows.find((row) => row.side === 'connectwise' && row.field === 'status')).toMatchObject({
      after: 'Scheduled',
      own: true,
      attemptId: assigned?.attemptId,
    });
    expect(rows.find((row) => row.field === 'provider.name')).toMatchObject({ before: null, outcome: 'unmapped' });
    expect(rows.map((row) => row.attemptId)).toEqual(rows.map((row) => row.attemptId).sort((a, b) => b - a));
  });

  it('says of a conflict that neither change was carried over', async () => {
    const linkId = await started();
    const { bridge, ticketId, workOrderId } = pair;
    await bridge.clock.advance(60_000);
    await bridge.during(bridge.engine.pause(null));
    bridge.sandbox.people.buyer.edit({ workOrderId, changes: { title: 'Named by the buyer' } });
    bridge.sandbox.people.dispatcher.editTicket({ ticketId, changes: { summary: 'Named by the dispatcher' } });
    await bridge.during(bridge.engine.resume());
    await bridge.until('a conflict', async () => (await bridge.engine.problems.conflicts()).length === 1);
    const { rows } = await history(linkId);
    const of = (field: string) => rows.find((row) => row.field === field);
    expect(of('summary')).toMatchObject({ after: 'Named by the dispatcher', outcome: 'conflict', own: false });
    expect(of('title')).toMatchObject({ after: 'Named by the buyer', outcome: 'conflict', own: false });
  });

  it('lists every copy with both ids, and what was left with its reason', async () => {
    const linkId = await started();
    const { bridge, ticketId, workOrderId } = pair;
    const { people } = bridge.sandbox;
    people.dispatcher.addNote({ ticketId, text: 'The rack is in room 4' });
    await bridge.until('the message', () => pair.messages().some((one) => one.text.includes('room 4')));
    people.provider.uploadFile({ workOrderId, name: 'rack.jpg', size: 30_000 });
    people.dispatcher.uploadDocument({ ticketId, name: 'contract.pdf', size: 9_000, private: true });
    people.dispatcher.addNote({ ticketId, text: 'See the contract' });
    const copies = async () => (await bridge.engine.linkCopies(linkId)).map((one) => linkCopySchema.parse(one));
    await bridge.until(
      'the copies',
      async () => {
        const kinds = (await copies()).filter((one) => one.state !== 'intended').map((one) => one.kind);
        return (
          kinds.includes('file') && kinds.includes('document') && kinds.filter((kind) => kind === 'note').length === 2
        );
      },
      900_000,
    );
    const all = await copies();
    const message = pair.messages().find((one) => one.text.includes('room 4'));
    const note = all.find((one) => one.targetId === message?.id);
    expect(note).toMatchObject({ kind: 'note', from: 'connectwise', state: 'done', reason: '' });
    expect(note?.marker).toContain('[CW#');
    expect(all.find((one) => one.kind === 'file')).toMatchObject({
      from: 'fieldnation',
      name: 'rack.jpg',
      state: 'done',
    });
    expect(all.find((one) => one.kind === 'document')).toMatchObject({
      from: 'connectwise',
      name: 'contract.pdf',
      state: 'skipped',
      reason: 'private',
      targetId: null,
    });
    expect(all.map((one) => one.at)).toEqual(all.map((one) => one.at).sort((a, b) => b - a));
    const page = linkPageSchema.parse(await bridge.engine.linkPage(linkId));
    expect(page.jobs.every((job) => job.state === 'ready' || job.state === 'running')).toBe(true);
  });
});
