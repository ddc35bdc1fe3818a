import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { field, type Instance, ids, startInstance } from './instance.ts';

let instance: Instance;
beforeEach(async () => {
  instance = await startInstance();
});
afterEach(() => instance.close());

const base = '/v4_6_release/apis/3.0';
const boundary = '----practice';

/** Called at every 25 MB that went out or came in. */
let atMilestone = (): void => {};
const milestone = 25 * 1024 * 1024;
const passed = (before: number, after: number): boolean =>
  Math.floor(before / milestone) !== Math.floor(after / milestone);

/** Sends a form whose file is `size` bytes of a pattern, piece by piece; gives the answer and the hash of the file. */
function upload(
  fields: Readonly<Record<string, string>>,
  file: { readonly name: string; readonly size: number; readonly mime?: string } | null,
): Promise<{ readonly status: number; readonly body: unknown; readonly hash: string }> {
  const release = instance.clock.hold();
  const { 'content-type': _, ...headers } = instance.credentials;
  return new Promise<{ status: number; body: unknown; hash: string }>((resolve, reject) => {
    const hash = createHash('sha256');
    const outgoing = request(
      `${instance.url}${base}/system/documents`,
      {
        method: 'POST',
        agent: false,
        headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
      },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(text), hash: hash.digest('hex') }),
        );
      },
    );
    outgoing.on('error', reject);
    for (const [name, value] of Object.entries(fields)) {
      outgoing.write(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
    }
    const finish = (): void => {
      outgoing.end(`\r\n--${boundary}--\r\n`);
    };
    if (file === null) return finish();
    outgoing.write(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: ${file.mime ?? 'image/png'}\r\n\r\n`,
    );
    const block = Buffer.alloc(65_536, 'pattern\r\n--');
    let left = file.size;
    const pump = (): void => {
      while (left > 0) {
        const piece = left < block.length ? block.subarray(0, left) : block;
        if (passed(left, left - piece.length)) atMilestone();
        left -= piece.length;
        hash.update(piece);
        if (!outgoing.write(piece)) {
          outgoing.once('drain', pump);
          return;
        }
      }
      finish();
    };
    pump();
  }).finally(release);
}

function download(id: unknown): Promise<{
  readonly headers: IncomingHttpHeaders;
  readonly size: number;
  readonly hash: string;
  readonly whole: boolean;
}> {
  const release = instance.clock.hold();
  return new Promise<{ headers: IncomingHttpHeaders; size: number; hash: string; whole: boolean }>(
    (resolve, reject) => {
      const hash = createHash('sha256');
      let size = 0;
      const outgoing = request(
        `${instance.url}${base}/system/documents/${String(id)}/download`,
        { agent: false, headers: instance.credentials },
        (response) => {
          response.on('data', (chunk: Buffer) => {
            if (passed(size, size + chunk.length)) atMilestone();
            size += chunk.length;
            hash.update(chunk);
          });
          response.on('error', () => {});
          response.on('close', () =>
            resolve({ headers: response.headers, size, hash: hash.digest('hex'), whole: response.complete }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end();
    },
  ).finally(release);
}

const ofTicket = { recordType: 'Ticket', recordId: '7601' };
const listed = '/system/documents?recordType=Ticket&recordId=7601';

describe("a ticket's documents", () => {
  it('take a file as a form and give it back byte by byte under its name', async () => {
    const sent = await upload(
      { ...ofTicket, title: 'FN#88', privateFlag: 'true' },
      { name: 'Rack – vorher.png', size: 200_000 },
    );
    expect(sent.status).toBe(201);
    expect(sent.body).toMatchObject({
      title: 'FN#88',
      fileName: 'Rack – vorher.png',
      owner: 'svc-fieldnation',
      publicFlag: false,
      imageFlag: true,
      size: 200_000,
      _info: { updatedBy: 'svc-fieldnation', filename: 'Rack – vorher.png' },
    });
    expect(JSON.stringify(sent.body)).not.toMatch(/hash|checksum|sha|md5/i);
    const back = await download(field(sent.body, 'id'));
    expect([back.size, back.hash]).toEqual([200_000, sent.hash]);
    expect(back.headers['content-disposition']).toBe(
      `attachment; filename="Rack _ vorher.png"; filename*=UTF-8''Rack%20%E2%80%93%20vorher.png`,
    );
    const list = await instance.call('GET', `${listed}&conditions=${encodeURIComponent('title = "FN#88"')}`);
    expect(ids(list.body)).toEqual([field(sent.body, 'id')]);
    expect((await instance.call('GET', listed.replace('documents', 'documents/count'))).body).toEqual({ count: 1 });
    expect((await instance.call('GET', '/service/tickets/7601/documents')).body).toMatchObject([{ name: 'FN#88' }]);
  });

  it('leave their ticket as it is, unless the switch says they touch it', async () => {
    const before = await instance.call('GET', '/service/tickets/7601');
    await instance.clock.advance(5000);
    await upload(ofTicket, { name: 'a.png', size: 10 });
    expect((await instance.call('GET', '/service/tickets/7601')).body).toEqual(before.body);
    instance.kernel.setSwitch('connectwise.documentsTouchTicket', true);
    await upload(ofTicket, { name: 'b.png', size: 10 });
    const after = await instance.call('GET', '/service/tickets/7601');
    expect(field(after.body, '_info', 'updatedBy')).toBe('svc-fieldnation');
  });

  it('refuse JSON, files over the limit, unknown tickets and forms without a file', async () => {
    const json = await instance.call('POST', '/system/documents', { recordType: 'Ticket', recordId: 7601 });
    expect(json.status).toBe(415);
    const large = await upload(ofTicket, { name: 'a.png', size: 6 * 1024 * 1024 + 1 });
    expect([large.status, field(large.body, 'errors', 0, 'message')]).toEqual([
      400,
      'The file is too large. The maximum size is 6 MB.',
    ]);
    const unknown = await upload({ recordType: 'Ticket', recordId: '1' }, { name: 'a.png', size: 1 });
    expect([unknown.status, field(unknown.body, 'errors', 0, 'code')]).toEqual([400, 'NotFound']);
    expect((await upload({ recordType: 'Nonsense', recordId: '1' }, { name: 'a.png', size: 1 })).status).toBe(400);
    expect((await upload({ recordType: 'TimeEntry', recordId: '1' }, { name: 'a.png', size: 1 })).status).toBe(501);
    const none = await upload(ofTicket, null);
    expect([none.status, field(none.body, 'errors', 0, 'field')]).toEqual([400, 'file']);
    instance.kernel.setSwitch('connectwise.documentRefusedTypes', 'exe, bat');
    expect((await upload(ofTicket, { name: 'tool.EXE', size: 1 })).status).toBe(400);
    expect((await instance.call('GET', listed)).body).toEqual([]);
    // Nothing of what was refused stays on the disk.
    expect(readdirSync(instance.kernel.context.files.path(''))).toEqual([]);
  });

  it('need the right Companies/Manage Attachments', async () => {
    instance.connectwise.people.setRight('Companies/Manage Attachments', 'add', 'None');
    expect((await upload(ofTicket, { name: 'a.png', size: 1 })).status).toBe(403);
    instance.connectwise.people.setRight('Companies/Manage Attachments', 'inquire', 'None');
    expect((await instance.call('GET', listed)).status).toBe(403);
  });

  it('can be renamed, published and deleted, which removes the file', async () => {
    const { people } = instance.connectwise;
    people.setRight('Companies/Manage Attachments', 'edit', 'All');
    people.setRight('Companies/Manage Attachments', 'delete', 'All');
    const { body } = await upload({ ...ofTicket, privateFlag: 'true' }, { name: 'a.png', size: 5 });
    const path = `/system/documents/${String(field(body, 'id'))}`;
    const renamed = await instance.call('POST', path, { title: 'After', privateFlag: false });
    expect([renamed.status, field(renamed.body, 'title'), field(renamed.body, 'publicFlag')]).toEqual([
      200,
      'After',
      true,
    ]);
    expect((await instance.call('DELETE', path)).status).toBe(204);
    expect((await instance.call('GET', path)).status).toBe(404);
    expect(readdirSync(instance.kernel.context.files.path(''))).toEqual([]);
  });

  it('obey faults: an upload that was kept though the answer was lost, a download that breaks off half way', async () => {
    instance.kernel.faults.add({
      vendor: 'connectwise',
      on: 'request',
      method: 'POST',
      path: 'documents$',
      kind: 'drop-after-commit',
    });
    await expect(upload(ofTicket, { name: 'a.png', size: 100_000 })).rejects.toThrow();
    const { body } = await instance.call('GET', listed);
    expect(body).toMatchObject([{ size: 100_000 }]);
    instance.kernel.faults.add({ vendor: 'connectwise', on: 'request', path: 'download$', kind: 'drop-after-commit' });
    const broken = await download(field(body, 0, 'id'));
    expect([broken.whole, broken.size]).toEqual([false, 50_000]);
    expect((await download(field(body, 0, 'id'))).size).toBe(100_000);
  });

  it('of 100 MB pass both ways without the process growing with them, and are gone when the sandbox stops', async () => {
    instance.kernel.setSwitch('connectwise.documentMaxMegabytes', 128);
    const size = 100 * 1024 * 1024;
    await upload(ofTicket, { name: 'warm.bin', size: 1024 * 1024 });
    // What is alive after a collection: pieces that wait for the collector are no copy of the document.
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const alive = (): number => {
      collect();
      return process.memoryUsage().arrayBuffers;
    };
    const before = alive();
    const seen: number[] = [];
    atMilestone = () => seen.push(alive());
    try {
      const sent = await upload(ofTicket, { name: 'survey.bin', size, mime: 'application/zip' });
      expect(sent.status).toBe(201);
      const back = await download(field(sent.body, 'id'));
      expect([back.size, back.hash]).toEqual([size, sent.hash]);
    } finally {
      atMilestone = () => {};
    }
    expect(seen.length).toBeGreaterThanOrEqual(7);
    // Sender and receiver are in this process too.
    expect((Math.max(...seen) - before) / 1_048_576).toBeLessThan(40);
    const folder = instance.kernel.context.files.path('');
    await instance.close();
    expect(existsSync(folder)).toBe(false);
  }, 30_000);
});
