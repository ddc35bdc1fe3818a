import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { get, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSandbox } from '../../../src/sandbox/index.ts';
import { type Answer, type Client, publishable, startClient } from './client.ts';

interface ShownFile {
  readonly id: number;
  readonly upload_unique_id: string;
  readonly author: { readonly id: number };
  readonly file: { readonly name: string; readonly link: string; readonly size_bytes: number; readonly mime: string };
  readonly status: string;
  readonly notes: string;
}
interface ShownFolder {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly max_bytes: number;
  readonly results: readonly ShownFile[];
}

let client: Client;
let workOrderId = 0;
const assigned = 70113;
beforeEach(async () => {
  client = await startClient();
  workOrderId = Number((await client.rest('POST', '/workorders', publishable)).body.id);
  await client.rest('POST', `/workorders/${workOrderId}/publish`);
  client.sandbox.people.provider.accept({ workOrderId, providerId: assigned });
});
afterEach(() => client.stop());

const base = (): string => `/workorders/${workOrderId}/attachments`;
async function folders(): Promise<readonly ShownFolder[]> {
  return (await client.rest('GET', base())).body.results as readonly ShownFolder[];
}
async function upload(folderId: number, name: string, bytes: Buffer, notes = ''): Promise<Answer> {
  const form = new FormData();
  form.set('notes', notes);
  form.set('file', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), name);
  const { url } = client.sandbox.info.fieldnation;
  const response = await fetch(`${url}/api/rest/v2${base()}/${folderId}?access_token=${client.token}`, {
    method: 'POST',
    body: form,
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Sends a form piece by piece, rests once before its last tenth, and gives the answer's status and the file's hash. */
function uploadPieces(size: number, rest: () => Promise<void>): Promise<string> {
  const hash = createHash('sha256');
  const { url } = client.sandbox.info.fieldnation;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${url}/api/rest/v2${base()}/1?access_token=${client.token}`,
      { method: 'POST', agent: false, headers: { 'content-type': 'multipart/form-data; boundary=edge' } },
      (response) => {
        response.resume();
        response.on('end', () => resolve(`${response.statusCode} ${hash.digest('hex')}`));
      },
    );
    outgoing.on('error', reject);
    outgoing.write('--edge\r\ncontent-disposition: form-data; name="file"; filename="survey.pdf"\r\n\r\n');
    const block = Buffer.alloc(65_536, 'pattern\r\n--');
    let left = size;
    let rested = false;
    const pump = (): void => {
      while (left > 0) {
        if (!rested && left < size / 10) {
          rested = true;
          rest().then(pump, reject);
          return;
        }
        const piece = block.subarray(0, Math.min(block.length, left));
        left -= piece.length;
        hash.update(piece);
        if (!outgoing.write(piece)) {
          outgoing.once('drain', pump);
          return;
        }
      }
      outgoing.end('\r\n--edge--\r\n');
    };
    pump();
  });
}

/** Reads a link to its end, rests once half way, and gives the answer's status and the hash. */
function downloadPieces(link: string, size: number, rest: () => Promise<void>): Promise<string> {
  const hash = createHash('sha256');
  return new Promise((resolve, reject) => {
    get(link, { agent: false }, (response) => {
      let left = size;
      response.on('data', (chunk: Buffer) => {
        hash.update(chunk);
        const before = left;
        left -= chunk.length;
        if (before < size / 2 || left >= size / 2) return;
        response.pause();
        rest().then(() => response.resume(), reject);
      });
      response.on('end', () => resolve(`${response.statusCode} ${hash.digest('hex')}`));
    }).on('error', reject);
  });
}

describe('Files of the simulated Field Nation', () => {
  it('go into Documents, Misc and folders made later, by buyer and provider', async () => {
    await client.rest('POST', base(), { name: 'Photos', min_files: 0, max_files: 1 });
    const [documents, misc, photos] = await folders();
    expect(documents).toMatchObject({ id: 1, name: 'Documents', type: 'document', max_bytes: 10_485_760 });
    expect([misc?.type, photos?.type]).toEqual(['slot', 'slot']);
    for (const folder of [1, misc?.id ?? 0])
      expect((await upload(folder, 'plan.pdf', Buffer.from('x'))).status).toBe(200);
    client.sandbox.people.provider.uploadFile({ workOrderId, name: 'rack.jpg', size: 10, folder: 'Photos' });
    const after = await folders();
    expect(after.map(({ results }) => results.map(({ author }) => author.id === assigned))).toEqual([
      [false],
      [false],
      [true],
    ]);
    const ids = after.flatMap(({ results }) => results.map((file) => file.upload_unique_id));
    expect(new Set(ids).size).toBe(3);
    expect(await upload(photos?.id ?? 0, 'more.jpg', Buffer.from('x'))).toMatchObject({ status: 400 });
  });

  it('are refused by kind and size, and kept out', async () => {
    client.sandbox.setSwitch('fieldnation.attachmentMaxBytes', 1000);
    expect(await upload(1, 'virus.exe', Buffer.from('x'))).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/file' }] },
    });
    expect((await upload(1, 'big.pdf', Buffer.alloc(1001))).body).toMatchObject({
      errors: [{ detail: expect.stringContaining('1000 bytes') }],
    });
    expect((await upload(1, 'fits.pdf', Buffer.alloc(1000))).status).toBe(200);
    const [documents] = await folders();
    expect(documents).toMatchObject({ max_bytes: 1000, results: [{ file: { name: 'fits.pdf', size_bytes: 1000 } }] });
  });

  it('can be reviewed and deleted, and a deleted one is gone', async () => {
    await upload(1, 'plan.pdf', Buffer.from('plan'), 'Second floor');
    const [file] = (await folders())[0]?.results ?? [];
    expect(file?.notes).toBe('Second floor');
    await client.rest('PUT', `${base()}/1/${file?.id}`, { status: 'DENIED', status_description: 'Too dark' });
    expect((await folders())[0]?.results[0]).toMatchObject({ status: 'DENIED', status_description: 'Too dark' });
    expect((await fetch(file?.file.link ?? '')).status).toBe(200);
    await client.rest('DELETE', `${base()}/1/${file?.id}`);
    expect((await folders())[0]?.results).toEqual([]);
    expect((await fetch(file?.file.link ?? '')).status).toBe(404);
  });

  it('answer at their link with the token, for a while, or for ever, as switches say', async () => {
    client.sandbox.people.buyer.uploadFile({ workOrderId, name: 'plan.pdf', base64: 'UExBTg==' });
    const link = async (): Promise<string> => (await folders())[0]?.results[0]?.file.link ?? '';
    expect(await (await fetch(await link())).text()).toBe('PLAN');
    client.sandbox.setSwitch('fieldnation.downloadNeedsToken', true);
    expect((await fetch(await link())).status).toBe(401);
    expect((await fetch(`${await link()}?access_token=${client.token}`)).status).toBe(200);
    client.sandbox.setSwitch('fieldnation.downloadNeedsToken', false);
    client.sandbox.setSwitch('fieldnation.downloadLinkSeconds', 60);
    const brief = await link();
    expect((await fetch(brief)).status).toBe(200);
    await client.clock.advance(60_000);
    expect((await fetch(brief)).status).toBe(403);
    expect((await fetch(await link())).status).toBe(200);
  });

  it('pass in pieces: 100 MB come and go without being held in memory', async () => {
    const size = 100 * 1024 * 1024;
    client.sandbox.setSwitch('fieldnation.attachmentMaxBytes', size);
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const alive = (): number => {
      collect();
      return process.memoryUsage().arrayBuffers / 1_048_576;
    };
    const before = alive();
    // Pieces that wait for the collector go sooner or later; what somebody holds on to would stay.
    const little = (): Promise<void> =>
      vi.waitFor(() => expect(alive() - before).toBeLessThan(20), { timeout: 10_000 });
    const sent = await uploadPieces(size, little);
    expect(sent).toMatch(/^200 /);
    const [file] = (await folders())[0]?.results ?? [];
    expect(file?.file.size_bytes).toBe(size);
    expect(await downloadPieces(file?.file.link ?? '', size, little)).toBe(sent);
  });

  it('leave nothing behind when the sender goes away in the middle', async () => {
    const { url } = client.sandbox.info.fieldnation;
    await new Promise<void>((resolve) => {
      const outgoing = request(`${url}/api/rest/v2${base()}/1?access_token=${client.token}`, {
        method: 'POST',
        agent: false,
        headers: { 'content-type': 'multipart/form-data; boundary=edge', 'content-length': '100000' },
      });
      outgoing.on('error', () => resolve());
      outgoing.write('--edge\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\nhalf', () =>
        outgoing.destroy(new Error('gone')),
      );
    });
    await vi.waitFor(() => {
      const last = client.sandbox.journal().findLast((entry) => entry.kind === 'request');
      expect(last).toMatchObject({ method: 'POST', status: null });
    });
    expect((await folders())[0]?.results).toEqual([]);
  });

  it('break off half way when a fault says so', async () => {
    client.sandbox.people.buyer.uploadFile({ workOrderId, name: 'plan.pdf', size: 200_000 });
    const [file] = (await folders())[0]?.results ?? [];
    client.sandbox.addFault({ vendor: 'fieldnation', on: 'request', path: '/files/', kind: 'drop-after-commit' });
    await expect(fetch(file?.file.link ?? '').then((response) => response.arrayBuffer())).rejects.toThrow();
    const whole = await (await fetch(file?.file.link ?? '')).arrayBuffer();
    expect(whole.byteLength).toBe(200_000);
  });

  it('outlive a restart with a state file, and leave nothing behind without one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-files-'));
    try {
      const stateFile = join(folder, 'state.json');
      const first = await startSandbox({ stateFile });
      const id = first.workOrders().find((each) => each.status === 'assigned')?.id ?? 0;
      first.people.buyer.uploadFile({ workOrderId: id, name: 'plan.pdf', base64: 'UExBTg==' });
      await first.stop();
      const second = await startSandbox({ stateFile });
      const kept = second.workOrders().find((each) => each.id === id)?.folders[0]?.attachments[0];
      const link = `${second.info.fieldnation.url}/files/${kept?.uploadUniqueId}/plan.pdf`;
      expect(await (await fetch(link)).text()).toBe('PLAN');
      await second.stop();
      expect(existsSync(`${stateFile}.files`)).toBe(true);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
