import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WorkOrderFile } from '../../../src/core/fieldnation/records-port.ts';
import { failure } from '../../fakes/failure.ts';
import { type Answer, type Loopback, loopback } from '../http/loopback.ts';
import { type FakeFieldNation, fakeFieldNation, workOrder } from './fake-fieldnation.ts';

let fake: FakeFieldNation;
let folder: string;
let target: string;
const others: Loopback[] = [];
beforeEach(async () => {
  fake = await fakeFieldNation();
  folder = mkdtempSync(join(tmpdir(), 'files-'));
  target = join(folder, 'in.part');
});
afterEach(async () => {
  await fake.close();
  for (const other of others.splice(0)) await other.close();
  rmSync(folder, { recursive: true, force: true });
});
async function otherHost(answer: Answer): Promise<Loopback> {
  const host = await loopback(() => answer);
  others.push(host);
  return host;
}

const content = 'photo bytes';
const photo = (link: string, more: Partial<WorkOrderFile> = {}): WorkOrderFile => ({
  folderId: 3,
  attachmentId: 7,
  uploadId: 'a1b2',
  name: 'rack.jpg',
  mime: 'image/jpeg',
  sizeBytes: content.length,
  link,
  notes: '',
  authorId: 5,
  authorName: 'R. Diaz',
  createdAt: 0,
  ...more,
});
const jpeg: Answer = { text: content, headers: { 'content-type': 'image/jpeg; q=1' } };
const asked = (server: Loopback = fake.server) =>
  server.received.filter((each) => each.path.startsWith('/files/')).map((each) => each.query.get('access_token'));

describe('downloading a file', () => {
  it('streams it to the disk with its fingerprint', async () => {
    const host = await otherHost(jpeg);
    expect(await fake.fn.downloadFile(photo(`${host.url}/files/a?signature=s`), target, 1_000)).toEqual({
      sizeBytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      mime: 'image/jpeg',
    });
    expect(readFileSync(target, 'utf8')).toBe(content);
  });

  it('sends nothing of ours to another host', async () => {
    const host = await otherHost({ status: 403, text: 'expired' });
    await fake.fn.workOrder(91422);
    const error = await failure(fake.fn.downloadFile(photo(`${host.url}/files/a?signature=secret`), target, 1_000));
    expect(error).toMatchObject({ kind: 'transient', code: 'fieldnation.file-link' });
    expect(JSON.stringify(error.toInfo())).not.toContain('secret');
    expect(
      host.received.map((each) => [
        each.query.get('access_token'),
        each.headers.authorization,
        each.headers['x-fn-company-id'],
      ]),
    ).toEqual([[null, undefined, undefined]]);
    expect(existsSync(target)).toBe(false);
    expect(fake.lane.state().needsSignIn).toBe(false);
  });

  it("tries Field Nation's own host without the token first", async () => {
    fake.open('/files/a');
    fake.on('GET /files/a', jpeg);
    await fake.fn.downloadFile(photo(`${fake.server.url}/files/a`), target, 1_000);
    expect(asked()).toEqual([null]);
  });

  it('takes the token along where that host asks for it, and from then on at once', async () => {
    fake.on('GET /files/a', jpeg);
    await fake.fn.downloadFile(photo('/files/a'), target, 1_000);
    await fake.fn.downloadFile(photo(`${fake.server.url}/files/a`), target, 1_000);
    expect(asked()).toEqual([null, 'token-1', 'token-1']);
    expect(readFileSync(target, 'utf8')).toBe(content);
  });

  it('renews an old token once', async () => {
    fake.on('GET /files/a', jpeg);
    await fake.fn.workOrder(91422);
    fake.expireTokens();
    await fake.fn.downloadFile(photo('/files/a'), target, 1_000);
    expect(asked()).toEqual([null, 'token-1', 'token-2']);
    expect(fake.lane.state().needsSignIn).toBe(false);
  });

  it('that is refused with the token does not ask anybody to sign in', async () => {
    fake.on('GET /files/a', { status: 403, json: { status: 403, message: 'No' } });
    const error = await failure(fake.fn.downloadFile(photo('/files/a'), target, 1_000));
    expect(error).toMatchObject({ kind: 'transient', code: 'fieldnation.file-link' });
    expect(error.message).toContain('rack.jpg');
    expect(fake.lane.state().needsSignIn).toBe(false);
  });

  it('follows to a storage without the token', async () => {
    const host = await otherHost(jpeg);
    fake.on('GET /files/a', { status: 302, headers: { location: `${host.url}/files/stored?signature=s` } });
    await fake.fn.downloadFile(photo('/files/a'), target, 1_000);
    expect(asked()).toEqual([null, 'token-1']);
    expect(asked(host)).toEqual([null]);
    expect(readFileSync(target, 'utf8')).toBe(content);
  });

  it('takes no sign-in page for a file', async () => {
    fake.open('/files/a');
    const page = { text: '<html>Sign in</html>', headers: { 'content-type': 'text/html; charset=utf-8' } };
    fake.on('GET /files/a', page);
    expect(await failure(fake.fn.downloadFile(photo('/files/a'), target, 1_000))).toMatchObject({
      code: 'fieldnation.file-link',
    });
    expect(existsSync(target)).toBe(false);
    fake.on('GET /files/b', page);
    fake.open('/files/b');
    const report = photo('/files/b', { name: 'report.html', mime: 'text/html' });
    expect((await fake.fn.downloadFile(report, target, 1_000)).mime).toBe('text/html');
  });

  it('stops at the limit, before the first request where the size is known', async () => {
    const host = await otherHost(jpeg);
    const known = await failure(
      fake.fn.downloadFile(photo(`${host.url}/files/a`, { sizeBytes: 3_145_728 }), target, 1_048_576),
    );
    expect(known).toMatchObject({ kind: 'permanent', code: 'fieldnation.too-large' });
    expect(known.message).toContain('3 MB, more than the limit of 1 MB');
    expect(host.received.length).toBe(0);
    const unknown = await failure(fake.fn.downloadFile(photo(`${host.url}/files/a`, { sizeBytes: null }), target, 4));
    expect(unknown).toMatchObject({ kind: 'permanent', code: 'fieldnation.too-large' });
    expect(existsSync(target)).toBe(false);
  });

  it.each(['', 'http://files.example/a', 'ftp://127.0.0.1/a', 'https://u:p@files.example/a', 'file:///etc/passwd'])(
    'has no use for the address "%s"',
    async (link) => {
      expect(await failure(fake.fn.downloadFile(photo(link), target, 1_000))).toMatchObject({
        kind: 'permanent',
        code: 'fieldnation.file-address',
      });
    },
  );
});

describe('uploading a file', () => {
  const post = 'POST /workorders/91422/attachments/1';
  const attachment = (id: number, more: object = {}) => ({
    id,
    upload_unique_id: `u${id}`,
    file: { name: 'plan.pdf', mime: 'application/pdf', size_bytes: 4, link: '/files/u' },
    notes: '',
    ...more,
  });
  const holding = (...files: object[]) => ({
    json: {
      ...workOrder,
      attachments: { results: [{ id: 1, name: 'Documents', type: 'document', max_bytes: 2_097_152, results: files }] },
    },
  });
  const input = () => {
    const path = join(folder, 'out.part');
    writeFileSync(path, '%PDF');
    const file = { path, sizeBytes: 4, fileName: 'plan.pdf', mime: 'application/pdf' };
    return { folderId: 1, file, notes: 'From ConnectWise [CW#12]' };
  };

  it('sends file and notes as a form, and finds the new file by its notes', async () => {
    fake.on(
      post,
      holding(
        attachment(8, { notes: 'From ConnectWise [CW#1]' }),
        attachment(9, { notes: 'From ConnectWise [CW#12]\r\n' }),
      ),
    );
    expect(await fake.fn.uploadFile(91422, input())).toMatchObject({ attachmentId: 9, uploadId: 'u9', folderId: 1 });
    const sent = fake.server.received.find((each) => each.path.endsWith('/attachments/1'));
    expect(sent?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(sent?.body).toMatch(/name="notes"\r\n\r\nFrom ConnectWise \[CW#12\]\r\n/);
    expect(sent?.body).toMatch(/name="file"; filename="plan.pdf"\r\nContent-Type: application\/pdf\r\n\r\n%PDF\r\n/);
    expect(sent?.query.get('access_token')).toBe('token-1');
  });

  it('goes once more with a new token', async () => {
    await fake.fn.workOrder(91422);
    fake.expireTokens();
    fake.on(post, holding(attachment(9, { notes: 'From ConnectWise [CW#12]' })));
    expect((await fake.fn.uploadFile(91422, input())).attachmentId).toBe(9);
    expect(fake.signIns()).toBe(2);
  });

  it('reads the work order when the answer does not show the file', async () => {
    fake.on(post, { json: { status: 'queued' } });
    fake.on('GET /workorders/91422', holding(attachment(9, { notes: 'From ConnectWise [CW#12]' })));
    expect((await fake.fn.uploadFile(91422, input())).attachmentId).toBe(9);
  });

  it('takes the newest of its name where notes are dropped, and writes them afterwards', async () => {
    const other = attachment(10, { file: { name: 'other.pdf' } });
    fake.on(post, holding(attachment(8), attachment(9), other));
    fake.on('PUT /workorders/91422/attachments/1/9', holding());
    expect(await fake.fn.uploadFile(91422, input())).toMatchObject({
      attachmentId: 9,
      notes: 'From ConnectWise [CW#12]',
    });
    const put = fake.server.received.find((each) => each.method === 'PUT');
    expect(put?.json()).toEqual({ notes: 'From ConnectWise [CW#12]' });
    fake.on('PUT /workorders/91422/attachments/1/9', { status: 403, json: { status: 403, message: 'No' } });
    expect(await fake.fn.uploadFile(91422, input())).toMatchObject({ attachmentId: 9, notes: '' });
  });

  it.each([
    ['the file is nowhere', holding(attachment(9, { notes: 'somebody else’s' }))],
    ['the work order cannot be read', { status: 500, json: {} }],
  ])('is ambiguous when %s', async (_, present) => {
    fake.on(post, holding());
    fake.on('GET /workorders/91422', present);
    expect(await failure(fake.fn.uploadFile(91422, input()))).toMatchObject({
      kind: 'ambiguous',
      code: 'fieldnation.ambiguous',
    });
  });

  it('is ambiguous after a lost answer', async () => {
    fake.on(post, 'drop');
    expect((await failure(fake.fn.uploadFile(91422, input()))).kind).toBe('ambiguous');
  });

  it.each([
    [413, {}],
    [400, { status: 400, message: 'The file is too large.' }],
    [400, { errors: [{ code: 'x', message: 'Maximum file size exceeded' }] }],
  ])('that is too large (%d) names file and limit', async (status, json) => {
    fake.on(post, { status, json });
    fake.on('GET /workorders/91422', holding());
    const error = await failure(fake.fn.uploadFile(91422, input()));
    expect(error).toMatchObject({ kind: 'permanent', code: 'fieldnation.file-too-large' });
    expect(error.message).toContain('"plan.pdf" for work order 91422');
    expect(error.message).toContain('the limit is 2 MB');
  });

  it.each([
    [415, {}],
    [400, { status: 400, message: 'File type not allowed.' }],
  ])('of a type that is not taken (%d) names file and types', async (status, json) => {
    fake.on(post, { status, json });
    const error = await failure(fake.fn.uploadFile(91422, input()));
    expect(error).toMatchObject({ kind: 'permanent', code: 'fieldnation.file-type' });
    expect(error.message).toContain('plan.pdf');
    expect(error.message).toContain('pdf');
  });

  it('that is refused for another reason says that one', async () => {
    fake.on(post, { status: 403, json: { status: 403, message: 'Client Documents is not part of the contract' } });
    const error = await failure(fake.fn.uploadFile(91422, input()));
    expect(error).toMatchObject({ kind: 'permanent', code: 'fieldnation.forbidden' });
    expect(error.message).toContain('Client Documents');
  });

  it('of a file that is gone from the disk sends nothing', async () => {
    const gone = input();
    rmSync(gone.file.path);
    expect(await failure(fake.fn.uploadFile(91422, gone))).toMatchObject({ kind: 'transient', code: 'files.local' });
  });
});
