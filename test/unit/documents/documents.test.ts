import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { emptyTransferFolder } from '../../../src/core/files/transfer-folder.ts';
import { type DocumentsConfig, documentsConfigSchema } from '../../../src/shared/config-sync.ts';
import { apiUser, documentsFolder, FilePair, manager } from './file-pair.ts';

const pairs: FilePair[] = [];
function pairWith(settings: Partial<DocumentsConfig> = {}): FilePair {
  const pair = new FilePair();
  pair.settings = documentsConfigSchema.parse(settings);
  pairs.push(pair);
  return pair;
}
afterEach(() => {
  for (const pair of pairs.splice(0)) pair.end();
});

describe('what providers upload', () => {
  it('becomes a private document of the ticket, named after the file, with the upload id in its title', async () => {
    const pair = pairWith();
    const file = pair.provides('rack.jpg', 'photo');
    await pair.rest();
    expect(pair.documents).toMatchObject([
      { title: `rack.jpg [FN#${file.uploadId}]`, fileName: 'rack.jpg', private: true },
    ]);
    expect(pair.onTheWay()).toEqual([]);
  });

  it("is not what the buyer's own people put there", async () => {
    const pair = pairWith();
    pair.provides('plan.pdf', 'a', { folderId: documentsFolder });
    pair.provides('plan.pdf', 'b', { authorId: manager });
    pair.provides('plan.pdf', 'c', { authorId: apiUser });
    await pair.rest();
    expect(pair.documents).toEqual([]);
  });

  it('is left alone while switched off or filtered out, and afterwards', async () => {
    for (const off of ['setting', 'event'] as const) {
      const pair = pairWith({ toTicket: off !== 'setting' });
      pair.allows = off !== 'event';
      pair.provides('before.jpg', 'a');
      await pair.run();
      pair.allows = true;
      pair.settings = documentsConfigSchema.parse({});
      pair.now += 5_000;
      pair.provides('after.jpg', 'b');
      await pair.rest();
      expect(pair.documents.map((one) => one.fileName)).toEqual(['after.jpg']);
    }
  });

  it('was there before two records were linked, and is known', async () => {
    const pair = pairWith();
    pair.origin = 'person';
    pair.provides('old.jpg', 'a', { createdAt: Date.UTC(2026, 10, 1) });
    await pair.rest();
    expect(pair.documents).toEqual([]);
  });

  it('is copied from a work order whose own ticket was still to be made by then', async () => {
    const pair = pairWith();
    pair.origin = 'workorder';
    pair.provides('before.jpg', 'a', { createdAt: Date.UTC(2026, 10, 22, 8) });
    await pair.rest();
    expect(pair.documents.map((one) => one.fileName)).toEqual(['before.jpg']);
  });

  it('keeps its ending and its marker in the title, however long its name', async () => {
    const pair = pairWith();
    pair.provides(`${'x'.repeat(300)}.jpg`, 'a');
    await pair.rest();
    expect(pair.documents[0]?.title).toMatch(/^x+….jpg \[FN#upload-\d+\]$/);
    expect(pair.documents[0]?.title.length).toBeLessThanOrEqual(100);
    expect(pair.documents[0]?.fileName).toHaveLength(304);
  });
});

describe('documents of the ticket', () => {
  it('go to the Documents folder, marked in the notes', async () => {
    const pair = pairWith({ toWorkOrder: true });
    const document = pair.attaches('plan.pdf', 'floor 2');
    await pair.rest();
    expect(pair.files(documentsFolder)).toMatchObject([
      { name: 'plan.pdf', notes: `From ConnectWise ticket 1042 [CW#${document.id}]` },
    ]);
    expect(pair.documents).toHaveLength(1);
  });

  it('stay when they are private, web links, of other types, or copies', async () => {
    const pair = pairWith({ toWorkOrder: true });
    pair.attaches('contract.pdf', 'secret', { private: true });
    pair.attaches('https://example.com/a.pdf', '', { link: true });
    pair.attaches('tool.exe', 'MZ');
    pair.attaches('rack.jpg', 'photo', { title: 'rack.jpg [FN#8d1f-77]' });
    await pair.rest();
    expect(pair.files(documentsFolder)).toEqual([]);
    expect(pair.said.map((line) => [line.result, /^"[^"]+"/.exec(line.message)?.[0]])).toEqual([
      ['ok', '"contract.pdf"'],
      ['attention', '"tool.exe"'],
    ]);
  });

  it('that are private go once they are public', async () => {
    const pair = pairWith({ toWorkOrder: true });
    const document = pair.attaches('contract.pdf', 'terms', { private: true });
    await pair.rest();
    pair.documents = [{ ...document, private: false }];
    await pair.rest();
    expect(pair.files(documentsFolder)).toHaveLength(1);
  });

  it('are not read at all unless they are to be sent', async () => {
    const pair = pairWith();
    pair.attaches('plan.pdf', 'floor 2');
    await pair.rest();
    expect(pair.requests).toEqual({ documents: 0, downloads: 0, uploads: 0 });
  });

  it('are read when the ticket changed, and after a quarter of an hour', async () => {
    const pair = pairWith({ toWorkOrder: true });
    await pair.run();
    await pair.run();
    expect(pair.requests.documents).toBe(1);
    await pair.run({ events: ['PSA_TICKET_UPDATED'] });
    expect(pair.requests.documents).toBe(2);
    pair.now += 900_000;
    await pair.run();
    expect(pair.requests.documents).toBe(3);
  });
});

describe('limits', () => {
  it('leave a large file alone, name file, size and limit once, and take it when the limit is raised', async () => {
    const pair = pairWith({ maxMegabytes: 1 });
    pair.provides('video.mp4', 'v'.repeat(1_572_864));
    await pair.rest();
    await pair.rest();
    expect(pair.documents).toEqual([]);
    expect(pair.said).toEqual([
      {
        result: 'attention',
        message:
          '"video.mp4" of work order 91422 was not copied to ticket 1042: it has 1.5 MB, and the limit is 1 MB. Copy it by hand, or raise the limit in Settings > Documents.',
      },
    ]);
    pair.settings = documentsConfigSchema.parse({ maxMegabytes: 2 });
    await pair.rest();
    expect(pair.documents).toHaveLength(1);
  });

  it('are those of the folder, too', async () => {
    const pair = pairWith({ toWorkOrder: true });
    pair.attaches('big.pdf', 'b'.repeat(10_485_761));
    await pair.rest();
    expect(pair.said[0]?.message).toContain('it has 10 MB, and Field Nation takes 10 MB in its Documents folder');
  });

  it('hold for a file whose size is only known when it arrives', async () => {
    const pair = pairWith({ maxMegabytes: 1 });
    pair.provides('unknown.jpg', 'u'.repeat(1_048_577), { sizeBytes: null });
    await pair.rest();
    expect(pair.documents).toEqual([]);
    expect(pair.requests.downloads).toBe(1);
    expect(pair.said.map((line) => line.result)).toEqual(['attention']);
    expect(pair.onTheWay()).toEqual([]);
    await pair.run({ asked: true });
    expect(pair.requests.downloads).toBe(2);
  });

  it('of types can be changed', async () => {
    const pair = pairWith({ toWorkOrder: true });
    pair.attaches('notes.TXT', 'hello');
    await pair.rest();
    expect(pair.files(documentsFolder)).toEqual([]);
    pair.settings = documentsConfigSchema.parse({ toWorkOrder: true, toWorkOrderTypes: ['txt'] });
    await pair.rest();
    expect(pair.files(documentsFolder)).toHaveLength(1);
  });

  it('that only the vendor knows are told once, and tried again when a person asks', async () => {
    const pair = pairWith();
    pair.provides('strange.jpg', 'a');
    pair.provides('fine.jpg', 'b');
    pair.fault = 'refused';
    expect((await pair.run())?.problems).toEqual([]);
    await pair.rest();
    expect(pair.documents.map((one) => one.fileName)).toEqual(['fine.jpg']);
    expect(pair.said.filter((line) => line.result === 'attention')).toHaveLength(1);
    await pair.run({ asked: true });
    expect(pair.documents).toHaveLength(2);
  });

  it('of time grow with the size of the file', async () => {
    const pair = pairWith({ maxMegabytes: 200 });
    pair.provides('video.mp4', 'v', { sizeBytes: 104_857_600 });
    await pair.run();
    expect(Math.max(...pair.extended)).toBeGreaterThan(50 * 60_000);
  });
});

describe('one copy', () => {
  it('is made of content that was sent before', async () => {
    const pair = pairWith({ toWorkOrder: true });
    pair.provides('a.jpg', 'same');
    pair.provides('b.jpg', 'same');
    await pair.rest();
    pair.attaches('c.jpg', 'same');
    await pair.rest();
    expect(pair.requests.uploads).toBe(1);
    expect(pair.said.filter((line) => line.message.includes('same content'))).toHaveLength(2);
  });

  it('is not sent back to where it came from', async () => {
    const pair = pairWith({ toWorkOrder: true });
    pair.attaches('plan.pdf', 'floor 2');
    await pair.rest();
    pair.provides('plan (1).pdf', 'floor 2');
    await pair.rest();
    expect(pair.documents).toHaveLength(1);
  });

  it('is found again after a lost answer, without another download', async () => {
    const pair = pairWith();
    pair.provides('a.jpg', 'once');
    pair.fault = 'lost-answer';
    expect(await pair.run()).toBeNull();
    await pair.rest();
    expect(pair.documents).toHaveLength(1);
    expect(pair.requests).toMatchObject({ downloads: 1, uploads: 1 });
    expect(pair.onTheWay()).toEqual([]);
  });

  it('is found again when the map was lost, without a download', async () => {
    const pair = pairWith({ toWorkOrder: true });
    pair.provides('a.jpg', 'from there');
    pair.attaches('b.jpg', 'from here');
    await pair.rest();
    pair.store.rows = [];
    pair.seen = undefined;
    await pair.rest();
    expect(pair.requests).toMatchObject({ downloads: 2, uploads: 2 });
  });

  it('uses what is on the disk only when it is what was to be sent', async () => {
    for (const [tampered, downloads] of [
      [false, 1],
      [true, 2],
    ] as const) {
      const pair = pairWith();
      pair.provides('a.jpg', 'content');
      pair.fault = 'lost-request';
      await pair.run();
      const [name = ''] = pair.onTheWay();
      if (tampered) writeFileSync(join(pair.transferDir, name), 'contenT');
      await pair.rest();
      expect(pair.requests.downloads).toBe(downloads);
      expect(pair.contents.get(String(pair.documents[0]?.id))).toBe('content');
    }
  });

  it('of a file that was deleted stays, and that is said once; so does the original of a copy', async () => {
    const pair = pairWith({ toWorkOrder: true });
    const file = pair.provides('a.jpg', 'from there');
    const document = pair.attaches('b.jpg', 'from here');
    await pair.rest();
    pair.removeUpload(file.uploadId);
    pair.removeDocument(document.id);
    await pair.rest();
    expect(pair.documents).toHaveLength(1);
    expect(pair.files(documentsFolder)).toHaveLength(1);
    pair.removeDocument(pair.documents[0]?.id ?? 0);
    await pair.rest();
    expect(pair.said.filter((line) => line.message.includes('deleted')).map((line) => line.message)).toEqual([
      '"a.jpg" was deleted from work order 91422. Its copy on ticket 1042 stays.',
      '"b.jpg" was deleted from ticket 1042. Its copy on work order 91422 stays.',
      'The copy of "a.jpg" was deleted from ticket 1042. It is not made again; the original on work order 91422 stays.',
    ]);
    expect(pair.requests.uploads).toBe(2);
  });
});

describe('the transfer folder', () => {
  it('is empty after a start, whatever a kill left in it', async () => {
    const pair = pairWith();
    writeFileSync(join(pair.transferDir, 'file-left'), 'half');
    await emptyTransferFolder(pair.transferDir);
    expect(pair.onTheWay()).toEqual([]);
  });
});
