import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { documentsSweepMs } from '../../../src/core/sync/parts/documents/looks.ts';
import { type DocumentsConfig, documentsConfigSchema } from '../../../src/shared/config-sync.ts';
import { type LinkedPair, startLinkedPair, stopsAt } from '../notes/linked-pair.ts';

/* Files between the real clients and the simulated vendors, through the disk of a real profile. */

let pair: LinkedPair;
afterEach(() => pair?.bridge.stop());

async function started(
  settings: Partial<DocumentsConfig> = {},
  options: Parameters<typeof startLinkedPair>[1] = {},
): Promise<void> {
  pair = await startLinkedPair((sync) => ({ ...sync, documents: documentsConfigSchema.parse(settings) }), options);
}
const transfer = () => readdirSync(join(pair.bridge.dataDir, 'transfer'));

describe('files of a linked pair', () => {
  it('reach the other side: uploads as private documents, documents in the Documents folder, each once', async () => {
    await started({ toWorkOrder: true });
    const { bridge, ticketId, workOrderId } = pair;
    const { people } = bridge.sandbox;
    const upload = people.provider.uploadFile({ workOrderId, name: 'rack.jpg', size: 300_000 });
    people.buyer.uploadFile({ workOrderId, name: 'site plan.pdf', size: 20_000 });
    await bridge.until('the document', () => pair.documents().length === 1);
    const document = people.dispatcher.uploadDocument({ ticketId, name: 'checklist.pdf', size: 50_000 });
    people.dispatcher.uploadDocument({ ticketId, name: 'contract.pdf', size: 9_000, private: true });
    people.dispatcher.addNote({ ticketId, text: 'See the checklist' });
    await bridge.until('the file', () => pair.files('Documents').length === 2);
    await bridge.clock.advance(documentsSweepMs + 60_000);
    expect(pair.documents().filter((one) => one.title.includes('[FN#'))).toEqual([
      { title: `rack.jpg [FN#${upload.uploadUniqueId}]`, fileName: 'rack.jpg', public: false, size: 300_000 },
    ]);
    expect(pair.files('Documents').map((one) => [one.name, one.notes, one.size])).toEqual([
      ['site plan.pdf', '', 20_000],
      ['checklist.pdf', `From ConnectWise ticket ${ticketId} [CW#${document.id}]`, 50_000],
    ]);
    expect(transfer()).toEqual([]);
  });

  it.each([
    ['connectwise', '/documents$', 'drop-after-commit'],
    ['fieldnation', '/attachments/', '500'],
  ] as const)('are not doubled when %s %s meets %s', async (vendor, path, kind) => {
    await started({ toWorkOrder: true });
    const { bridge, ticketId, workOrderId } = pair;
    bridge.sandbox.addFault({ vendor, on: 'request', method: 'POST', path, kind });
    bridge.sandbox.people.dispatcher.uploadDocument({ ticketId, name: 'a.pdf', size: 40_000 });
    bridge.sandbox.people.dispatcher.addNote({ ticketId, text: 'Attached' });
    bridge.sandbox.people.provider.uploadFile({ workOrderId, name: 'b.jpg', size: 30_000 });
    const copies = () => pair.documents().filter((one) => one.title.includes('[FN#'));
    await bridge.until('both', () => copies().length >= 1 && pair.files('Documents').length >= 1, 900_000);
    await bridge.clock.advance(300_000);
    expect(copies()).toHaveLength(1);
    expect(pair.files('Documents')).toHaveLength(1);
    expect(transfer()).toEqual([]);
  });

  it.each(['file.answered', 'document.answered'])('are not doubled when the run ends at %s', async (step) => {
    await started({ toWorkOrder: true }, { engine: stopsAt(step) });
    const { bridge, ticketId, workOrderId } = pair;
    bridge.sandbox.people.dispatcher.uploadDocument({ ticketId, name: 'a.pdf', size: 40_000 });
    bridge.sandbox.people.dispatcher.addNote({ ticketId, text: 'Attached' });
    bridge.sandbox.people.provider.uploadFile({ workOrderId, name: 'b.jpg', size: 30_000 });
    const copies = () => pair.documents().filter((one) => one.title.includes('[FN#'));
    await bridge.until('both', () => copies().length >= 1 && pair.files('Documents').length >= 1, 900_000);
    await bridge.clock.advance(180_000);
    expect(copies()).toHaveLength(1);
    expect(pair.files('Documents')).toHaveLength(1);
  });

  it('that are too large are named with their limit, and ask nothing of anybody else', async () => {
    await started({ maxMegabytes: 1 });
    const { bridge, workOrderId } = pair;
    bridge.sandbox.people.provider.uploadFile({ workOrderId, name: 'video.jpg', size: 2_000_000 });
    await bridge.until('it is said', async () => (await pair.said('the limit is 1 MB')).length === 1);
    await bridge.clock.advance(documentsSweepMs);
    expect(await pair.said('attention "video.jpg" of work order')).toHaveLength(1);
    expect(await bridge.engine.attention()).toEqual([]);
    expect(pair.documents()).toEqual([]);
  });

  it('that ConnectWise refuses are told with its reason', async () => {
    await started();
    const { bridge, workOrderId } = pair;
    bridge.sandbox.setSwitch('connectwise.documentRefusedTypes', 'jpg');
    bridge.sandbox.people.provider.uploadFile({ workOrderId, name: 'rack.jpg', size: 1_000 });
    await bridge.until('it is said', async () => (await pair.said('not allowed')).length === 1);
    expect(await bridge.engine.attention()).toEqual([]);
    expect(transfer()).toEqual([]);
  });

  it('leave nothing behind in the transfer folder over a start', async () => {
    await started();
    writeFileSync(join(pair.bridge.dataDir, 'transfer', 'file-left'), 'half a file');
    await pair.bridge.restart();
    expect(transfer()).toEqual([]);
  });
});
